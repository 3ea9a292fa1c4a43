import Nets
import Testing

/// A classifier on a few small images, with seeded random parameters, images and labels.
public struct SmallClassifier: Sendable, CustomTestStringConvertible {
  /// The network.
  public let architecture: ClassifierArchitecture
  /// Shape of one image.
  public let imageShape: ImageShape
  /// Images in the batch.
  public let batchSize: Int

  /// Makes a case.
  public init(_ architecture: ClassifierArchitecture, _ imageShape: ImageShape, batchSize: Int) {
    self.architecture = architecture
    self.imageShape = imageShape
    self.batchSize = batchSize
  }

  /// One of every family, with every kind of batch normalisation and dropout among them.
  public static let everyFamily = [
    SmallClassifier(
      ClassifierArchitecture(family: .mlp(layers: 2, width: 5), classes: 3, activation: .tanh),
      ImageShape(channels: 2, height: 3, width: 2), batchSize: 4),
    SmallClassifier(
      ClassifierArchitecture(
        family: .mlp(layers: 2, width: 5), classes: 3, activation: .elu, batchNormalization: .full,
        dropout: 0.3),
      ImageShape(channels: 1, height: 3, width: 4), batchSize: 5),
    SmallClassifier(
      ClassifierArchitecture(family: .ioc(layers: 2, width: 4), classes: 3, dropout: 0.25),
      ImageShape(channels: 1, height: 3, width: 3), batchSize: 3),
    SmallClassifier(
      ClassifierArchitecture(
        family: .cnn(layers: 2, width: 3), classes: 4, activation: .tanh, batchNormalization: .shift),
      ImageShape(channels: 2, height: 6, width: 5), batchSize: 3),
    SmallClassifier(
      ClassifierArchitecture(family: .alexnet, classes: 3, activation: .tanh, dropout: 0.5),
      ImageShape(channels: 1, height: 5, width: 4), batchSize: 2),
    SmallClassifier(
      ClassifierArchitecture(
        family: .inception, classes: 3, activation: .tanh, batchNormalization: .shift, dropout: 0.2),
      ImageShape(channels: 1, height: 5, width: 3), batchSize: 3),
    SmallClassifier(
      ClassifierArchitecture(family: .inception, classes: 3, activation: .tanh),
      ImageShape(channels: 2, height: 3, width: 3), batchSize: 2),
  ]

  /// Family, image, batch and what else there is.
  public var testDescription: String {
    "\(architecture.family) of \(architecture.batchNormalization) on \(batchSize)×\(imageShape)"
  }

  /// Random parameters; shifts and scales too are away from where they begin.
  public func makeParameters<Scalar: NetScalar>(seed: UInt64 = 1) -> ParameterBuffer<Scalar> {
    let parameters = ParameterBuffer<Scalar>(
      layout: architecture.parameterLayout(imageShape: imageShape))
    Initializer.torch.initialize(parameters, key: RandomKey(seed: seed).deriving("init"))
    for entry in parameters.layout.entries where entry.kind == .shift || entry.kind == .scale {
      let noise: [Double] = normalValues(entry.count, label: entry.name, seed: seed)
      for index in 0..<entry.count { parameters.pointer(to: entry)[index] += Scalar(0.1 * noise[index]) }
    }
    return parameters
  }

  /// The network in training, by default on the reference kernels.
  public func makeNetwork<Scalar: NetScalar>(
    parameters: ParameterBuffer<Scalar>? = nil, kernels: any Kernels<Scalar> = ReferenceKernels<Scalar>(),
    computeInputGradient: Bool = false
  ) -> Network<Scalar> {
    Network(
      classifier: architecture, imageShape: imageShape, batchSize: batchSize,
      parameters: parameters ?? makeParameters(), kernels: kernels, forTraining: true,
      randomKey: RandomKey(seed: 1).deriving("dropout"), computeInputGradient: computeInputGradient)
  }

  /// Batches of 3 · N + 1 images of normal noise, with labels that say nothing of them.
  public func makeBatches<Scalar: NetScalar>(seed: UInt64 = 1) -> ShuffledBatches<Scalar> {
    let (count, size) = (3 * batchSize + 1, imageShape.count)
    let images: [Scalar] = normalValues(count * size, label: "images", seed: seed)
    let stream = RandomStream(key: RandomKey(seed: seed).deriving("labels"))
    return ShuffledBatches(
      imageCount: count, imageSize: size, batchSize: batchSize,
      key: RandomKey(seed: seed).deriving("batches"),
      labels: (0..<count).map { Int32(stream.integer(at: $0, below: architecture.classes)) }
    ) { index, target in
      for place in 0..<size { target[place] = images[index * size + place] }
    }
  }

  /// A trainer on such batches.
  ///
  /// - Parameter parameters: by default the case's own; the masks of dropout are the case's in any event.
  public func makeTrainer<Scalar: NetScalar>(
    _ configuration: TrainingConfiguration, parameters: ParameterBuffer<Scalar>? = nil,
    kernels: any Kernels<Scalar> = ReferenceKernels<Scalar>()
  ) -> Trainer<Scalar> {
    Trainer(
      network: makeNetwork(
        parameters: parameters, kernels: kernels,
        computeInputGradient: configuration.adversarialEpsilon != nil),
      configuration: configuration, batches: makeBatches(),
      objective: ClassificationObjective(batchSize: batchSize, classes: architecture.classes))
  }
}
