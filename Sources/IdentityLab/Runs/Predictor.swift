import Nets

/// A trained net that answers batches of any number of images.
public final class Predictor {
  private let configuration: ExperimentConfiguration
  private let parameters: ParameterBuffer<Float>
  private let imageShape: ImageShape
  private var network: Network<Float>

  /// Makes a predictor for images of a shape: the trained one or, for a convolutional net, any other size.
  public init(
    _ configuration: ExperimentConfiguration, parameters: ParameterBuffer<Float>, imageShape: ImageShape
  ) {
    self.configuration = configuration
    self.parameters = parameters
    self.imageShape = imageShape
    // As in training, so that a net evaluated later gives the bits it gave then.
    Processor.flushDenormals()
    network = Self.makeNetwork(configuration, parameters, imageShape, batchSize: 1)
  }

  /// f(x) of every image of a batch; the result has the batch's shape.
  public func predict(_ batch: ImageBatch) -> ImageBatch {
    forward(batch)
    return ImageBatch(shape: imageShape, values: network.output.array)
  }

  /// The output of every weight layer and residual sum, before its activation, for one image.
  public func trace(_ image: [Float]) -> [LayerActivation] {
    forward(ImageBatch(shape: imageShape, values: image))
    return network.trace.map { LayerActivation(name: $0.name, shape: $0.shape, values: $0.values.array) }
  }

  private func forward(_ batch: ImageBatch) {
    precondition(batch.shape == imageShape, "a batch of \(batch.shape) for a net of \(imageShape)")
    if network.batchSize != batch.count {
      network = Self.makeNetwork(configuration, parameters, imageShape, batchSize: batch.count)
    }
    network.input.copy(from: batch.values)
    network.forward()
  }

  private static func makeNetwork(
    _ configuration: ExperimentConfiguration, _ parameters: ParameterBuffer<Float>, _ imageShape: ImageShape,
    batchSize: Int
  ) -> Network<Float> {
    Network(
      architecture: configuration.network, activation: configuration.activation, imageShape: imageShape,
      batchSize: batchSize, parameters: parameters, kernels: FastKernels(), forTraining: false)
  }
}

/// One layer's activation for one image.
public struct LayerActivation: Equatable, Sendable {
  /// Name of the layer or block.
  public let name: String
  /// C × H × W.
  public let shape: ImageShape
  /// The values before the activation function.
  public let values: [Float]
}
