import LabRuns
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns
@testable import LabStatistics

@Suite struct FigureReportTests {
  @Test("reports of a folder come back, the known figures first and in their order")
  func folder() throws {
    let folder = try TemporaryFolder()
    for name in ["zebra", "cnn-depth", "ape", "fcn-depth"] {
      try ReportSamples.report(name).write(to: folder.path)
    }
    let reports = FigureReport.all(in: folder.path, order: ["fcn-depth", "width", "cnn-depth"])
    #expect(reports.map(\.name) == ["fcn-depth", "cnn-depth", "ape", "zebra"])
    #expect(reports.last == ReportSamples.report("zebra"))
    #expect(FigureReport.all(in: folder.path("nowhere"), order: []).isEmpty)
  }

  @Test("presets and settings of one figure stand side by side")
  func presets() throws {
    let folder = try TemporaryFolder()
    let standard = ReportSamples.report("own")
    try standard.write(to: folder.path)
    try ReportSamples.report("own", stem: "own-quick").write(to: folder.path)
    try ReportSamples.report("first").write(to: folder.path)
    let reports = FigureReport.all(in: folder.path, order: ["own", "none"])
    #expect(reports.map(\.stem) == ["own-quick", "own-standard", "first-standard"])
    #expect(reports[1] == standard)
  }

  @Test("a report that cannot be read is left out, and the page shows the others")
  func damage() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("{}", to: folder.path("own-quick.report.json"))
    try ReportSamples.report("cnn-depth").write(to: folder.path)
    #expect(FigureReport.all(in: folder.path, order: []).map(\.name) == ["cnn-depth"])
    let page = try FigureIndex.write(in: folder.path, order: [])
    #expect(String(decoding: try AtomicFile.read(page), as: UTF8.self).contains("1 figure"))
  }

  @Test(
    "times are rounded to what matters",
    arguments: [(0.2, "0 s"), (59, "59 s"), (204, "3.4 min"), (1800, "30 min"), (9000, "2.5 h")])
  func times(seconds: Double, text: String) {
    #expect(ReportSamples.report(seconds: seconds).trainingTime == text)
  }

  @Test("nets are grouped by how they were trained, seeds together")
  func training() throws {
    let stored = try StoredRuns()
    var runs: [ReconstructionRun] = []
    for (depth, initializer) in [("1", "torch"), ("9", "kaiming-normal"), ("3", "torch")] {
      for seed in ["0", "1"] {
        let settings = try stored.configuration([.depth: depth, .initializer: initializer, .seed: seed])
        let outcome: TrainingOutcome = depth == "9" && seed == "1" ? .diverged : .fitted
        runs.append(try stored.add(settings, loss: seed == "0" ? 0.01 : 0.02, outcome: outcome))
      }
    }
    let summaries = TrainingSummary.summaries(of: runs)
    #expect(summaries.map(\.runs) == [4, 2] && summaries.map(\.unfitted) == ["", "1 diverged"])
    #expect(summaries[0].nets.contains("depth 1, 3") && summaries[1].nets.contains("depth 9"))
    #expect(summaries[0].nets.hasPrefix("cnn; relu; "), "\(summaries[0].nets)")
    #expect(summaries[0].recipe.hasPrefix("initializer torch, "), "\(summaries[0].recipe)")
    #expect(!summaries[0].recipe.contains("seed") && !summaries[0].recipe.contains("depth"))
    #expect(
      summaries[0].loss == "0.01 … 0.02" && summaries[0].steps == "3"
        && summaries[0].nets.contains("image builtin:7; size 6x6") && summaries[1].loss == "0.01")
  }

  @Test("claims about the same levels share a table")
  func tables() {
    let identity = ReportSamples.claim
    func other(measure: String, axis: String = "depth", levels: [ClaimResult.Level]) -> ClaimResult {
      ClaimResult(
        says: "s", measure: measure, axis: axis, levels: levels, sample: ReportSamples.sample, test: nil,
        verdict: .undecided, sentence: "s"
      )
    }
    let constant = other(
      measure: "constant",
      levels: [
        ReportSamples.level("depth 1", [0.25, 0.25, 0.25]), ReportSamples.level("depth 9", [0.75, 0.5, 1]),
      ])
    let fewer = other(measure: "constant", levels: [ReportSamples.level("depth 1", [0.1])])
    let part = other(measure: identity.measure, levels: [identity.levels[1]])
    let tables = LevelTable.tables(of: [part, identity, fewer, identity, constant])
    #expect(
      tables.map(\.header) == [
        ["depth", "runs", identity.measure, "constant"], ["depth", "runs", "constant"],
      ])
    #expect(
      tables[0].rows == [
        ["1", "3", "0.990 ± 0.010 (0.980 … 1.000)", "0.250 ± 0.000 (0.250 … 0.250)"],
        ["9", "3", "0.450 ± 0.071 (0.400 … 0.500), 1 of 3 undefined", "0.750 ± 0.250 (0.500 … 1.000)"],
      ])
    #expect(tables[1].rows == [["1", "1", "0.100"]])
  }

  @Test(
    "a group's numbers have as many decimals as suit the greatest",
    arguments: [
      ([0.5, 0.25], "0.375 ± 0.177 (0.250 … 0.500)"), ([350, 1628], "989 ± 904 (350 … 1628)"), ([], "–"),
      ([12, 14], "13.0 ± 1.4 (12.0 … 14.0)"), ([1e-5, 3e-5], "2×10⁻⁵ ± 1.41×10⁻⁵ (10⁻⁵ … 3×10⁻⁵)"),
      ([0, 0], "0.000 ± 0.000 (0.000 … 0.000)"),
    ])
  func decimals(values: [Double], text: String) {
    #expect(SampleSummary(values).fullText == text)
  }
}
