import Nets
import Testing

/// A network small enough to look at every weight, with seeded random weights and images.
public struct SmallNetwork: Sendable, CustomTestStringConvertible {
  /// The network.
  public let architecture: Architecture
  /// Shape of one image.
  public let imageShape: ImageShape
  /// Images in the batch.
  public let batchSize: Int

  /// Makes a case; the image's shape is channels × height × width.
  public init(_ architecture: Architecture, _ imageShape: ImageShape, batchSize: Int = 1) {
    self.architecture = architecture
    self.imageShape = imageShape
    self.batchSize = batchSize
  }

  /// One of every architecture.
  public static let everyArchitecture = [
    SmallNetwork(.fcn(depth: 3, width: 5), ImageShape(channels: 1, height: 3, width: 4), batchSize: 3),
    SmallNetwork(
      .cnn(depth: 3, width: 3, kernelSize: 3), ImageShape(channels: 2, height: 4, width: 3), batchSize: 3),
    SmallNetwork(.resnet(depth: 4, width: 5), ImageShape(channels: 1, height: 3, width: 4), batchSize: 3),
    SmallNetwork(
      .resnetConv(depth: 6, width: 2, kernelSize: 3), ImageShape(channels: 2, height: 3, width: 4),
      batchSize: 3),
  ]

  /// Convolutions at the edge of what "same" padding means: even kernels, kernels beyond the image, one pixel.
  public static let oddConvolutions = [
    SmallNetwork(.cnn(depth: 2, width: 2, kernelSize: 4), ImageShape(channels: 1, height: 5, width: 4)),
    SmallNetwork(
      .cnn(depth: 2, width: 2, kernelSize: 2), ImageShape(channels: 2, height: 3, width: 3), batchSize: 2),
    SmallNetwork(.cnn(depth: 2, width: 2, kernelSize: 7), ImageShape(channels: 1, height: 3, width: 2)),
    SmallNetwork(.cnn(depth: 2, width: 2, kernelSize: 8), ImageShape(channels: 1, height: 2, width: 3)),
    SmallNetwork(.cnn(depth: 2, width: 3, kernelSize: 3), ImageShape(channels: 2, height: 1, width: 1)),
    SmallNetwork(.cnn(depth: 1, width: 1, kernelSize: 1), ImageShape(channels: 1, height: 2, width: 2)),
  ]

  /// For example `cnn(depth: 3, width: 3, kernelSize: 3) on 3 of 2×4×3`.
  public var testDescription: String { "\(architecture) on \(batchSize) of \(imageShape)" }

  /// Weights of the case's layout, drawn from a seed.
  public func makeParameters<Scalar: NetScalar>(
    seed: UInt64 = 1, initializer: Initializer = .kaimingNormal, scalar: Scalar.Type = Scalar.self
  ) -> ParameterBuffer<Scalar> {
    let parameters = ParameterBuffer<Scalar>(layout: architecture.parameterLayout(imageShape: imageShape))
    initializer.initialize(parameters, key: RandomKey(seed: seed).deriving("init"))
    return parameters
  }

  /// The network in training, on the reference kernels.
  public func makeNetwork<Scalar: NetScalar>(
    activation: Activation = .relu, seed: UInt64 = 1,
    kernels: any Kernels<Scalar> = ReferenceKernels<Scalar>()
  ) -> Network<Scalar> {
    Network(
      architecture: architecture, activation: activation, imageShape: imageShape, batchSize: batchSize,
      parameters: makeParameters(seed: seed), kernels: kernels, forTraining: true)
  }

  /// A batch of normal noise.
  public func makeInputs<Scalar: NetScalar>(seed: UInt64 = 1, scalar: Scalar.Type = Scalar.self) -> [Scalar] {
    normalValues(batchSize * imageShape.count, label: "inputs", seed: seed)
  }
}

/// Standard normal numbers of a label and a seed.
public func normalValues<Scalar: NetScalar>(
  _ count: Int, label: String, seed: UInt64 = 1, scalar: Scalar.Type = Scalar.self
) -> [Scalar] {
  let stream = RandomStream(key: RandomKey(seed: seed).deriving(label))
  return (0..<count).map { Scalar(stream.normal(at: $0)) }
}
