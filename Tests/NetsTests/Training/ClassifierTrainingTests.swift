import AllocationCounter
import TestSupport
import Testing

@testable import Nets

/// Whole trainings of classifiers: same bits, resumed or shared; statistics; what a step costs in memory: nothing.
@Suite struct ClassifierTrainingTests {
  private static let steps = 7

  private static func configuration(
    _ optimizer: OptimizerConfiguration = .sgd(), clipNorm: Double? = nil, adversarialEpsilon: Double? = nil
  ) -> TrainingConfiguration {
    TrainingConfiguration(
      optimizer: optimizer, learningRate: 0.01, schedule: .constant, clipNorm: clipNorm, weightDecay: 1e-3,
      epochDecay: EpochDecay(factor: 0.9, images: 5, batchSize: 2), adversarialEpsilon: adversarialEpsilon,
      steps: steps, tolerance: 0, logInterval: 3)
  }

  /// What is trained in each of the ways that a step can go: fused, clipped, adversarial, with two moments.
  private static let configurations = [
    configuration(), configuration(.adam()), configuration(clipNorm: 0.1),
    configuration(.sgd(momentum: 0), adversarialEpsilon: 0.05),
  ]

  private func bits(_ trainer: Trainer<Float>) -> [UInt32] {
    trainer.settledParameters().values.array.map(\.bitPattern)
  }

