import AllocationCounter
import Nets
import TestSupport
import Testing

/// Whole runs on one image in which no layer keeps its weights as a matrix.
@Suite struct LowRankRunTests {
  /// A network, its activation function and how it is trained for 320 steps, twice as long as a window.
  struct Run: CustomTestStringConvertible {
    let small: SmallNetwork
    var activation = Activation.relu
    var momentum = 0.9
    var clipNorm: Double?
    var learningRate = 0.01
    var schedule = LearningRateSchedule.step
    static let steps = 320

    var configuration: TrainingConfiguration {
      TrainingConfiguration(
        optimizer: .sgd(momentum: momentum), learningRate: learningRate, schedule: schedule,
        clipNorm: clipNorm,
        steps: Self.steps, tolerance: 0, logInterval: 40)
    }

    var testDescription: String {
      "\(small.testDescription), \(activation), \(schedule), momentum \(momentum), "
        + "clipped at \(clipNorm.map { "\($0)" } ?? "-")"
    }

    /// A trainer whose weights and image are the same numbers in every type.
    func makeTrainer<Scalar: NetScalar>(
      _ kernels: some Kernels<Scalar>, inputs: [Float]? = nil, seed: UInt64 = 1
    ) -> Trainer<Scalar> {
      let network = small.makeNetwork(activation: activation, kernels: kernels)
      let weights = small.makeParameters(seed: seed, scalar: Float.self)
      network.parameters.values.copy(from: weights.values.array.map { Scalar($0) })
      return Trainer(
        network: network, configuration: configuration,
        inputs: (inputs ?? small.makeInputs()).map { Scalar($0) })
    }
  }

  static let image = ImageShape(channels: 1, height: 7, width: 7)
  static let onePixel = ImageShape(channels: 1, height: 1, width: 1)
  static let runs = [
    Run(small: SmallNetwork(.fcn(depth: 1, width: 1), image)),
    Run(small: SmallNetwork(.fcn(depth: 3, width: 130), image)),
    Run(small: SmallNetwork(.fcn(depth: 3, width: 130), image), momentum: 0, learningRate: 0.05),
    Run(small: SmallNetwork(.fcn(depth: 4, width: 65), image), clipNorm: 0.05),
    Run(small: SmallNetwork(.fcn(depth: 3, width: 40), image), activation: .linear),
    Run(
      small: SmallNetwork(.fcn(depth: 3, width: 40), image), activation: .tanh, clipNorm: 0.05,
      learningRate: 0.05),
    Run(small: SmallNetwork(.fcn(depth: 3, width: 33), image), activation: .leakyReLU, momentum: 0.5),
    Run(small: SmallNetwork(.fcn(depth: 3, width: 7), onePixel), activation: .linear),
    Run(
      small: SmallNetwork(.fcn(depth: 3, width: 130), image), momentum: 0, learningRate: 0.1,
      schedule: .polyak),
    Run(small: SmallNetwork(.resnet(depth: 2, width: 40), image)),
    Run(small: SmallNetwork(.resnet(depth: 6, width: 33), image), learningRate: 0.003),
  ]

  @Test("every fully connected layer of a run on one image says how it is trained", arguments: runs)
  func namesPlans(_ run: Run) {
    let plans = run.makeTrainer(FastKernels()).network.plans.map(\.plan)
    let lowRank = "low-rank \(InstructionSet.best.rawValue)"
    #expect(plans == ["constant input"] + plans.dropFirst().map { _ in lowRank })
  }

