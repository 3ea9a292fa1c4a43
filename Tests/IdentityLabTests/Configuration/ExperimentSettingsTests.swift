import Testing

@testable import IdentityLab

@Suite struct ExperimentSettingsTests {
  @Test("YAML scalars and lists become texts")
  func yaml() throws {
    let settings = try ExperimentSettings(
      yaml: "depth: [1, 3, 5]\nlearningRate: 1e-3\nimage: \"builtin:7\"\n", name: "a.yaml")
    #expect(settings[.depth] == "1,3,5")
    #expect(settings[.learningRate] == "1e-3")
    #expect(settings[.image] == "builtin:7")
    #expect(settings[.width] == nil)
  }

  @Test("an empty file says nothing")
  func empty() throws {
    #expect(try ExperimentSettings(yaml: "", name: "a.yaml") == ExperimentSettings())
  }

  @Test("an unknown key is refused with the file, the key and the nearest spelling")
  func unknownKey() {
    let error = #expect(throws: LabError.self) {
      try ExperimentSettings(yaml: "learninRate: 1", name: "a.yaml")
    }
    #expect(error?.description.contains("a.yaml: learninRate") == true)
    #expect(error?.description.contains("did you mean \"learningRate\"?") == true)
    #expect(error?.exitCode == 78)
  }

  @Test(
    "what is no mapping of scalars is refused",
    arguments: ["- 1\n- 2", "depth: {a: 1}", "depth: [", "depth: []"])
  func broken(yaml: String) {
    #expect(throws: LabError.self) { try ExperimentSettings(yaml: yaml, name: "a.yaml") }
  }

  @Test("an upper layer wins and the lower one shows through")
  func layers() {
    let lower = ExperimentSettings([.depth: "1", .width: "8"])
    let upper = ExperimentSettings([.depth: "3"])
    #expect(lower.overlaid(with: upper) == ExperimentSettings([.depth: "3", .width: "8"]))
  }
}
