import Nets
import TestSupport
import Testing

/// A small training for every kind of state that a checkpoint can hold.
struct TrainingKind: CustomTestStringConvertible {
  let testDescription: String
  let small: SmallNetwork
  var activation = Activation.relu
  var optimizer = OptimizerConfiguration.sgd()
  var learningRate = 0.01
  var schedule = LearningRateSchedule.step
  var clipNorm: Double?
  /// Whether every step sees other images.
  var usesBatches = false

  /// Updates of a whole run.
  static let steps = 40

  private static let image = ImageShape(channels: 1, height: 3, width: 4)
  private static let fcn = SmallNetwork(.fcn(depth: 3, width: 5), image)
  private static let cnn = SmallNetwork(.cnn(depth: 2, width: 3, kernelSize: 3), image)

  /// Weights without moments, with one and with two, clipped or not, and the forms that low-rank training has.
  static let all =
    OptimizerCase.all.map {
      TrainingKind(
        testDescription: "convolution, \($0.testDescription)", small: cnn, optimizer: $0.configuration)
    } + [
      TrainingKind(testDescription: "convolution, clipped", small: cnn, clipNorm: 0.05),
      TrainingKind(testDescription: "low rank", small: fcn),
      TrainingKind(testDescription: "low rank without momentum", small: fcn, optimizer: .sgd(momentum: 0)),
      TrainingKind(testDescription: "low rank, tanh, clipped", small: fcn, activation: .tanh, clipNorm: 0.05),
      TrainingKind(
        testDescription: "low rank, Polyak", small: fcn, optimizer: .sgd(momentum: 0), learningRate: 0.1,
        schedule: .polyak),
      TrainingKind(
        testDescription: "convolution, gradient flow", small: cnn, optimizer: .sgd(momentum: 0),
        learningRate: 0.05,
        schedule: .flow),
      TrainingKind(
        testDescription: "stored matrices, gradient flow", small: fcn, optimizer: .sgd(momentum: 0),
        learningRate: 0.05,
        schedule: .flow),
      TrainingKind(
        testDescription: "low rank with skips", small: SmallNetwork(.resnet(depth: 4, width: 5), image)),
      TrainingKind(testDescription: "constant input", small: SmallNetwork(.fcn(depth: 1, width: 1), image)),
      TrainingKind(
        testDescription: "constant input, momentum too near 1", small: fcn, optimizer: .sgd(momentum: 0.99)),
      TrainingKind(testDescription: "stored matrices, Adam", small: fcn, optimizer: .adam()),
      TrainingKind(testDescription: "low rank on changing images", small: fcn, usesBatches: true),
      TrainingKind(
        testDescription: "stored matrices on mini-batches",
        small: SmallNetwork(.fcn(depth: 2, width: 5), image, batchSize: 2), usesBatches: true),
    ]

  /// A trainer with weights of a seed; the images are always the same.
  func makeTrainer(seed: UInt64 = 1) -> Trainer<Float> {
    let network = Network<Float>(
      architecture: small.architecture, activation: activation, imageShape: small.imageShape,
      batchSize: small.batchSize, parameters: small.makeParameters(seed: seed), kernels: FastKernels(),
      forTraining: true, inputIsFixed: !usesBatches)
    let configuration = TrainingConfiguration(
      optimizer: optimizer, learningRate: learningRate, schedule: schedule, clipNorm: clipNorm,
      steps: Self.steps, tolerance: 0, logInterval: 7)
    guard usesBatches else {
      return Trainer(network: network, configuration: configuration, inputs: small.makeInputs())
    }
    let images: [[Float]] = (0..<5).map { normalValues(small.imageShape.count, label: "image \($0)") }
    return Trainer(
      network: network, configuration: configuration,
      batches: ShuffledBatches(
        imageCount: images.count, imageSize: small.imageShape.count, batchSize: small.batchSize,
        key: RandomKey(seed: 3)
      ) { index, target in
        for place in images[index].indices { target[place] = images[index][place] }
      })
  }

  /// A trainer after some updates.
  func makeTrainer(after steps: Int, seed: UInt64 = 1) -> Trainer<Float> {
    let trainer = makeTrainer(seed: seed)
    _ = trainer.run(shouldStop: { trainer.completedSteps == steps }, onMetrics: { _ in })
    return trainer
  }
}
