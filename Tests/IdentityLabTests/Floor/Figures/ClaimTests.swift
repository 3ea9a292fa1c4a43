import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct ClaimTests {
  static func claim(_ yaml: String) throws -> Claim<ReconstructionLab> {
    try Claim(try #require(try YAMLValue.parse(yaml, name: "own.yaml: claims")))
  }

  @Test("every expectation says what it needs")
  func expectations() throws {
    let falls = try Self.claim(
      "{says: It falls., expect: falls, measure: identity, probe: digits, over: depth}")
    #expect(falls.says == "It falls." && falls.expectation == .falls(over: .depth))
    #expect(falls.measure == .identity(.probe(.digits)) && falls.selection.isEmpty)
    let rises = try Self.claim("{says: s, expect: rises, measure: zone-share, zone: D, over: kernelSize}")
    #expect(rises.expectation == .rises(over: .kernelSize) && rises.measure == .zoneShare(.d))
    let same = try Self.claim(
      "{says: s, expect: same, margin: 0.1, measure: constant, rho: 0.5, over: width}")
    #expect(same.expectation == .same(over: .width, margin: 0.1) && same.measure == .constant(.rho(0.5)))
    #expect(
      try Self.claim("{says: s, expect: above, value: 0.8, measure: loss}").expectation
        == .above(0.8, over: nil))
    #expect(
      try Self.claim("{says: s, expect: below, value: -1, measure: steps, over: depth}").expectation
        == .below(-1, over: .depth))
    #expect(
      try Self.claim("{says: s, expect: below, value: 1, measure: identity, probe: digits, size: 56}").measure
        == .identity(.resized(.digits, size: 56)))
    #expect(
      try Self.claim("{says: s, expect: below, value: 1, measure: layer-error, layer: rise}").measure
        == .layerError(.rise))
    let greater = try Self.claim(
      "{says: s, expect: greater, measure: diverged, where: {depth: 5, width: [3, 128]}, than: {depth: 20}}")
    #expect(greater.expectation == .greater(than: try RunSelection(Settings([.depth: "20"]))))
    #expect(greater.selection.title == "depth 5, width 3 or 128")
  }

  @Test(
    "a mistake is named with its place and, where a word was misspelt, the nearest one",
    arguments: [
      ("expect: falls", "expect: fals", "own.yaml: claims: expect", "did you mean \"falls\"?"),
      ("measure: identity", "measure: identiy", "own.yaml: claims: measure", "did you mean \"identity\"?"),
      ("probe: digits", "probe: digit", "own.yaml: claims: probe", "did you mean \"digits\"?"),
      ("over: depth", "over: dept", "own.yaml: claims: over", "did you mean \"depth\"?"),
      ("over: depth", "ovr: depth", "own.yaml: claims: ovr", "did you mean \"over\"?"),
      ("{depth: 1}", "{dept: 1}", "own.yaml: claims: where: dept", "did you mean \"depth\"?"),
      (
        "over: depth", "over: depth, margin: 0.1", "own.yaml: claims: margin",
        "nothing there for expect: falls"
      ),
      ("over: depth", "over: depth, zone: A", "own.yaml: claims: zone", "nothing there"),
      ("probe: digits", "rho: 2", "own.yaml: claims: rho", "from 0 to 1"),
    ])
  func mistakes(right: String, wrong: String, place: String, hint: String) {
    let yaml = "{says: s, expect: falls, measure: identity, probe: digits, over: depth, where: {depth: 1}}"
    let error = #expect(throws: LabError.self) { try Self.claim(yaml.replacing(right, with: wrong)) }
    #expect(error?.exitCode == 78)
    #expect(error?.description.hasPrefix(place) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
  }

  @Test(
    "what a claim must have is asked for",
    arguments: [
      ("{expect: above, value: 1, measure: loss}", "says"),
      ("{says: s, expect: falls, measure: loss}", "over"),
      ("{says: s, expect: above, measure: loss}", "value"), ("{says: s, expect: above, value: 1}", "measure"),
      ("{says: s, expect: same, measure: loss, over: depth}", "margin"),
      ("{says: s, expect: greater, measure: loss, than: {depth: 1}}", "where"),
      ("{says: s, expect: above, value: 1, measure: identity}", "probe"), ("just words", "mapping"),
    ])
  func missing(yaml: String, what: String) {
    let error = #expect(throws: LabError.self) { try Self.claim(yaml) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains(what) == true, "\(error?.description ?? "")")
  }

  @Test("runs are chosen by value, not by spelling")
  func selection() throws {
    let stored = try StoredRuns()
    let run = try stored.configuration([.depth: "3", .learningRate: "0.001"])
    func isChosen(_ values: [SettingKey: String]) throws -> Bool {
      try RunSelection<ReconstructionLab>(Settings(values)).contains(run)
    }
    #expect(try isChosen([.learningRate: "1e-3"]))
    #expect(try isChosen([.depth: "1..3", .size: "6"]))
    #expect(try isChosen([.size: "6x6", .architecture: "cnn"]))
    #expect(try !isChosen([.depth: "1,2"]))
    #expect(try !isChosen([.depth: "3", .architecture: "fcn"]))
    let error = #expect(throws: LabError.self) { try isChosen([.architecture: "cnnn"]) }
    #expect(error?.description.contains("did you mean \"cnn\"?") == true)
    let title = try RunSelection<ReconstructionLab>(Settings([.image: "/secret/cat.png"])).title
    #expect(title == "image cat.png")
  }
}
