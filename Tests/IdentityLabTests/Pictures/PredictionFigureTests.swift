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
      finalLoss: 0.01, initialLoss: 1, pathLength: nil, plateau: nil, stopReason: .tolerance,
      outcome: .fitted,
      zone: digits.zone(),
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
    #expect(line == "digits 0.75\(bracket)")
    // Under the four digits stands what the net does with all twenty.
    let under = grid.rows.first?.scores.first { $0.columns.count == 4 }
    #expect(under?.label == "0.\(identity == 0.2 ? 2 : 8)0")
    #expect(grid.footnote?.contains("in brackets") == (each != nil))
    #expect(grid.columnLabels.prefix(2) == ["training 1", "training 2"])
  }

  @Test("a net that did not train is hatched and says why; one of which a seed trained stands on that seed")
  func setAside() throws {
    func add(_ depth: String, _ seed: String, _ outcome: TrainingOutcome) throws -> ReconstructionRun {
      let configuration = try stored.configuration([.depth: depth, .seed: seed])
      try stored.addWeights(configuration)
      return try stored.add(configuration, identity: seed == "0" ? 0.25 : 0.75, loss: 0.5, outcome: outcome)
    }
    let runs = try [
      add("1", "0", .plateau), add("1", "1", .diverged), add("3", "0", .descending), add("3", "1", .fitted),
    ]
    let grid = try PredictionFigure(stored.context(runs)).grid()
    #expect(grid.rows.count == 2)
    #expect(grid.rows[0].tiles.allSatisfy { $0 == nil } && grid.rows[1].tiles.allSatisfy { $0 != nil })
    #expect(grid.rows[0].caption == "did not train:\n1 plateau, 1 diverged, loss 0.5")
    let caption = try #require(grid.rows[1].caption)
    #expect(grid.rows[1].scores.contains { $0.label == "0.75" } && grid.rows[0].scores.isEmpty)
    #expect(
      grid.subtitle?.hasSuffix("tiles show seed\u{A0}1") == true && grid.rows[1].label == "depth\u{A0}3")
    #expect(caption.hasPrefix("digits 0.25\n") && caption.hasSuffix("without 1 descending"), "\(caption)")
  }

  @Test("where nets are trained otherwise than those above a rule says how, unless the labels do")
  func changes() throws {
    func notes(_ settings: [[SettingKey: String]]) throws -> [String?] {
      let runs = try settings.map { settings in
        let configuration = try stored.configuration(settings)
        try stored.addWeights(configuration)
        return try stored.add(configuration)
      }
      return try PredictionFigure(stored.context(runs)).grid().rows.map {
        $0.note?.replacing("\u{A0}", with: " ")
      }
    }
    #expect(
      try notes([
        [.depth: "1", .clipNorm: "3"], [.depth: "2", .clipNorm: "3", .seed: "5"],
        [.depth: "3", .initializer: "kaiming-normal", .learningRate: "0.5"],
      ]) == [
        nil, nil,
        "trained otherwise from here on: initializer torch → kaiming-normal · learning rate 0.01 → 0.5 · "
          + "clip norm 3 → none",
      ])
    // Adam has no momentum, which is no other training.
    #expect(
      try notes([[.optimizer: "sgd"], [.optimizer: "adam", .learningRate: "0.5"]])[1]?.hasSuffix(
        "optimizer sgd → adam · learning rate 0.01 → 0.5") == true)
    #expect(try notes([[.initializer: "torch"], [.initializer: "kaiming-normal"]]) == [nil, nil])
  }

  @Test(
    "colour nets have fewer and larger tiles, and may be drawn from each tile's own least to greatest value")
  func colours() throws {
    let configuration = try stored.configuration([.image: "builtin:scene/1"])
    try stored.addWeights(configuration)
    let run = try stored.add(configuration)
    let grid = try PredictionFigure(stored.context([run])).grid()
    let battery = try stored.lab.makeExperiment(configuration).data.battery
    #expect(grid.columnLabels.count == battery.columns.map(\.family).distinct.count + 3)
    #expect(grid.columnGroups.map(\.label) == ["natural"])
    #expect(grid.tileSize == .fit(96) && grid.scaling == .fixed(.unit))
    #expect(grid.footnote?.contains("palely") == true && grid.footnote?.contains("not seen") == false)
    var options = ReconstructionOptions()
    options.scaling = .each
    let stretched = try PredictionFigure(stored.context([run], options)).grid()
    #expect(stretched.scaling == .each && stretched.footnote?.contains("how palely is not seen") == true)
    #expect(stretched.tileDigest == grid.tileDigest)
  }
}
