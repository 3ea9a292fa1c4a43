import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns

@Suite struct ClaimEvaluatorTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// Runs of some depths, a seed for each of the given correlations with identity.
  private func runs(_ identity: KeyValuePairs<Int, [Double?]>) throws -> [ReconstructionRun] {
    try identity.flatMap { depth, values in
      try values.enumerated().map { seed, value in
        try stored.add(stored.configuration([.depth: "\(depth)", .seed: "\(seed)"]), identity: value)
      }
    }
  }

  private func evaluate(_ yaml: String, _ runs: [ReconstructionRun]) throws -> ClaimResult {
    let claim = try ClaimTests.claim("{says: s, measure: identity, probe: digits, \(yaml)}")
    return try #require(try ClaimEvaluator(context: stored.context(runs)).results(of: [claim]).first)
  }

  @Test("a fall over depth is found, whatever the order of the runs, and refutes a claimed rise")
  func trend() throws {
    let runs = try runs([10: [0.5, 0.45, 0.55], 1: [0.99, 0.97, 0.98], 3: [0.9, 0.93, 0.91]])
    let falls = try evaluate("expect: falls, over: depth", runs)
    #expect(falls.verdict == .same)
    #expect(falls.levels.map(\.label) == ["depth 1", "depth 3", "depth 10"])
    #expect(falls.levels.map(\.summary.count) == [3, 3, 3])
    #expect(falls.test?.value == -1 && falls.test?.probability == 1.0 / 1680)
    #expect(
      falls.sentence.contains(
        "from 0.980 at depth 1 to 0.500 at depth 10, Kendall's τ −1.00; p = 0.0006 for a fall."),
      "\(falls.sentence)")
    let rises = try evaluate("expect: rises, over: depth", runs)
    #expect(rises.verdict == .different)
    #expect(rises.sentence.contains("p = 1 for a rise; p = 0.0006 for the contrary"), "\(rises.sentence)")
    let flat = try self.runs([1: [0.9, 0.5, 0.7, 0.6], 2: [0.8, 0.6, 0.71, 0.5]])
    #expect(try evaluate("expect: falls, over: depth", flat).verdict == .notSeen)
  }

  @Test("sameness needs all means within the margin, not merely no difference")
  func equivalence() throws {
    let near = try runs([1: [0.9, 0.91, 0.92], 2: [0.92, 0.9, 0.93], 3: [0.91, 0.92, 0.9]])
    let result = try evaluate("expect: same, margin: 0.1, over: depth", near)
    #expect(result.verdict == .same)
    #expect(result.sentence.contains("depth 2 (0.917)"), "\(result.sentence)")
    #expect(try evaluate("expect: same, margin: 0.001, over: depth", near).verdict == .notSeen)
    let far = try runs([1: [0.9, 0.91, 0.92], 2: [0.5, 0.51, 0.52]])
    #expect(try evaluate("expect: same, margin: 0.1, over: depth", far).verdict == .different)
  }

  @Test("a difference is the contrary of sameness, by the same test")
  func differs() throws {
    let near = try runs([1: [0.9, 0.91, 0.92], 2: [0.92, 0.9, 0.93]])
    let result = try evaluate("expect: differs, margin: 0.1, over: depth", near)
    #expect(result.verdict == .different)
    #expect(result.sentence.contains("for some further apart than 0.1"), "\(result.sentence)")
    let far = try runs([1: [0.9, 0.91, 0.92], 2: [0.5, 0.51, 0.52]])
    #expect(try evaluate("expect: differs, margin: 0.1, over: depth", far).verdict == .same)
    #expect(try evaluate("expect: differs, margin: 0.4, over: depth", far).verdict == .notSeen)
  }

  @Test("with a setting to decide by, each of its values is decided for itself")
  func strata() throws {
    var all: [ReconstructionRun] = []
    for (activation, first, last) in [("relu", 0.9, 0.3), ("tanh", 0.3, 0.9)] {
      for (depth, identity) in [("2", first), ("3", last)] {
        for seed in 0..<4 {
          all.append(
            try stored.add(
              stored.configuration([.depth: depth, .activation: activation, .seed: "\(seed)"]),
              identity: identity + 0.01 * Double(seed)))
        }
      }
    }
    let claim = try ClaimTests.claim(
      "{says: It falls., expect: falls, over: depth, by: activation, measure: identity, probe: digits}")
    let results = try ClaimEvaluator(context: stored.context(all)).results(of: [claim])
    #expect(results.map(\.says) == ["It falls. (activation relu)", "It falls. (activation tanh)"])
    #expect(results.map(\.verdict) == [.same, .different])
  }

  @Test("a claim that is decided by the values of a setting and that no run is about is said to be open")
  func noStratum() throws {
    let result = try evaluate(
      "expect: above, value: 0.5, by: depth, where: {kernelSize: 9}", runs([1: [0.9, 0.8]]))
    #expect(result.verdict == .undecided && result.sentence.contains("none of the runs is of these settings"))
  }

  @Test("a bound must hold at every level, and one level on the other side refutes it")
  func bounds() throws {
    let runs = try runs([1: [0.97, 0.98, 0.99], 2: [0.85, 0.86, 0.87]])
    #expect(try evaluate("expect: above, value: 0.8, over: depth", runs).verdict == .same)
    let result = try evaluate("expect: above, value: 0.9, over: depth", runs)
    #expect(result.verdict == .different)
    #expect(result.sentence.contains("at depth 2 the mean is 0.86"), "\(result.sentence)")
    #expect(result.sentence.contains("3 of 6 runs are above 0.9"), "\(result.sentence)")
    #expect(try evaluate("expect: below, value: 1, over: depth", runs).verdict == .same)
    let pooled = try evaluate("expect: above, value: 0.5", runs)
    #expect(pooled.verdict == .undecided && pooled.test == nil)
    #expect(
      pooled.sentence.contains("what is compared as all runs differs in depth (1, 2)"), "\(pooled.sentence)")
    #expect(try evaluate("expect: above, value: 0.9, where: {depth: 1}", runs).verdict == .same)
  }

  @Test("two groups are compared by both tests, and the floor of the permutation is told")
  func difference() throws {
    let few = try runs([5: [0.95, 0.96, 0.94], 20: [0.5, 0.6, 0.55]])
    let undecided = try evaluate("expect: greater, where: {depth: 5}, than: {depth: 20}", few)
    #expect(undecided.verdict == .undecided && undecided.test?.probability == 0.05)
    #expect(
      undecided.sentence.contains("p = 0.05 is the least that so few runs can give"), "\(undecided.sentence)")
    let runs = try runs([5: [0.95, 0.96, 0.94, 0.95, 0.97], 20: [0.5, 0.6, 0.55, 0.52, 0.58]])
    let result = try evaluate("expect: greater, where: {depth: 5}, than: {depth: 20}", runs)
    #expect(result.verdict == .same && result.test?.probability == 1.0 / 252)
    #expect(result.axis == "group" && result.levels.map(\.label) == ["depth 5", "depth 20"])
    #expect(try evaluate("expect: greater, where: {depth: 20}, than: {depth: 5}", runs).verdict == .different)
  }

  @Test("runs without a number are counted, and too few with one decide nothing")
  func undefined() throws {
    let runs = try runs([1: [0.99, nil, 0.98], 2: [0.5, 0.6, nil], 3: [0.1, 0.2, 0.3]])
    let result = try evaluate("expect: falls, over: depth", runs)
    #expect(result.verdict == .same)
    #expect(result.levels.map(\.summary.undefinedCount) == [1, 1, 0])
    #expect(result.sentence.contains("2 of 9 runs gave no number"), "\(result.sentence)")
    let poor = try evaluate("expect: falls, over: depth", try self.runs([4: [0.9, nil], 5: [0.5, 0.4]]))
    #expect(poor.verdict == .undecided && poor.test == nil)
    #expect(poor.sentence.contains("depth 4 has 1 defined value"), "\(poor.sentence)")
    #expect(poor.sentence.contains("1 of 4 runs gave no number"), "\(poor.sentence)")
  }

  @Test(
    "of several training images each is one value, the mean of its seeds, and levels are compared within it")
  func images() throws {
    var runs: [ReconstructionRun] = []
    for (digit, level) in [(1, 0.9), (3, 0.5), (4, 0.7), (7, 0.3), (8, 0.6)] {
      for (depth, fall) in [(1, 0.0), (2, 0.02)] {
        for seed in 0..<2 {
          let configuration = try stored.configuration(
            [.image: "builtin:\(digit)", .depth: "\(depth)", .seed: "\(seed)"])
          runs.append(
            try stored.add(configuration, identity: level - fall * (1 + level) + 0.001 * Double(seed)))
        }
      }
    }
    let falls = try evaluate("expect: falls, over: depth", runs)
    #expect(falls.levels.map(\.summary.count) == [5, 5] && falls.levels.map(\.runs) == [10, 10])
    #expect(falls.sample.images == 5 && falls.sample.seeds == 2 && falls.sample.runs == 20)
    #expect(falls.verdict == .same && falls.test?.probability == 1.0 / 32)
    #expect(falls.test?.name.contains("within 5 images") == true)
    let difference = try evaluate("expect: greater, where: {depth: 1}, than: {depth: 2}", runs)
    #expect(difference.verdict == .same && difference.test?.probability == 1.0 / 32)
    let same = try evaluate("expect: same, margin: 0.1, over: depth", runs)
    #expect(same.verdict == .same)
    let above = try evaluate("expect: above, value: 0.2, where: {depth: 1}", runs)
    #expect(above.sentence.contains("5 of 5 means of images are above 0.2"), "\(above.sentence)")
    // Over the images themselves the seeds are what is repeated.
    let over = try evaluate("expect: differs, margin: 0.1, over: image, where: {depth: 1}", runs)
    #expect(over.levels.map(\.summary.count) == [2, 2, 2, 2, 2])
  }

  @Test("the more a figure claims, the smaller a p-value must be")
  func together() throws {
    let runs = try runs([1: [0.9, 0.91, 0.92, 0.93], 2: [0.8, 0.83, 0.905, 0.84]])
    let yaml = "{says: s, measure: identity, probe: digits, expect: falls, over: depth}"
    let claim = try ClaimTests.claim(yaml)
    let evaluator = ClaimEvaluator(context: stored.context(runs))
    let alone = try evaluator.results(of: [claim])[0]
    #expect(alone.verdict == .same && alone.test?.adjustedProbability == alone.test?.probability)
    let many = try evaluator.results(of: [claim, claim, claim])
    let probability = try #require(alone.test?.probability)
    #expect(many.map { $0.test?.adjustedProbability } == Array(repeating: 3 * probability, count: 3))
    #expect(many.allSatisfy { $0.verdict == .undecided && $0.sentence.contains("corrected for 3 claims") })
  }

  @Test("a part of the answer is a measure, and a result that does not say it is asked anew")
  func parts() throws {
    let configuration = try stored.configuration([:])
    try stored.addWeights(configuration)
    let run = try stored.add(configuration)
    for part in ReconstructionMeasure.Part.allCases {
      let value = try #require(try value(.part(part, .probe(.digits)), run))
      #expect(value.isFinite && (part != .residual || (0...1).contains(value)))
    }
    #expect(try value(.part(.identity, .rho(0)), run) != nil)
    #expect(try value(.part(.identity, .rho(0.05)), run) == nil)
  }

  @Test("what was not run decides nothing")
  func absent() throws {
    let runs = try runs([1: [0.99, 0.98]])
    let none = try evaluate("expect: above, value: 0.5, where: {depth: 7}", runs)
    #expect(none.verdict == .undecided && none.sentence.contains("none of the runs"), "\(none.sentence)")
    let single = try evaluate("expect: falls, over: depth", runs)
    #expect(single.verdict == .undecided && single.sentence.contains("only depth 1"), "\(single.sentence)")
    let half = try evaluate("expect: greater, where: {depth: 1}, than: {depth: 9}", runs)
    #expect(half.verdict == .undecided && half.sentence.contains("depth 9 has 0"), "\(half.sentence)")
  }

  private func value(_ measure: ReconstructionMeasure, _ run: ReconstructionRun) throws -> Double? {
    try measure.value(of: run, in: stored.context([run]))
  }

  @Test(
    "a run that did not train has no measure but whether it diverged",
    arguments: [TrainingOutcome.plateau, .descending, .diverged])
  func measures(outcome: TrainingOutcome) throws {
    let run = try stored.add(
      stored.configuration([:]), identity: 0.9, constant: 0.3, loss: 0.02, rhos: [0, 0.1 + 0.2, 1])
    #expect(try value(.identity(.probe(.digits)), run) == 0.9)
    #expect(try value(.identity(.probe(.fashion)), run) == nil)
    #expect(try value(.constant(.rho(0.3)), run) == 0.3)
    #expect(try value(.constant(.rho(0.5)), run) == nil)
    #expect(try value(.zoneShare(.b), run) == 1 && value(.zoneShare(.d), run) == 0)
    #expect(try value(.loss, run) == 0.02 && value(.steps, run) == 3 && value(.diverged, run) == 0)
    let lost = try stored.add(stored.configuration([.seed: "1"]), outcome: outcome)
    for measure in [
      ReconstructionMeasure.identity(.probe(.digits)), .constant(.rho(1)), .zoneShare(.c), .loss, .steps,
    ] {
      #expect(try value(measure, lost) == nil)
    }
    #expect(try value(.diverged, lost) == (outcome == .diverged ? 1 : 0))
    let admitting = FigureContext(
      heading: FigureHeading(title: "t", subtitle: "s", source: "x"), runs: [lost],
      admitted: [.fitted, outcome], lab: stored.lab)
    #expect(try ReconstructionMeasure.loss.value(of: lost, in: admitting) == 0.01)
  }

  @Test("what the record does not hold is asked of the net")
  func weights() throws {
    func untrained(_ values: [SettingKey: String]) throws -> ReconstructionRun {
      let configuration = try stored.configuration(values)
      try stored.addWeights(configuration)
      return try stored.add(configuration)
    }
    let linear = try untrained([.architecture: "fcn", .activation: "linear"])
    #expect(try #require(try value(.theorem1Error, linear)) > 0.01)
    let convolutional = try untrained([:])
    #expect(try value(.theorem1Error, convolutional) == nil)
    let correlation = try #require(try value(.identity(.resized(.digits, size: 8)), convolutional))
    #expect(abs(correlation) <= 1 && correlation != 0.5)
    #expect(throws: LabError.self) { try value(.constant(.resized(.digits, size: 8)), linear) }
  }

  @Test("of the layers' error rates those of the middle third count, beside the input's and the output's")
  func layers() {
    let errors = [2, 3, 6, 7, 4, 5, 8, 4].map { LayerError(layer: "", errors: $0, images: 8) }
    let rates = ReconstructionMeasure.Layers.allCases.map { $0.rate(of: errors) }
    let expected: [Double?] = [0.6875, 0.5, 0.4375, 0.1875]
    #expect(rates == expected)
    #expect(ReconstructionMeasure.Layers.middle.rate(of: Array(errors.prefix(4))) == nil)
  }

  @Test("a layer without images has no rate, and nothing is made of it")
  func noImages() {
    let errors = [2, 0].map { LayerError(layer: "", errors: $0, images: 4 * $0) }
    #expect(errors[1].rate == nil)
    #expect(ReconstructionMeasure.Layers.allCases.allSatisfy { $0.rate(of: errors) == nil })
  }

  @Test(
    "whatever number a result or a claim holds, the claim's result can be written",
    arguments: [
      "expect: same, margin: 0.1, over: depth", "expect: same, margin: 1.0e308, over: depth",
      "expect: differs, margin: 1.0e-300, over: depth", "expect: above, value: 1.0e308",
      "expect: below, value: -1.0e308, over: depth", "expect: falls, over: depth",
      "expect: greater, where: {depth: 1}, than: {depth: 2}",
    ])
  func extremes(yaml: String) throws {
    // The correlations of a damaged record; JSON's reader gives up numbers nearer to zero than the normal ones.
    let extremes: [Double] = [1e308, -1e308, 1e200, 1e70, 1e-300, 0, .leastNormalMagnitude, 1]
    for (index, extreme) in extremes.enumerated() {
      let runs = try runs([1: [extreme, -extreme, 0.5, nil], 2: [extreme, extremes[index / 2], 1]])
      let result = try evaluate(yaml, runs)
      let text = CanonicalJSON.compact(result)
      #expect(try JSONFile.decode(Array(text.utf8), path: "", contents: "") == result)
    }
  }

  @Test("an axis of words keeps the recipe's order")
  func words() throws {
    let runs = try ["tanh", "relu"].flatMap { activation in
      try (0..<2).map {
        try stored.add(stored.configuration([.depth: "2", .activation: activation, .seed: "\($0)"]))
      }
    }
    let result = try evaluate("expect: same, margin: 0.1, over: activation", runs)
    #expect(result.levels.map(\.label) == ["activation tanh", "activation relu"])
  }
}