  // Errors of outputs, √L, are compared: at the end L itself is of the size of their rounding.
  @Test(
    "320 losses, gradient norms and the final weights are those of plain loops in double", arguments: runs)
  func followsReference(_ run: Run) throws {
    let exact = run.makeTrainer(ReferenceKernels<Double>())
    let fast = run.makeTrainer(FastKernels(threads: 2))
    func rows<Scalar: NetScalar>(_ trainer: Trainer<Scalar>) -> [TrainingMetrics] {
      var rows: [TrainingMetrics] = []
      _ = trainer.run(onMetrics: { rows.append($0) })
      return rows
    }
    let (exactRows, fastRows) = (rows(exact), rows(fast))
    let start = try #require(exactRows.first).loss.squareRoot()
    #expect(fastRows.map(\.step) == exactRows.map(\.step))
    for (row, other) in zip(fastRows, exactRows) {
      #expect(abs(row.loss.squareRoot() - other.loss.squareRoot()) <= 2e-6 * start, "step \(row.step)")
      if let norm = row.gradientNorm, let otherNorm = other.gradientNorm {
        let first = try #require(exactRows[0].gradientNorm)
        #expect(abs(norm - otherNorm) <= 1e-5 * first, "step \(row.step)")
      }
    }
    #expect(try #require(exactRows.last).loss < 0.5 * start * start)
    let (weights, expected) = (fast.settledParameters().values.array, exact.settledParameters().values.array)
    let error = zip(weights, expected).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    let norm = expected.reduce(0) { $0 + $1 * $1 }
    print("\(run.testDescription): weights off by \((error / norm).squareRoot())")
    #expect((error / norm).squareRoot() <= 1e-6)
  }

  @Test("gradients are those of plain loops in double", arguments: runs)
  func computesGradients(_ run: Run) {
    let fast = run.makeTrainer(FastKernels())
    let exact = run.makeTrainer(ReferenceKernels<Double>())
    for _ in 0..<3 {
      let (loss, gradients) = fast.computeGradients()
      let (exactLoss, exactGradients) = exact.computeGradients()
      #expect(isClose(loss, exactLoss, relative: 1e-5))
      expectClose(
        gradients.values.array, exactGradients.values.array, absolute: 1e-5, relative: 1e-4, "gradients")
      fast.step()
      exact.step()
    }
  }

  @Test("a run resumed at any step equals one that was never interrupted, bit for bit", arguments: runs)
  func resumesExactly(_ run: Run) throws {
    func finish(_ trainer: Trainer<Float>) -> [UInt32] {
      var losses: [Double] = []
      while trainer.completedSteps < 200 { losses.append(trainer.step()) }
      return losses.suffix(1).map { UInt32($0.bitPattern >> 32) }
        + trainer.settledParameters().values.array.map(\.bitPattern)
    }
    let whole = finish(run.makeTrainer(FastKernels()))
    let first = run.makeTrainer(FastKernels())
    for step in [0, 1, 15, 16, 17, 159, 160, 161, 199] {
      while first.completedSteps < step { first.step() }
      let file = try SafetensorsFile(decoding: Checkpoint.state(of: first).encoded())
      let second = run.makeTrainer(FastKernels(), seed: 99)
      try Checkpoint.restore(file, into: second)
      let isSame = finish(second) == whole
      #expect(isSame, "resumed at \(step)")
    }
  }

  @Test("a run that diverges, by its rate or by its image, is seen to")
  func diverges() {
    for architecture in [
      Architecture.fcn(depth: 1, width: 1), .fcn(depth: 3, width: 40), .resnet(depth: 2, width: 9),
    ] {
      let run = Run(small: SmallNetwork(architecture, Self.image), activation: .linear, learningRate: 1e20)
      let result = run.makeTrainer(FastKernels()).run(onMetrics: { _ in })
      #expect(result.stopReason == .diverged && result.steps < 20)
      let image = [Float](repeating: .nan, count: Self.image.count)
      #expect(run.makeTrainer(FastKernels(), inputs: image).run(onMetrics: { _ in }).stopReason == .diverged)
    }
  }

  @Test(
    "steps allocate nothing",
    .enabled(if: allocation_counter_is_available(), "needs glibc's allocator, without a sanitizer"),
    arguments: runs)
  func allocatesNothing(_ run: Run) {
    let trainer = run.makeTrainer(FastKernels())
    trainer.step()
    allocation_counter_start()
    for _ in 0..<200 { trainer.step() }
    #expect(allocation_counter_stop() == 0)
  }
}
