import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabFigures
@testable import LabRuns

@Suite struct FigureRunTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func labels(_ settings: [[SettingKey: String]]) throws -> [String] {
    let configurations = try settings.map(stored.configuration)
    let labels = ReconstructionLabels(configurations)
    // Settings hold together with non-breaking blanks; here they are read as plain ones.
    return configurations.map { labels.label($0).replacing("\u{A0}", with: " ") }
  }

  @Test("a run without a result is missing, with the state it is in")
  func missing() throws {
    let configuration = try stored.configuration([:])
    let error = #expect(throws: LabError.self) { try ReconstructionRun(configuration, store: stored.store) }
    #expect(error?.exitCode == 66)
    #expect(error?.description.contains("not started") == true)
  }

  @Test("rows are named by what differs between the nets")
  func labels() throws {
    #expect(try labels([[.depth: "1"], [.depth: "3"]]) == ["depth 1", "depth 3"])
    #expect(
      try labels([[.depth: "2", .architecture: "fcn"], [.depth: "2", .architecture: "resnet"]])
        == ["fcn", "resnet"])
    #expect(try labels([[:]]) == ["depth 1"])
  }

  @Test("how a net is trained names it only where the net does not")
  func trainingLabels() throws {
    #expect(
      try labels([[.depth: "1", .learningRate: "0.1"], [.depth: "3", .learningRate: "0.2"]])
        == ["depth 1", "depth 3"])
    #expect(
      try labels([[.learningRate: "0.1"], [.learningRate: "0.2"]]) == [
        "learning rate 0.1", "learning rate 0.2",
      ])
  }

  @Test("an image file is named without its folders")
  func imageLabels() {
    #expect(ImageSpec.name(of: "/home/ada/cat.png") == "cat.png")
    #expect(ImageSpec.name(of: "../ada/cat.png") == "cat.png")
    for text in ["mnist:7", "mnist:test/123", "builtin:garment/3", "cat.png"] {
      #expect(ImageSpec.name(of: text) == text)
    }
  }

  @Test("runs that differ in their seed alone are one group, in the order of the first")
  func groups() throws {
    let runs = try [[.depth: "2", .seed: "1"], [.depth: "1", .seed: "0"], [.depth: "2", .seed: "0"]]
      .map { try stored.add(stored.configuration($0)) }
    let groups = ReconstructionGroup.groups(of: runs)
    #expect(groups.map(\.configuration.depth) == [2, 1])
    #expect(groups.map { $0.runs.map(\.configuration.seed) } == [[1, 0], [0]])
  }

  @Test("mean and extent are over the seeds that gave a number; without any there is none")
  func statistics() throws {
    let values: [Double?] = [0.25, nil, 0.75]
    let runs = try values.enumerated().map { seed, value in
      try stored.add(stored.configuration([.seed: "\(seed)"]), identity: value, constant: nil)
    }
    let group = try #require(ReconstructionGroup.groups(of: runs).first)
    let identity = try #require(
      group.statistic { $0.record.score(of: .digits)?.correlationWithIdentity })
    #expect(identity.mean == 0.5 && identity.span.lower == 0.25 && identity.span.upper == 0.75)
    #expect(group.statistic { $0.record.score(of: .digits)?.correlationWithConstant } == nil)
    #expect(group.statistic { $0.record.score(of: .fashion)?.correlationWithConstant } == nil)
  }
}
