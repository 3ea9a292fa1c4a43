import TestSupport
import Testing

@testable import LabSweeps
@testable import ToyLab

@Suite struct SweepDirectoryTests {
  @Test("a sweep is meant by its name, or by the path of its folder wherever that is")
  func matching() {
    func found(_ text: String) -> [String] {
      let directory = SweepDirectory<ToyLab>(matching: text, output: "out")
      return [directory.output, directory.name]
    }
    #expect(found("deep") == ["out", "deep"])
    #expect(found("/a/b/sweeps/deep/") == ["/a/b", "deep"] && found("/a/b/sweeps/deep") == ["/a/b", "deep"])
    #expect(found("/a/b/deep") == ["out", "/a/b/deep"])
  }
}
