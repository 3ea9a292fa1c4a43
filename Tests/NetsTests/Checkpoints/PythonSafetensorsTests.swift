import Foundation
import Nets
import TestSupport
import Testing

/// Our files in the hands of the format's own Python library, and its files in ours.
///
/// Opt-in: `IDENTITY_LAB_PYTHON` names a Python that has `safetensors` and `numpy`.
@Suite(.enabled(if: Python.path != nil, "IDENTITY_LAB_PYTHON names no Python"))
struct PythonSafetensorsTests {
  private func withTemporaryFile(_ body: (URL) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url)
  }

  @Test("Python reads our names, shapes, types, bits and metadata")
  func pythonReadsOurs() throws {
    // Python's JSON reader keeps the metadata apart, so it is printed as UTF-8 in hex.
    let script = """
      import sys
      from safetensors import safe_open
      with safe_open(sys.argv[1], framework="np") as f:
        for key, value in sorted(f.metadata().items()):
          print("meta", key.encode().hex(), value.encode().hex())
        for name in sorted(f.keys()):
          t = f.get_tensor(name)
          print(name, t.dtype.str, list(t.shape), t.tobytes().hex())
      """
    func hex(_ bytes: some Sequence<UInt8>) -> String {
      bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
    let example = SafetensorsFileTests.example
    var expected = example.metadata.map { "meta \(hex($0.key.utf8)) \(hex($0.value.utf8))" }
    for tensor in example.tensors {
      let (type, bytes) =
        switch tensor.values {
        case .float(let values): ("<f4", values.withUnsafeBytes { hex($0) })
        case .double(let values): ("<f8", values.withUnsafeBytes { hex($0) })
        }
      expected.append("\(tensor.name) \(type) \(tensor.dimensions) \(bytes)")
    }
    try withTemporaryFile { url in
      try Data(example.encoded()).write(to: url)
      let lines = try Python.run(script, [url.path]).split(separator: "\n").map(String.init)
      #expect(lines.sorted() == expected.sorted())
    }
  }

  @Test("we read Python's")
  func weReadPythons() throws {
    let script = """
      import sys
      import numpy as np
      from safetensors.numpy import save_file
      save_file({"w": np.arange(6, dtype=np.float32).reshape(2, 3) / 4, "s": np.array(0.1), "e": np.zeros((0, 2))},
        sys.argv[1], metadata={"k\\"": "\\u65e5\\n"})
      """
    try withTemporaryFile { url in
      _ = try Python.run(script, [url.path])
      let file = try SafetensorsFile(decoding: [UInt8](try Data(contentsOf: url)))
      #expect(file.metadata == ["k\"": "日\n"])
      #expect(file["w"]?.dimensions == [2, 3] && file["w"]?.values == .float([0, 0.25, 0.5, 0.75, 1, 1.25]))
      #expect(file["s"]?.dimensions == [] && file["s"]?.values == .double([0.1]))
      #expect(file["e"]?.dimensions == [0, 2] && file["e"]?.values == .double([]))
    }
  }
}
