import Testing

@testable import IdentityLab
@testable import LabFigures
@testable import LabRuns

@Suite struct ShownSeedsTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  private func groups(_ nets: [[(seed: String, outcome: TrainingOutcome)]]) throws -> [ReconstructionGroup] {
    let runs = try nets.enumerated().flatMap { index, seeds in
      try seeds.map { seed, outcome in
        try stored.add(stored.configuration([.depth: "\(index + 1)", .seed: seed]), outcome: outcome)
      }
    }
    return ReconstructionGroup.groups(of: runs) { $0.record.outcome == .fitted }
  }

  private func words(_ groups: [ReconstructionGroup]) -> [String] {
    let seeds = ShownSeeds(groups)
    return ([seeds.statement] + groups.map { seeds.label("net", of: $0) }).map {
      $0.replacing("\u{A0}", with: " ")
    }
  }

  @Test("one seed for all tiles is said once")
  func one() throws {
    let groups = try groups([[("2", .fitted), ("3", .fitted)], [("2", .fitted)]])
    #expect(words(groups) == ["tiles show seed 2", "net", "net"])
  }

  @Test("a row of another seed than most says so, one without tiles nothing")
  func several() throws {
    let groups = try groups([
      [("0", .plateau), ("1", .fitted)], [("0", .fitted)], [("0", .diverged)], [("0", .fitted)],
    ])
    #expect(
      words(groups) == [
        "tiles show seed 0, or the one that is named beside them", "net · seed 1", "net", "net", "net",
      ])
    #expect(words(Array(groups[2...2])) == ["", "net"])
  }
}
