import Nets
import TestSupport
import Testing

/// Backpropagation through whole classifiers against central differences of the cross-entropy, in Double.
@Suite struct ClassifierGradientTests {
  private static let configuration = TrainingConfiguration(steps: 1, tolerance: 0)

  /// What differences may be off by: the third derivative's share, and a loss near 1 rounded to 1e-16 over 2h.
  private static func tolerance(_ largest: Double) -> Double { 1e-6 * largest + 5e-11 }

  /// The loss of a trainer's batch as its parameters are.
  private func loss(_ trainer: Trainer<Double>) -> Double {
    trainer.network.forward(mode: .training(step: 0))
    let scratch = Buffer<Double>(count: trainer.network.output.count)
    return trainer.objective.lossAndGradient(output: trainer.network.output, gradient: scratch)
  }

  @Test(
    "gradients of every family match differences of the loss", arguments: SmallClassifier.everyFamily.indices)
  func parameters(index: Int) {
    let small = SmallClassifier.everyFamily[index]
    let trainer: Trainer<Double> = small.makeTrainer(Self.configuration)
    let gradients = trainer.computeGradients().gradients
    let values = trainer.network.parameters.values
    // Every trained tensor is looked at, in a place that a key chooses.
    let stream = RandomStream(key: RandomKey(seed: 5))
    let entries = trainer.network.parameters.layout.entries.filter(\.kind.isTrained)
    let places = entries.enumerated().map { index, entry in
      entry.offset + stream.integer(at: index, below: entry.count)
    }
    var (worst, largest) = (0.0, 0.0)
    for place in places {
      let quotient = difference(values, place) { loss(trainer) }
      worst = max(worst, abs(quotient - gradients.values[place]))
      largest = max(largest, abs(quotient))
    }
    #expect(
      worst <= Self.tolerance(largest), "\(small.testDescription): \(worst) of \(largest)")
  }

  @Test(
    "gradients by the images match differences of the loss", arguments: SmallClassifier.everyFamily.indices)
  func images(index: Int) throws {
    let small = SmallClassifier.everyFamily[index]
    let network: Network<Double> = small.makeNetwork(computeInputGradient: true)
    let trainer = Trainer(
      network: network, configuration: Self.configuration, batches: small.makeBatches(),
      objective: ClassificationObjective(batchSize: small.batchSize, classes: small.architecture.classes))
    let before = trainer.computeGradients().gradients.values.array
    for mode in [ForwardMode.training(step: 0), .evaluation] {
      let outputGradient = Buffer<Double>(count: network.output.count)
      let loss = {
        network.forward(mode: mode)
        return trainer.objective.lossAndGradient(output: network.output, gradient: outputGradient)
      }
      _ = loss()
      network.computeInputGradient(outputGradient: outputGradient)
      let gradient = try #require(network.inputGradient).array
      var (worst, largest) = (0.0, 0.0)
      for place in stride(from: 0, to: network.input.count, by: max(1, network.input.count / 12)) {
        let quotient = difference(network.input, place) { loss() }
        worst = max(worst, abs(quotient - gradient[place]))
        largest = max(largest, abs(quotient))
      }
      #expect(
        worst <= Self.tolerance(largest),
        "\(small.testDescription) \(mode): \(worst) of \(largest)")
    }
    // Nothing of it is left in the parameters' gradients.
    #expect(trainer.computeGradients().gradients.values.array == before)
  }

  private func difference(_ values: Buffer<Double>, _ place: Int, of value: () -> Double) -> Double {
    let (original, step) = (values[place], GradientCheck.step)
    values[place] = original + step
    let above = value()
    values[place] = original - step
    let below = value()
    values[place] = original
    return (above - below) / (2 * step)
  }
}
