import Nets
import TestSupport
import Testing

/// The same bits from runs of the same seed, and from a run that was interrupted, saved and resumed.
@Suite struct ResumeTests {
  /// A whole run: its rows, its result and its weights' bits.
  struct Outcome: Equatable {
    var rows: [TrainingMetrics] = []
    var result: TrainingResult?
    var weights: [UInt32] = []
  }

  static let steps = 13

  private func makeTrainer(
    _ configuration: TrainingConfiguration, small: SmallNetwork = SmallNetwork.everyArchitecture[3],
    seed: UInt64 = 1
  ) -> Trainer<Float> {
    Trainer(
      network: small.makeNetwork(seed: seed, kernels: FastKernels()), configuration: configuration,
      inputs: small.makeInputs())
  }

  private func advance(
    _ trainer: Trainer<Float>, _ outcome: inout Outcome, shouldStop: () -> Bool = { false }
  ) {
    var rows: [TrainingMetrics] = []
    outcome.result = trainer.run(shouldStop: shouldStop, onMetrics: { rows.append($0) })
    outcome.rows += rows
    outcome.weights = trainer.settledParameters().values.array.map(\.bitPattern)
  }

  /// Interrupts at `step`, goes through a checkpoint's bytes into a trainer of other weights, and finishes.
  private func interrupted(
    _ configuration: TrainingConfiguration, at step: Int,
    small: SmallNetwork = SmallNetwork.everyArchitecture[3]
  ) throws -> Outcome {
    var outcome = Outcome()
    let first = makeTrainer(configuration, small: small)
    advance(first, &outcome, shouldStop: { first.completedSteps == step })
    #expect(outcome.result?.stopReason == .interrupted && outcome.result?.steps == step)
    let file = try SafetensorsFile(decoding: Checkpoint.state(of: first).encoded())
    let second = makeTrainer(configuration, small: small, seed: 99)
    try Checkpoint.restore(file, into: second)
    #expect(second.completedSteps == step)
    advance(second, &outcome)
    return outcome
  }

  @Test(
    "a run resumed at any step equals one that was never interrupted, bit for bit",
    arguments: OptimizerCase.all, [nil, 0.05])
  func resumesExactly(_ optimizer: OptimizerCase, clipNorm: Double?) throws {
    let configuration = TrainingConfiguration(
      optimizer: optimizer.configuration, learningRate: 0.01, schedule: .step, clipNorm: clipNorm,
      steps: Self.steps, tolerance: 0, logInterval: 4)
    var whole = Outcome()
    advance(makeTrainer(configuration), &whole)
    #expect(whole.rows.map(\.step) == [0, 4, 8, 12, 13])
    for step in 0..<Self.steps {
      #expect(try interrupted(configuration, at: step) == whole, "resumed at \(step)")
    }
  }

  @Test("so does one whose rates depend on the gradient, the loss and a warm-up", arguments: [0, 0.9])
  func resumesPolyak(momentum: Double) throws {
    let configuration = TrainingConfiguration(
      optimizer: .sgd(momentum: momentum), learningRate: 0.1, schedule: .polyak, warmupSteps: 6,
      steps: Self.steps, tolerance: 0, logInterval: 4)
    var whole = Outcome()
    advance(makeTrainer(configuration), &whole)
    for step in 0..<Self.steps {
      #expect(try interrupted(configuration, at: step) == whole, "resumed at \(step)")
    }
  }

  @Test("a resumed run stops at the tolerance where the whole one does")
  func resumesTowardsTolerance() throws {
    let configuration = TrainingConfiguration(
      optimizer: .adam(), schedule: .constant, steps: 2_000, tolerance: 0.5, logInterval: 3)
    var whole = Outcome()
    advance(makeTrainer(configuration), &whole)
    let result = try #require(whole.result)
    #expect(result.stopReason == .tolerance && result.steps > 2)
    for step in [1, result.steps / 2, result.steps - 1] {
      #expect(try interrupted(configuration, at: step) == whole, "resumed at \(step)")
    }
  }

  @Test("divergence is judged against the start of the whole run, not of the resumed part")
  func resumesTowardsDivergence() throws {
    // One matrix on n pixels x: the error becomes 1 − 2η‖x‖²/n = −3 times itself, so the loss grows ninefold a
    // step and is first above a million times its start after seven.
    let small = SmallNetwork(.fcn(depth: 1, width: 1), ImageShape(channels: 1, height: 2, width: 3))
    let square = small.makeInputs(scalar: Double.self).map { $0 * $0 }.reduce(0, +)
    let configuration = TrainingConfiguration(
      optimizer: .sgd(momentum: 0), learningRate: 2 * 6 / square, schedule: .constant, steps: 1_000,
      tolerance: 0, logInterval: 1)
    var whole = Outcome()
    advance(makeTrainer(configuration, small: small), &whole)
    #expect(whole.result?.stopReason == .diverged && whole.result?.steps == 7)
    for step in 0..<7 {
      #expect(try interrupted(configuration, at: step, small: small) == whole, "resumed at \(step)")
    }
  }

  @Test("two runs of the same seed give the same bits, another seed others", arguments: OptimizerCase.all)
  func repeatsExactly(_ optimizer: OptimizerCase) {
    let configuration = TrainingConfiguration(
      optimizer: optimizer.configuration, learningRate: 1e-3, steps: 10, tolerance: 0)
    for small in SmallNetwork.everyArchitecture {
      var (first, second, other) = (Outcome(), Outcome(), Outcome())
      advance(makeTrainer(configuration, small: small), &first)
      advance(makeTrainer(configuration, small: small), &second)
      advance(makeTrainer(configuration, small: small, seed: 2), &other)
      #expect(first == second)
      #expect(first.weights != other.weights)
    }
  }
}
