import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabDrawing
@testable import LabRuns

@Suite struct PredictionFigureTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// The grid of one net trained on two images, of made-up scores on digits.
  private func grid(
    identity: Double, each: [Double?]?, mean: Double?
  ) throws -> ImageGrid {
    let configuration = try stored.configuration([.image: "builtin:7+builtin:4"])
    try stored.addWeights(configuration)
    let digits = ProbeScore(
      probe: .digits, count: 20, correlationWithIdentity: identity, correlationWithConstant: 0.75,
      mseToIdentity: 1, mseToConstant: 1, correlationWithEach: each, correlationWithMean: mean)
    let key = configuration.runKey
    let record = ReconstructionRecord(
      runKey: key, directory: RunDirectory<ReconstructionLab>.relativePath(runKey: key), parameterCount: 9,
      steps: 3,
      finalLoss: 0.01, initialLoss: 1, stopReason: .tolerance, outcome: .fitted, zone: digits.zone(),
      evaluation: [digits], similarity: [])
    try AtomicFile.write(CanonicalJSON.pretty(record), to: stored.store.directory(key).file("result.json"))
    return try PredictionFigure(stored.context([ReconstructionRun(configuration, store: stored.store)]))
      .grid()
  }

  @Test(
    "a net that memorised says which training image its outputs are like",
    arguments: [
      (0.2, [0.4, 0.7], 0.6, " (no. 2)"), (0.2, [0.7, nil], nil, " (no. 1)"),
      (0.2, [0.4, 0.7], 0.9, " (mean)"),
      (0.8, [0.4, 0.7], 0.6, ""), (0.2, nil, nil, ""),
    ] as [(Double, [Double?]?, Double?, String)])
  func whichConstant(identity: Double, each: [Double?]?, mean: Double?, bracket: String) throws {
    let grid = try grid(identity: identity, each: each, mean: mean)
    let line = try #require(grid.rows.first?.caption?.split(separator: "\n").first)
    #expect(line == "digits 0.\(identity == 0.2 ? 2 : 8)0 · 0.75\(bracket)")
    #expect(grid.footnote?.contains("in brackets") == (each != nil))
    #expect(grid.columnLabels.prefix(2) == ["training 1", "training 2"])
  }
}
