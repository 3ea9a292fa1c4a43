@testable import LabBase
@testable import LabFigures
@testable import LabStatistics

/// Reports of made-up results.
enum ReportSamples {
  static func level(_ label: String, _ values: [Double?]) -> ClaimResult.Level {
    ClaimResult.Level(
      label: label, runs: values.count, undefinedRuns: values.count { $0 == nil },
      summary: SampleSummary(values))
  }

  static let sample = ClaimResult.Sample(runs: 6, images: 2, seeds: 3, unfitted: 0, diverged: 1)

  static let claim = ClaimResult(
    says: "Identity falls | with depth.", measure: "correlation with identity on digits", axis: "depth",
    levels: [level("depth 1", [0.98, 0.99, 1]), level("depth 9", [0.5, nil, 0.4])],
    sample: sample,
    test: ClaimResult.Test(
      name: "Jonckheere–Terpstra trend, all 10 arrangements", statistic: "Kendall's τ", value: -1,
      interval: nil,
      probability: 0.04, contrary: 1, leastProbability: 0.01),
    verdict: .same, sentence: "From 0.99 to 0.45; p = 0.04 < 0.06.")

  static func report(
    _ name: String = "own", title: String = "A title", claims: [ClaimResult] = [claim], notes: String? = nil,
    seconds: Double = 204, stem: String? = nil
  ) -> FigureReport {
    FigureReport(
      name: name, title: title, finding: "Deep nets are constant.", source: "the talk",
      differs: "Fewer steps.", notes: notes,
      preset: .standard, stem: stem ?? "\(name)-standard",
      command: "identity-lab figure \(name) --preset standard",
      pictures: [
        FigureReport.Picture(name: "predictions", files: ["\(name)-standard.png", "\(name)-standard.pdf"]),
        FigureReport.Picture(name: "loss", files: ["\(name)-standard-loss.png"]),
      ], runs: 6, unfitted: 1, seeds: 3, trainingSeconds: seconds,
      training: [
        TrainingSummary(
          nets: "cnn; depth 1, 9", recipe: "initializer torch", runs: 6, unfitted: "1 diverged",
          steps: "3 … 9",
          loss: "0.01")
      ], claims: claims)
  }
}
