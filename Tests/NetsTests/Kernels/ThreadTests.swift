import TestSupport
import Testing

@testable import Nets

/// The same bits on any number of threads.
@Suite struct ThreadTests {
  /// Large enough to be shared: the first has tails everywhere, the others several tasks of each kind.
  static let convolutions: [ConvolutionShape] = [
    (1, 17, 35, 29, 31, 4), (1, 32, 128, 28, 28, 3), (1, 1, 128, 28, 28, 9), (1, 128, 1, 28, 28, 9),
    (3, 16, 16, 28, 28, 5),
  ].map {
    ConvolutionShape(
      batch: $0.0, inputChannels: $0.1, outputChannels: $0.2, height: $0.3, width: $0.4, kernelSize: $0.5)
  }
  static let linears: [LinearShape] = [
    (1, 784, 2048), (1, 2048, 784), (1, 1001, 777), (7, 513, 517), (1, 200_003, 3), (1, 3, 200_003),
  ].map { LinearShape(batch: $0.0, inputFeatures: $0.1, outputFeatures: $0.2) }

  private func expectSameBits(
    _ shape: some LayerShape, makePlan: (FastKernels) -> any LayerPlan<Float>
  ) {
    let (x, w, dy) = (
      normalNumbers(shape.inputCount, "input"), normalNumbers(shape.weightCount, "weights"),
      normalNumbers(shape.outputCount, "output gradient")
    )
    for set in InstructionSet.supported {
      let alone = KernelProducts(makePlan(FastKernels(instructionSet: set)), x: x, w: w, dy: dy)
      for threads in [2, 3, 5] {
        let shared = KernelProducts(
          makePlan(FastKernels(instructionSet: set, threads: threads)), x: x, w: w, dy: dy)
        let isSame = shared == alone
        #expect(isSame, "\(shape) \(set) on \(threads) threads")
      }
    }
  }

  @Test("a convolution's products have the same bits on 1, 2, 3 and 5 threads", arguments: convolutions)
  func convolution(shape: ConvolutionShape) {
    for method in ConvolutionMethod.allCases {
      expectSameBits(shape) { $0.makeConvolutionPlan(shape, method: method) }
    }
  }

  @Test("a fully connected layer's products have the same bits on 1, 2, 3 and 5 threads", arguments: linears)
  func linear(shape: LinearShape) {
    expectSameBits(shape) { $0.makeLinearPlan(shape) }
  }

  @Test(
    "training gives the same weights, losses and norms on 1, 2 and 3 threads",
    arguments: [
      SmallNetwork(.fcn(depth: 3, width: 700), ImageShape(channels: 1, height: 28, width: 28)),
      SmallNetwork(
        .cnn(depth: 3, width: 40, kernelSize: 5), ImageShape(channels: 1, height: 28, width: 28)),
      SmallNetwork(.resnet(depth: 4, width: 600), ImageShape(channels: 1, height: 28, width: 28)),
      SmallNetwork(
        .resnetConv(depth: 4, width: 36, kernelSize: 3), ImageShape(channels: 3, height: 20, width: 24),
        batchSize: 2),
    ], [nil, 0.01])
  func training(_ small: SmallNetwork, clipNorm: Double?) {
    for optimizer in OptimizerCase.all {
      func outcome(threads: Int) -> (rows: [TrainingMetrics], weights: [Float]) {
        let trainer = Trainer<Float>(
          network: small.makeNetwork(kernels: FastKernels(threads: threads)),
          configuration: TrainingConfiguration(
            optimizer: optimizer.configuration, learningRate: 1e-4, clipNorm: clipNorm, steps: 4,
            tolerance: 0, logInterval: 1), inputs: small.makeInputs())
        var rows: [TrainingMetrics] = []
        _ = trainer.run(onMetrics: { rows.append($0) })
        return (rows, trainer.settledParameters().values.array)
      }
      let alone = outcome(threads: 1)
      #expect(alone.rows.count == 5)
      for threads in [2, 3] {
        let shared = outcome(threads: threads)
        let isSame = shared.rows == alone.rows && shared.weights == alone.weights
        #expect(isSame, "\(optimizer.testDescription) on \(threads) threads")
      }
    }
  }

  @Test("work around a network is shared too: every index once", arguments: [1, 2, 3])
  func share(threads: Int) {
    let visits = Buffer<Float>(count: 100)
    let kernels = FastKernels(threads: threads)
    for round in 1...20 {
      kernels.share(visits.count) { visits.pointer[$0] += 1 }
      #expect(visits.array.allSatisfy { $0 == Float(round) })
    }
    kernels.share(0) { _ in Issue.record("no index is below 0") }
  }
}
