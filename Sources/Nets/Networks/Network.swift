/// A network made for one image shape and one batch size, on weights that it shares with whoever holds them.
///
/// Two networks of different image or batch size may use the same ``ParameterBuffer``: that is how a net trained
/// at 28 × 28 is tested at 56 × 56. All buffers are allocated here; a step allocates nothing.
public final class Network<Scalar: NetScalar> {
  /// Shape of one input image and, for all nets of the lab, of one output image.
  public let imageShape: ImageShape
  /// Images in a batch, N.
  public let batchSize: Int
  /// The weights.
  public let parameters: ParameterBuffer<Scalar>
  /// dL/dw, in the weights' order; nil for a network made for inference.
  public let gradients: ParameterBuffer<Scalar>?
  /// Input of the next forward pass, [N, C, H, W].
  public let input: Buffer<Scalar>
  private let root: Sequential<Scalar>

  /// Builds the layers.
  ///
  /// - Parameters:
  ///   - parameters: weights whose layout is `architecture.parameterLayout(imageShape:)`, or of another image size
  ///     for a convolutional net.
  ///   - forTraining: whether gradients, as large as the weights, are allocated.
  public init(
    architecture: Architecture, activation: Activation, imageShape: ImageShape, batchSize: Int = 1,
    parameters: ParameterBuffer<Scalar>, kernels: any Kernels<Scalar>, forTraining: Bool
  ) {
    let layout = architecture.parameterLayout(imageShape: imageShape)
    precondition(
      layout == parameters.layout,
      "weights of \(parameters.layout.count) parameters do not fit \(architecture) on \(imageShape) (\(layout.count))"
    )
    self.imageShape = imageShape
    self.batchSize = batchSize
    self.parameters = parameters
    gradients = forTraining ? ParameterBuffer(layout: layout) : nil
    input = Buffer(count: batchSize * imageShape.count)
    let factory = LayerFactory(
      activation: activation, imageShape: imageShape, batchSize: batchSize, parameters: parameters,
      gradients: gradients, kernels: kernels)
    root = Sequential(name: "network", layers: factory.makeLayers(architecture), forTraining: forTraining)
  }

  /// The last forward pass's result, [N, C, H, W].
  public var output: Buffer<Scalar> { root.output }

  /// Every weight layer's output before its activation function, in order, from the last forward pass;
  /// residual blocks add their sum.
  public var trace: [ActivationTrace<Scalar>] { root.trace }

  /// The plan of every weight layer.
  public var plans: [PlanDescription] { root.plans }

  /// Bytes of the input, of every layer's activations and, for training, of the gradients between layers.
  public var activationBytes: Int { input.byteCount + root.activationBytes }

  /// Computes `output` of `input`.
  public func forward() {
    root.forward(input: input)
  }

  /// Overwrites `gradients` with the loss's, given its gradient by `output`, after `forward()`.
  public func backward(outputGradient: Buffer<Scalar>) {
    root.backward(input: input, outputGradient: outputGradient, inputGradient: nil)
  }
}

/// Makes the layers of an architecture for one image shape, batch size and block of weights.
struct LayerFactory<Scalar: NetScalar> {
  let activation: Activation
  let imageShape: ImageShape
  let batchSize: Int
  let parameters: ParameterBuffer<Scalar>
  let gradients: ParameterBuffer<Scalar>?
  let kernels: any Kernels<Scalar>

  func makeLayers(_ architecture: Architecture) -> [any Layer<Scalar>] {
    let entries = parameters.layout.entries
    switch architecture {
    case .fcn, .cnn:
      return entries.enumerated().flatMap { index, entry in
        index == entries.count - 1 ? [makeWeightLayer(entry)] : makeActivatedLayer(entry)
      }
    case .resnet:
      return stride(from: 0, to: entries.count, by: 2).map { index in
        makeBlock(
          makeActivatedLayer(entries[index]) + makeActivatedLayer(entries[index + 1]), index / 2, imageShape)
      }
    case .resnetConv(_, let width, _):
      let hidden = ImageShape(channels: width, height: imageShape.height, width: imageShape.width)
      let blocks: [any Layer<Scalar>] = stride(from: 1, to: entries.count - 1, by: 2).map { index in
        makeBlock(
          makeActivatedLayer(entries[index]) + [makeWeightLayer(entries[index + 1])], index / 2, hidden)
      }
      return makeActivatedLayer(entries[0]) + blocks + [makeWeightLayer(entries[entries.count - 1])]
    }
  }

  private func makeBlock(
    _ branch: [any Layer<Scalar>], _ index: Int, _ shape: ImageShape
  ) -> any Layer<Scalar> {
    ResidualBlock(
      name: "blocks.\(index)", inputShape: shape,
      branch: Sequential(name: "blocks.\(index).branch", layers: branch, forTraining: gradients != nil))
  }

  private func makeActivatedLayer(_ entry: ParameterEntry) -> [any Layer<Scalar>] {
    let layer = makeWeightLayer(entry)
    if activation == .linear { return [layer] }
    return [
      layer,
      ActivationLayer(
        name: layer.name + "." + activation.rawValue, activation: activation, shape: layer.outputShape,
        batch: batchSize),
    ]
  }

  private func makeWeightLayer(_ entry: ParameterEntry) -> any Layer<Scalar> {
    let name = String(entry.name.dropLast(".weight".count))
    let weight = Weight(values: parameters.pointer(to: entry), gradient: gradients?.pointer(to: entry))
    let (out, input) = (entry.dimensions[0], entry.dimensions[1])
    if entry.dimensions.count == 4 {
      return Conv2d(
        name: name,
        shape: ConvolutionShape(
          batch: batchSize, inputChannels: input, outputChannels: out, height: imageShape.height,
          width: imageShape.width, kernelSize: entry.dimensions[2]),
        weight: weight, kernels: kernels)
    }
    // A layer that gives as many features as the image has pixels is drawn as an image.
    let outputShape = out == imageShape.count ? imageShape : ImageShape(channels: out, height: 1, width: 1)
    return Linear(
      name: name, shape: LinearShape(batch: batchSize, inputFeatures: input, outputFeatures: out),
      outputShape: outputShape, weight: weight, kernels: kernels)
  }
}
