import Nets
import TestSupport
import Testing

/// How far updates go under Polyak's rule and during a warm-up.
@Suite struct StepSizeTests {
  private func train(
    _ small: SmallNetwork, _ configuration: TrainingConfiguration
  ) -> (rows: [TrainingMetrics], move: [Double], gradient: [Double]) {
    let network: Network<Double> = small.makeNetwork()
    let before = network.parameters.values.array
    let trainer = Trainer(network: network, configuration: configuration, inputs: small.makeInputs())
    let gradient = trainer.computeGradients().gradients.values.array
    var rows: [TrainingMetrics] = []
    _ = trainer.run(onMetrics: { rows.append($0) })
    return (rows, zip(trainer.settledParameters().values.array, before).map { $0 - $1 }, gradient)
  }

  private func polyak(length: Double, momentum: Double = 0, steps: Int) -> TrainingConfiguration {
    TrainingConfiguration(
      optimizer: .sgd(momentum: momentum), learningRate: length, schedule: .polyak, steps: steps,
      tolerance: 0, logInterval: 1)
  }

  @Test(
    "Polyak's first step is η long, or goes half way to where the tangent is 0, whichever is less",
    arguments: SmallNetwork.everyArchitecture, [1e-3, 1e3])
  func polyakStep(_ small: SmallNetwork, length: Double) throws {
    let (rows, move, gradient) = train(small, polyak(length: length, steps: 1))
    let first = try #require(rows.first)
    let norm = gradient.map { $0 * $0 }.reduce(0, +).squareRoot()
    let rate = min(length / norm, 0.5 * first.loss / (norm * norm))
    #expect((rate == length / norm) == (length == 1e-3))
    #expect(isClose(first.learningRate ?? 0, rate, relative: 1e-12))
    #expect(isClose(first.gradientNorm ?? 0, norm, relative: 1e-12))
    expectClose(move, gradient.map { -rate * $0 }, absolute: 1e-15, relative: 1e-9, "step")
  }

  @Test("every later step has its own rate, and the loss falls")
  func polyakRates() throws {
    // At first the tangent's zero is beyond the reach of η, later it is not.
    let (rows, _, _) = train(SmallNetwork.everyArchitecture[1], polyak(length: 0.05, steps: 200))
    var lengths = Set<Bool>()
    for row in rows.dropLast() {
      let (norm, rate) = (try #require(row.gradientNorm), try #require(row.learningRate))
      lengths.insert(0.05 / norm < 0.5 * row.loss / (norm * norm))
      #expect(isClose(rate, min(0.05 / norm, 0.5 * row.loss / (norm * norm)), relative: 1e-12))
    }
    #expect(lengths.count == 2)
    #expect(rows[200].loss < 0.01 * rows[0].loss)
  }

  @Test("a gradient of 0 moves nothing")
  func polyakAtTheMinimum() {
    let small = SmallNetwork(.fcn(depth: 1, width: 1), ImageShape(channels: 1, height: 1, width: 1))
    let trainer = Trainer<Double>(
      network: small.makeNetwork(), configuration: polyak(length: 1, steps: 3), inputs: [0])
    let before = trainer.settledParameters().values.array
    let result = trainer.run(onMetrics: { _ in })
    #expect(result.finalLoss == 0 && trainer.settledParameters().values.array == before)
  }

  @Test("a warm-up of N raises the rate by an Nth a step, and multiplies the schedule's")
  func warmup() {
    let configuration = TrainingConfiguration(
      learningRate: 0.5, schedule: .step, warmupSteps: 4, steps: 10, tolerance: 0, logInterval: 1)
    let (rows, _, _) = train(SmallNetwork.everyArchitecture[0], configuration)
    let expected = [0.125, 0.25, 0.375, 0.1, 0.1, 0.1, 0.02, 0.02, 0.004, 0.004]
    for (row, rate) in zip(rows, expected) {
      #expect(isClose(row.learningRate ?? 0, rate, relative: 1e-12), "step \(row.step)")
    }
    #expect(rows.count == 11)
  }

  @Test("a warm-up shortens Polyak's longest step")
  func warmupOfPolyak() throws {
    var configuration = polyak(length: 1e-3, steps: 4)
    configuration.warmupSteps = 2
    let (rows, _, _) = train(SmallNetwork.everyArchitecture[1], configuration)
    for (row, length) in zip(rows, [0.5e-3, 1e-3, 1e-3, 1e-3]) {
      let (norm, rate) = (try #require(row.gradientNorm), try #require(row.learningRate))
      #expect(isClose(rate * norm, length, relative: 1e-12), "step \(row.step)")
    }
  }
}
