import Testing

@testable import LabBase
@testable import LabRuns

@Suite struct SettingsTests {
  private static let table = SettingTable<Int>(
    [
      Setting(.architecture, flag: "arch", domain: .words(["cnn", "fcn"])) { _ in "" },
      Setting(.depth, domain: .integers(1...9)) { String($0) },
      Setting(.width, domain: .integers(1...999)) { String($0) },
      Setting(.learningRate, domain: .numbers(expected: "a number") { _ in true }) { String($0) },
      Setting(.tolerance, domain: .numbers(expected: "a number") { _ in true }) { String($0) },
    ], principal: .depth, labelKeys: [], netKeys: [], familyKey: .architecture)

  @Test("YAML scalars and lists become texts")
  func yaml() throws {
    let settings = try Settings(
      yaml: "depth: [1, 3, 5]\nlearningRate: 1e-3\ntolerance: \"0\"\n", name: "a.yaml", table: Self.table)
    #expect(settings[.depth] == "1,3,5")
    #expect(settings[.learningRate] == "1e-3")
    #expect(settings[.tolerance] == "0")
    #expect(settings[.width] == nil)
  }

  @Test("an empty file says nothing")
  func empty() throws {
    #expect(try Settings(yaml: "", name: "a.yaml", table: Self.table) == Settings())
  }

  @Test("an unknown key is refused with the file, the key and the nearest spelling")
  func unknownKey() {
    let error = #expect(throws: LabError.self) {
      try Settings(yaml: "learninRate: 1", name: "a.yaml", table: Self.table)
    }
    #expect(error?.description.contains("a.yaml: learninRate") == true)
    #expect(error?.description.contains("did you mean \"learningRate\"?") == true)
    #expect(error?.exitCode == 78)
  }

  @Test(
    "what is no mapping of scalars is refused",
    arguments: [
      "- 1\n- 2", "depth: {a: 1}", "depth: [", "depth: []", "arch: {cnn: 1}", "depth: {cnn: {fcn: 1}}",
    ])
  func broken(yaml: String) {
    #expect(throws: LabError.self) { try Settings(yaml: yaml, name: "a.yaml", table: Self.table) }
  }

  @Test("an upper layer wins and the lower one shows through")
  func layers() {
    let lower = Settings([.depth: "1", .width: "8"])
    let upper = Settings([.depth: "3"])
    #expect(lower.overlaid(with: upper) == Settings([.depth: "3", .width: "8"]))
  }

  @Test("a file may call a setting by its flag too, but not by both names")
  func flags() throws {
    #expect(
      try Settings(yaml: "arch: fcn\nlearning-rate: 2", name: "a.yaml", table: Self.table)
        == Settings([.architecture: "fcn", .learningRate: "2"]))
    let error = #expect(throws: LabError.self) {
      try Settings(yaml: "arch: fcn\narchitecture: cnn", name: "a.yaml", table: Self.table)
    }
    #expect(error?.description.hasPrefix("a.yaml: arch: the same setting as architecture") == true)
  }

  @Test("a mapping gives families of nets values of their own")
  func families() throws {
    let settings = try Settings(
      yaml: "arch: [cnn, fcn]\nwidth: {cnn: [32, 64], fcn: 512}", name: "a.yaml", table: Self.table)
    #expect(settings[.width] == "cnn:32,64;fcn:512")
    #expect(
      try settings.byFamily(Self.table) == [
        Settings([.architecture: "cnn", .width: "32,64"]), Settings([.architecture: "fcn", .width: "512"]),
      ])
    let rest = Settings([.architecture: "cnn,fcn", .width: "fcn:512; 16", .depth: "cnn:1"])
    #expect(
      try rest.byFamily(Self.table) == [
        Settings([.architecture: "cnn", .width: "16", .depth: "1"]),
        Settings([.architecture: "fcn", .width: "512"]),
      ])
    let plain = Settings([.architecture: "cnn,fcn", .width: "1,2"])
    #expect(try plain.byFamily(Self.table) == [plain])
    for text in ["fcn:1;fcn:2", "fcn:1;2;3"] {
      #expect(throws: LabError.self) {
        try Settings([.architecture: "cnn", .width: text]).byFamily(Self.table)
      }
    }
    #expect(throws: LabError.self) { try Settings([.width: "fcn:1"]).byFamily(Self.table) }
  }

  @Test("errors call a setting what it was called where it was given")
  func names() throws {
    var settings = try Settings(yaml: "depth: x\nwidth: y", name: "a.yaml", table: Self.table)
    settings.give("z", for: .width, named: "--width")
    let lower = settings
    let parser = SettingParser(lower.overlaid(with: Settings([.tolerance: "t"])), table: Self.table)
    for (key, name) in [(SettingKey.depth, "a.yaml: depth"), (.width, "--width"), (.tolerance, "tolerance")] {
      let error = #expect(throws: LabError.self) { try parser.text(key) }
      #expect(error?.description.hasPrefix("\(name): ") == true, "\(key)")
    }
    // A layer above that says nothing of where it comes from must not keep the name below.
    #expect(lower.overlaid(with: Settings([.width: "3"])).name(of: .width) == "width")
    #expect(lower == Settings([.depth: "x", .width: "z"]))
  }

  @Test(
    "what is written as YAML reads back the same",
    arguments: [
      "5", "1e-08", "builtin:7+mnist:train/0..9", "my cat #1.png", "-3", "a: b", "ü\"", "x:", "~", "'",
    ])
  func written(text: String) throws {
    let settings = Settings([.depth: "3", .tolerance: text])
    #expect(try Settings(yaml: settings.yaml(Self.table), name: "a.yaml", table: Self.table) == settings)
  }
}
