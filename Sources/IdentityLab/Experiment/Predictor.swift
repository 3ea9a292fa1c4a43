import LabFigures
import Nets

/// A trained net that answers batches of any number of images.
///
/// Where the configuration is centred, an answer is f(x) − f₀(x), f₀ the untrained net; hidden layers are those of f.
/// The net takes as many images at once as its activations leave room for; a larger batch is answered in parts.
package final class Predictor {
  /// Bytes that the activations of a part may take; 256 MB by default.
  ///
  /// An evaluation's batch of 20 images stays whole for nets of up to 13 MB of activations an image.
  package static let activationLimit = 256e6

  private let configuration: ReconstructionConfiguration
  private let parameters: ParameterBuffer<Float>
  private let imageShape: ImageShape
  private let largestBatch: Int
  private let kernels: FastKernels
  private let names: [LayerName]
  private var network: Network<Float>
  /// f₀, where its answers are taken off.
  private let start: Predictor?

  /// Makes a predictor for images of a shape: the trained one or, for a convolutional net, any other size.
  ///
  /// - Parameters:
  ///   - threads: how many share the arithmetic; the answers have the same bits for any number.
  ///   - activationLimit: bytes; a single image is always taken.
  package init(
    _ configuration: ReconstructionConfiguration, parameters: ParameterBuffer<Float>, imageShape: ImageShape,
    threads: Int = 1, activationLimit: Double = Predictor.activationLimit
  ) {
    self.configuration = configuration
    self.parameters = parameters
    self.imageShape = imageShape
    names = Array(LayerName.all(of: configuration.network).dropFirst())
    let bytes = CostEstimate.activationBytes(of: configuration.network, imageShape: imageShape)
    largestBatch = max(1, Int(min(activationLimit / bytes, 1e6)))
    // As in training, so that a net evaluated later gives the bits it gave then.
    Processor.flushDenormals()
    kernels = FastKernels(threads: threads)
    network = Self.makeNetwork(configuration, parameters, imageShape, batchSize: 1, kernels)
    start =
      configuration.centred == true
      ? Self.untrained(configuration, start: parameters.start, imageShape: imageShape, threads: threads) : nil
  }

  /// The net that a run begins with, and its answers as they are.
  ///
  /// - Parameter start: its weights, where no initialiser draws them.
  static func untrained(
    _ configuration: ReconstructionConfiguration, start: ParameterBuffer<Float>?, imageShape: ImageShape,
    threads: Int
  ) -> Predictor {
    var configuration = configuration
    configuration.centred = nil
    return Predictor(
      configuration, parameters: start ?? configuration.makeInitialParameters(),
      imageShape: imageShape, threads: threads)
  }

  /// The answer to every image of a batch; the result has the batch's shape.
  package func predict(_ batch: ImageBatch) -> ImageBatch {
    precondition(batch.shape == imageShape, "a batch of \(batch.shape) for a net of \(imageShape)")
    let outputs = outputs(batch)
    guard let start else { return outputs }
    return ImageBatch(
      shape: imageShape, values: zip(outputs.values, start.predict(batch).values).map { $0 - $1 })
  }

  /// f(x) of every image.
  private func outputs(_ batch: ImageBatch) -> ImageBatch {
    guard batch.count > largestBatch else {
      forward(batch.values, count: batch.count)
      return ImageBatch(shape: imageShape, values: network.output.array)
    }
    let part = largestBatch * imageShape.count
    var outputs: [Float] = []
    outputs.reserveCapacity(batch.values.count)
    for start in stride(from: 0, to: batch.values.count, by: part) {
      // The last part is filled up with zeros: a net of another batch size would have to be built for it.
      var values = Array(batch.values[start..<min(start + part, batch.values.count)])
      let used = values.count
      values += repeatElement(0, count: part - used)
      forward(values, count: largestBatch)
      outputs += network.output.array.prefix(used)
    }
    return ImageBatch(shape: imageShape, values: outputs)
  }

  /// The output of every weight layer and residual sum for one image, before or after its activation function; the last
  /// is the answer.
  package func trace(_ image: [Float], afterActivation: Bool = false) -> [LayerActivation] {
    forward(image, count: 1)
    var layers = zip(names, network.trace).map { name, layer in
      LayerActivation(
        name: name, shape: layer.shape, values: (afterActivation ? layer.activated : layer.values).array)
    }
    if start != nil, let output = layers.popLast() {
      let answer = predict(ImageBatch(shape: imageShape, values: image))
      layers.append(LayerActivation(name: output.name, shape: output.shape, values: answer.values))
    }
    return layers
  }

  private func forward(_ values: [Float], count: Int) {
    if network.batchSize != count {
      network = Self.makeNetwork(configuration, parameters, imageShape, batchSize: count, kernels)
    }
    network.input.copy(from: values)
    network.forward()
  }

  private static func makeNetwork(
    _ configuration: ReconstructionConfiguration, _ parameters: ParameterBuffer<Float>,
    _ imageShape: ImageShape,
    batchSize: Int, _ kernels: FastKernels
  ) -> Network<Float> {
    Network(
      architecture: configuration.network, activation: configuration.networkActivation,
      imageShape: imageShape,
      batchSize: batchSize, parameters: parameters, kernels: kernels, forTraining: false)
  }
}
