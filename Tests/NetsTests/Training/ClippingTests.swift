import Nets
import TestSupport
import Testing

/// Clipping of the gradient's norm, seen through one step of vanilla descent: w₁ − w₀ = −η g.
@Suite struct ClippingTests {
  private func step(
    _ small: SmallNetwork, clipNorm: Double?
  ) throws -> (move: [Double], gradient: [Double], reported: Double) {
    let network: Network<Double> = small.makeNetwork()
    let before = network.parameters.values.array
    let trainer = Trainer(
      network: network,
      configuration: TrainingConfiguration(
        optimizer: .sgd(momentum: 0), learningRate: 0.5, schedule: .constant, clipNorm: clipNorm, steps: 1,
        tolerance: 0), inputs: small.makeInputs())
    let gradient = trainer.computeGradients().gradients.values.array
    var reported: [Double] = []
    _ = trainer.run(onMetrics: { row in reported += row.gradientNorm.map { [$0] } ?? [] })
    return (
      zip(trainer.settledParameters().values.array, before).map { ($0 - $1) / -0.5 }, gradient,
      try #require(reported.first)
    )
  }

  private func norm(_ values: [Double]) -> Double { values.map { $0 * $0 }.reduce(0, +).squareRoot() }

  @Test(
    "a longer gradient is scaled to the limit and keeps its direction; the report is of the unclipped one",
    arguments: SmallNetwork.everyArchitecture)
  func clips(_ small: SmallNetwork) throws {
    let limit = 0.01
    let (move, gradient, reported) = try step(small, clipNorm: limit)
    #expect(norm(gradient) > 10 * limit)
    #expect(isClose(norm(move), limit, relative: 1e-9))
    let factor = limit / norm(gradient)
    expectClose(move, gradient.map { $0 * factor }, absolute: 1e-9, relative: 1e-9, "clipped gradient")
    #expect(isClose(reported, norm(gradient), relative: 1e-12))
  }

  @Test("a shorter gradient, or no limit, is left alone", arguments: [nil, 1e6])
  func leavesShortGradients(limit: Double?) throws {
    let (move, gradient, _) = try step(SmallNetwork.everyArchitecture[0], clipNorm: limit)
    expectClose(move, gradient, absolute: 1e-12, relative: 1e-9, "gradient")
  }

  @Test("step() clips as run() does")
  func stepClips() {
    func weights(_ advance: (Trainer<Float>) -> Void) -> [Float] {
      let small = SmallNetwork.everyArchitecture[1]
      let trainer = Trainer<Float>(
        network: small.makeNetwork(),
        configuration: TrainingConfiguration(clipNorm: 0.01, steps: 3, tolerance: 0),
        inputs: small.makeInputs())
      advance(trainer)
      return trainer.settledParameters().values.array
    }
    #expect(
      weights { trainer in for _ in 0..<3 { trainer.step() } } == weights { _ = $0.run(onMetrics: { _ in }) })
  }
}
