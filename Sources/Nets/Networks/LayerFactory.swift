/// Makes the layers of an architecture for one image shape, batch size and block of weights, and says of each what
/// its input is: training may rely on that.
struct LayerFactory<Scalar: NetScalar> {
  let activation: Activation
  let imageShape: ImageShape
  let batchSize: Int
  let parameters: ParameterBuffer<Scalar>
  let forTraining: Bool
  let inputIsFixed: Bool
  let kernels: any Kernels<Scalar>

  /// The layers in order.
  func makeLayers(_ architecture: Architecture) -> [any Layer<Scalar>] {
    let entries = parameters.layout.entries
    switch architecture {
    case .fcn, .cnn:
      return entries.enumerated().flatMap { index, entry in
        let input = index == 0 ? networkInput : activatedInput
        return index == entries.count - 1
          ? [makeWeightLayer(entry, input: input)] : makeActivatedLayer(entry, input: input)
      }
    case .resnet:
      return stride(from: 0, to: entries.count, by: 2).map { index in
        makeBlock(
          makeActivatedLayer(entries[index], input: index == 0 ? networkInput : sumInput)
            + makeActivatedLayer(entries[index + 1], input: activatedInput), index / 2, imageShape)
      }
    case .resnetConv(_, let width, _):
      let hidden = ImageShape(channels: width, height: imageShape.height, width: imageShape.width)
      let blocks: [any Layer<Scalar>] = stride(from: 1, to: entries.count - 1, by: 2).map { index in
        makeBlock(
          makeActivatedLayer(entries[index], input: index == 1 ? activatedInput : sumInput)
            + [makeWeightLayer(entries[index + 1], input: activatedInput)], index / 2, hidden)
      }
      let last = entries.count - 1
      return makeActivatedLayer(entries[0], input: networkInput) + blocks
        + [makeWeightLayer(entries[last], input: blocks.isEmpty ? activatedInput : sumInput)]
    }
  }

  /// What the network is given.
  private var networkInput: LinearInput { inputIsFixed ? .fixed : .arbitrary }

  /// What comes out of the activation function.
  private var activatedInput: LinearInput { activation == .relu ? .rectified : .arbitrary }

  /// What comes out of a residual block.
  private var sumInput: LinearInput { .arbitrary }

  private func makeBlock(
    _ branch: [any Layer<Scalar>], _ index: Int, _ shape: ImageShape
  ) -> any Layer<Scalar> {
    ResidualBlock(
      name: "blocks.\(index)", inputShape: shape,
      branch: Sequential(name: "blocks.\(index).branch", layers: branch, forTraining: forTraining),
      kernels: kernels)
  }

  private func makeActivatedLayer(_ entry: ParameterEntry, input: LinearInput) -> [any Layer<Scalar>] {
    let layer = makeWeightLayer(entry, input: input)
    if activation == .linear { return [layer] }
    return [
      layer,
      ActivationLayer(
        name: layer.name + "." + activation.rawValue, activation: activation, shape: layer.outputShape,
        batch: batchSize, kernels: kernels),
    ]
  }

  /// A convolution where the weights have four axes, otherwise a fully connected layer; a convolution's training relies
  /// on nothing.
  private func makeWeightLayer(_ entry: ParameterEntry, input: LinearInput) -> any Layer<Scalar> {
    let name = String(entry.name.dropLast(".weight".count))
    let weights = parameters.pointer(to: entry)
    let (outputs, inputs) = (entry.dimensions[0], entry.dimensions[1])
    if entry.dimensions.count == 4 {
      return WeightLayer(
        name: name,
        convolution: ConvolutionShape(
          batch: batchSize, inputChannels: inputs, outputChannels: outputs, height: imageShape.height,
          width: imageShape.width, kernelSize: entry.dimensions[2]),
        weights: weights, kernels: kernels)
    }
    // A layer that gives as many features as the image has pixels is drawn as an image.
    let outputShape =
      outputs == imageShape.count ? imageShape : ImageShape(channels: outputs, height: 1, width: 1)
    return WeightLayer(
      name: name,
      linear: LinearShape(batch: batchSize, inputFeatures: inputs, outputFeatures: outputs),
      input: input, outputShape: outputShape, weights: weights, kernels: kernels)
  }
}
