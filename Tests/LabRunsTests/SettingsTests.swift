import Testing

@testable import LabBase
@testable import LabRuns

@Suite struct SettingsTests {
  private static let names = ["depth", "width", "learningRate", "tolerance"]

  @Test("YAML scalars and lists become texts")
  func yaml() throws {
    let settings = try Settings(
      yaml: "depth: [1, 3, 5]\nlearningRate: 1e-3\ntolerance: \"0\"\n", name: "a.yaml", names: Self.names)
    #expect(settings[.depth] == "1,3,5")
    #expect(settings[.learningRate] == "1e-3")
    #expect(settings[.tolerance] == "0")
    #expect(settings[.width] == nil)
  }

  @Test("an empty file says nothing")
  func empty() throws {
    #expect(try Settings(yaml: "", name: "a.yaml", names: Self.names) == Settings())
  }

  @Test("an unknown key is refused with the file, the key and the nearest spelling")
  func unknownKey() {
    let error = #expect(throws: LabError.self) {
      try Settings(yaml: "learninRate: 1", name: "a.yaml", names: Self.names)
    }
    #expect(error?.description.contains("a.yaml: learninRate") == true)
    #expect(error?.description.contains("did you mean \"learningRate\"?") == true)
    #expect(error?.exitCode == 78)
  }

  @Test(
    "what is no mapping of scalars is refused",
    arguments: ["- 1\n- 2", "depth: {a: 1}", "depth: [", "depth: []"])
  func broken(yaml: String) {
    #expect(throws: LabError.self) { try Settings(yaml: yaml, name: "a.yaml", names: Self.names) }
  }

  @Test("an upper layer wins and the lower one shows through")
  func layers() {
    let lower = Settings([.depth: "1", .width: "8"])
    let upper = Settings([.depth: "3"])
    #expect(lower.overlaid(with: upper) == Settings([.depth: "3", .width: "8"]))
  }
}
