import TestSupport
import Testing

@testable import LabBase

/// Our arrays in the hands of NumPy itself; opt-in, see `Python`.
@Suite(.enabled(if: Python.path != nil, "IDENTITY_LAB_PYTHON names no Python"))
struct PythonNumpyTests {
  @Test("NumPy reads our shapes, types and values")
  func numpyReadsOurs() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a.npy", NumpyFile.encode([0, 0.5, 1, 1.5, 2, -2.5], dimensions: [2, 1, 3]))
    let script = """
      import sys
      import numpy as np
      a = np.load(sys.argv[1])
      print(a.dtype.str, a.shape, a.ravel().tolist(), a.flags["C_CONTIGUOUS"])
      """
    #expect(try Python.run(script, [path]) == "<f4 (2, 1, 3) [0.0, 0.5, 1.0, 1.5, 2.0, -2.5] True\n")
  }
}