  @Test(
    "a run resumed at any step has the bits of one that was never interrupted",
    arguments: SmallClassifier.everyFamily.indices)
  func resumes(index: Int) throws {
    let small = SmallClassifier.everyFamily[index]
    for configuration in Self.configurations {
      let whole: Trainer<Float> = small.makeTrainer(configuration, kernels: FastKernels())
      let result = whole.run(onMetrics: { _ in })
      for step in small.architecture.family == .inception ? [4] : Array(0..<Self.steps) {
        let first: Trainer<Float> = small.makeTrainer(configuration, kernels: FastKernels())
        // Interrupted after the forward pass of the next step, which must leave nothing behind.
        _ = first.run(shouldStop: { first.completedSteps == step }, onMetrics: { _ in })
        let file = try SafetensorsFile(decoding: Checkpoint.state(of: first).encoded())
        let second = small.makeTrainer(
          configuration, parameters: small.makeParameters(seed: 99), kernels: FastKernels())
        try Checkpoint.restore(file, into: second)
        #expect(
          second.run(onMetrics: { _ in }) == result && bits(second) == bits(whole),
          "\(small.testDescription) at \(step)")
      }
    }
  }

  @Test("1, 2 and 3 threads give the same bits", arguments: SmallClassifier.everyFamily.indices)
  func threads(index: Int) {
    let small = SmallClassifier.everyFamily[index]
    func outcome(_ threads: Int) -> [UInt32] {
      let trainer: Trainer<Float> = small.makeTrainer(
        Self.configuration(), kernels: FastKernels(threads: threads, smallestSharedWork: 0))
      _ = trainer.run(onMetrics: { _ in })
      return bits(trainer)
    }
    let alone = outcome(1)
    #expect(outcome(2) == alone && outcome(3) == alone, "\(small.testDescription)")
  }

  @Test(
    "steps of every family allocate nothing", .enabled(if: allocation_counter_is_available()),
    arguments: SmallClassifier.everyFamily.indices)
  func allocatesNothing(index: Int) {
    let small = SmallClassifier.everyFamily[index]
    for configuration in Self.configurations {
      for kernels in [ReferenceKernels<Float>(), FastKernels()] as [any Kernels<Float>] {
        let trainer: Trainer<Float> = small.makeTrainer(configuration, kernels: kernels)
        trainer.step()
        allocation_counter_start()
        for _ in 0..<3 { trainer.step() }
        let count = allocation_counter_stop()
        #expect(count == 0, "\(small.testDescription), \(kernels): \(count) allocations")
      }
    }
  }

  @Test(
    "a gradient that is held gives the bits of one that is not",
    arguments: [OptimizerConfiguration.sgd(), .adam()])
  func streamsAsItStores(optimizer: OptimizerConfiguration) {
    for small in SmallClassifier.everyFamily.prefix(5) {
      func outcome(clipNorm: Double?) -> [UInt32] {
        let trainer: Trainer<Float> = small.makeTrainer(
          Self.configuration(optimizer, clipNorm: clipNorm), kernels: FastKernels())
        _ = trainer.run(onMetrics: { _ in })
        return bits(trainer)
      }
      // A limit beyond every gradient holds them and changes none.
      #expect(outcome(clipNorm: nil) == outcome(clipNorm: 1e30), "\(small.testDescription)")
    }
  }

  @Test("the gradient's norm is that of all parameters", arguments: SmallClassifier.everyFamily.indices)
  func norm(index: Int) {
    let small = SmallClassifier.everyFamily[index]
    let trainer: Trainer<Double> = small.makeTrainer(Self.configuration(clipNorm: 1e30))
    let gradients = trainer.computeGradients().gradients.values.array
    var norm: Double?
    _ = trainer.run(onMetrics: { norm = norm ?? $0.gradientNorm })
    let expected = gradients.map { $0 * $0 }.reduce(0, +).squareRoot()
    #expect(isClose(norm ?? .nan, expected, relative: 1e-12))
  }

  @Test("running statistics move with updates only, and evaluation uses them")
  func runningStatistics() throws {
    let small = SmallClassifier.everyFamily[1]
    let trainer: Trainer<Double> = small.makeTrainer(Self.configuration())
    let (network, entries) = (trainer.network, trainer.network.parameters.layout.entries)
    let mean = try #require(entries.first { $0.kind == .mean })
    let variance = try #require(entries.first { $0.kind == .variance })
    _ = trainer.computeGradients()
    network.forward(mode: .training(step: 0))
    #expect(network.parameters.array(of: mean).allSatisfy { $0 == 0 })
    #expect(network.parameters.array(of: variance).allSatisfy { $0 == 1 })
    let inTraining = network.output.array
    network.forward()
    #expect(network.output.array != inTraining)
    let before = network.output.array
    trainer.step()
    #expect(network.parameters.array(of: mean).allSatisfy { $0 != 0 })
    #expect(network.parameters.array(of: variance).allSatisfy { $0 != 1 && $0 > 0 })
    for _ in 0..<5 { trainer.step() }
    network.forward()
    #expect(network.output.array != before)
  }

  @Test("weights of an input-convex net never fall below 0, and its logits are convex in the image")
  func convexity() {
    let small = SmallClassifier.everyFamily[2]
    let trainer: Trainer<Double> = small.makeTrainer(
      TrainingConfiguration(
        optimizer: .sgd(), learningRate: 0.1, schedule: .constant, steps: 30, tolerance: 0))
    let network = trainer.network
    for step in 0...30 {
      for entry in network.parameters.layout.entries where entry.isNonNegative {
        #expect(network.parameters.array(of: entry).allSatisfy { $0 >= 0 }, "\(entry.name) at \(step)")
      }
      if step < 30 { trainer.step() }
    }
    let count = network.input.count
    func logits(_ images: [Double]) -> [Double] {
      network.input.copy(from: images)
      network.forward()
      return network.output.array
    }
    for pair in 0..<50 {
      let a: [Double] = normalValues(count, label: "a\(pair)")
      let b: [Double] = normalValues(count, label: "b\(pair)")
      let middle = logits(zip(a, b).map { ($0 + $1) / 2 })
      let mean = zip(logits(a), logits(b)).map { ($0 + $1) / 2 }
      #expect(zip(middle, mean).allSatisfy { $0 <= $1 + 1e-12 })
    }
    // An MLP of the same shape is not convex.
    #expect(network.parameters.array(of: network.parameters.layout.entries[0]).contains { $0 < 0 })
  }

  @Test("an adversarial step moves every input by ε towards a larger loss")
  func adversarial() {
    let small = SmallClassifier.everyFamily[0]
    let plain: Trainer<Double> = small.makeTrainer(Self.configuration())
    let moved: Trainer<Double> = small.makeTrainer(Self.configuration(adversarialEpsilon: 0.01))
    let (loss, larger) = (plain.computeGradients().loss, moved.computeGradients().loss)
    #expect(larger > loss)
    let moves = zip(moved.network.input.array, plain.network.input.array).map { abs($0 - $1) }
    #expect(moves.allSatisfy { isClose($0, 0.01, relative: 1e-12) })
    // Asked again, the batch in place is not moved further.
    #expect(moved.computeGradients().loss == larger)
  }

  @Test("the rate falls by a factor every epoch, whole steps or not")
  func epochDecay() {
    let decay = EpochDecay(factor: 0.5, images: 5, batchSize: 2)
    #expect((0...8).map { decay.factor(completedSteps: $0) } == [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125])
    let configuration = Self.configuration()
    #expect(configuration.learningRate(completedSteps: 5) == 0.01 * 0.9 * 0.9)
  }

  @Test("correct answers of the last batch are counted")
  func correct() throws {
    let small = SmallClassifier.everyFamily[0]
    let trainer: Trainer<Float> = small.makeTrainer(
      TrainingConfiguration(optimizer: .adam(), learningRate: 0.05, steps: 400, tolerance: 0))
    for _ in 0..<400 { trainer.step() }
    let objective = try #require(trainer.objective as? ClassificationObjective<Float>)
    // Thirteen images of noise and thirty weights for each of them: they are learnt by heart.
    #expect(objective.correct == small.batchSize)
  }
}
