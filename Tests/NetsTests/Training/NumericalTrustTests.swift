import Nets
import TestSupport
import Testing

/// Whole training curves in Float on the fast kernels next to the plain loops in Double.
@Suite struct NumericalTrustTests {
  /// An architecture of every kind, small enough for the plain loops.
  static let networks = [
    SmallNetwork(.fcn(depth: 3, width: 24), ImageShape(channels: 1, height: 7, width: 6)),
    SmallNetwork(.cnn(depth: 3, width: 5, kernelSize: 3), ImageShape(channels: 1, height: 7, width: 6)),
    SmallNetwork(.resnet(depth: 4, width: 24), ImageShape(channels: 1, height: 7, width: 6)),
    SmallNetwork(
      .resnetConv(depth: 4, width: 4, kernelSize: 3), ImageShape(channels: 1, height: 7, width: 6)),
  ]

  /// Rates at which 200 steps learn much and stay smooth: at an edge of stability rounding grows like any error.
  static func learningRate(_ optimizer: OptimizerCase) -> Double {
    switch optimizer.configuration {
    case .sgd(let momentum): momentum == 0 ? 0.02 : 0.004
    case .adagrad: 3e-3
    case .adam, .rmsprop, .adamax: 3e-4
    }
  }

  private func curve<Scalar: NetScalar>(
    _ small: SmallNetwork, _ optimizer: OptimizerCase, _ kernels: some Kernels<Scalar>
  ) -> [Double] {
    let trainer = Trainer<Scalar>(
      network: small.makeNetwork(kernels: kernels),
      configuration: TrainingConfiguration(
        optimizer: optimizer.configuration, learningRate: Self.learningRate(optimizer), schedule: .step,
        steps: 200, tolerance: 0), inputs: small.makeInputs())
    return (0..<200).map { _ in trainer.step() }
  }

  @Test(
    "200 losses stay within a thousandth of the reference's, for every architecture and optimiser",
    arguments: networks, OptimizerCase.all)
  func followsReference(_ small: SmallNetwork, _ optimizer: OptimizerCase) throws {
    let exact = curve(small, optimizer, ReferenceKernels<Double>())
    let fast = curve(small, optimizer, FastKernels(threads: 2))
    let worst = try #require(zip(fast, exact).map { abs($0 - $1) / $1 }.max())
    print(
      "\(small.architecture), \(optimizer.testDescription): loss \(exact[0]) to \(exact[199]), off by \(worst)"
    )
    #expect(worst <= 1e-3)
    // A curve that stands still would be easy to follow.
    #expect(exact[199] < 0.9 * exact[0])
  }
}
