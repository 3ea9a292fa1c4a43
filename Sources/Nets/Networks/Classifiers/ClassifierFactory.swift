/// Makes the layers of a classifier for one image shape, batch size and block of parameters.
struct ClassifierFactory<Scalar: NetScalar> {
  let architecture: ClassifierArchitecture
  let batchSize: Int
  let parameters: ParameterBuffer<Scalar>
  let forTraining: Bool
  let dropoutKey: RandomKey
  let kernels: any Kernels<Scalar>

  /// The layers in order, for images of a shape.
  func makeLayers(imageShape: ImageShape) -> [any Layer<Scalar>] {
    var shape = imageShape
    return architecture.stages.flatMap { stage in
      defer { shape = stage.outputShape(of: shape) }
      return makeLayers(stage, input: shape)
    }
  }

  private func makeLayers(_ stage: ClassifierStage, input: ImageShape) -> [any Layer<Scalar>] {
    switch stage {
    case .convolution(let name, let channels, let kernelSize, let stride):
      return makeHiddenLayers(
        makeConvolution(name, channels: channels, kernelSize: kernelSize, stride: stride, input: input))
    case .linear(let name, let features, let isNonNegative):
      return makeHiddenLayers(
        makeLinear(name, features: features, isNonNegative: isNonNegative, input: input))
    case .logits(let name, let classes, let isNonNegative):
      return [makeLinear(name, features: classes, isNonNegative: isNonNegative, input: input)]
    case .maxPool(let name):
      let shape = PoolingShape(
        batch: batchSize, channels: input.channels, height: input.height, width: input.width)
      return [MaxPoolLayer(name: name, shape: shape, kernels: kernels)]
    case .responseNormalization(let name):
      return [
        ResponseNormalizationLayer(
          name: name, constants: ResponseNormalization(), shape: input, batch: batchSize, kernels: kernels)
      ]
    case .meanPool(let name):
      return [GlobalMeanPoolLayer(name: name, shape: input, batch: batchSize, kernels: kernels)]
    case .dropout(let name):
      if architecture.dropout == 0 { return [] }
      return [
        DropoutLayer(
          name: name, rate: architecture.dropout, key: dropoutKey, shape: input, batch: batchSize,
          kernels: kernels)
      ]
    case .branches(let name, let stages):
      let branches = stages.enumerated().map { index, stage in
        Sequential(
          name: "\(name).\(index)", layers: makeLayers(stage, input: input), forTraining: forTraining)
      }
      return [
        ConcatenationBlock(
          name: name, inputShape: input, batch: batchSize, branches: branches, forTraining: forTraining,
          kernels: kernels)
      ]
    }
  }

  /// A weight layer with the batch normalisation and the activation function that the architecture has.
  private func makeHiddenLayers(_ layer: WeightLayer<Scalar>) -> [any Layer<Scalar>] {
    let shape = layer.outputShape
    var layers: [any Layer<Scalar>] = [layer]
    // A net that is only asked keeps what its activation functions were given.
    var rectifies = false
    let norm = layer.name + ".norm"
    if let shift = place(norm + ".bias"), let mean = place(norm + ".running_mean"),
      let variance = place(norm + ".running_var")
    {
      rectifies = forTraining && architecture.activation == .relu
      layers.append(
        BatchNormalizationLayer(
          name: norm, shape: shape, batch: batchSize, scale: place(norm + ".weight"), shift: shift,
          runningMean: mean, runningVariance: variance, rectifies: rectifies, kernels: kernels))
    }
    if architecture.activation != .linear && !rectifies {
      layers.append(
        ActivationLayer(
          name: layer.name + "." + architecture.activation.rawValue, activation: architecture.activation,
          shape: shape, batch: batchSize, kernels: kernels))
    }
    return layers
  }

  private func makeConvolution(
    _ name: String, channels: Int, kernelSize: Int, stride: Int, input: ImageShape
  ) -> WeightLayer<Scalar> {
    WeightLayer(
      name: name,
      convolution: ConvolutionShape(
        batch: batchSize, inputChannels: input.channels, outputChannels: channels, height: input.height,
        width: input.width, kernelSize: kernelSize, stride: stride),
      weights: weights(name), bias: place(name + ".bias"), kernels: kernels)
  }

  private func makeLinear(
    _ name: String, features: Int, isNonNegative: Bool, input: ImageShape
  ) -> WeightLayer<Scalar> {
    WeightLayer(
      name: name,
      linear: LinearShape(batch: batchSize, inputFeatures: input.count, outputFeatures: features),
      input: .arbitrary, outputShape: ImageShape(channels: features, height: 1, width: 1),
      weights: weights(name), bias: place(name + ".bias"), isNonNegative: isNonNegative, kernels: kernels)
  }

  private func weights(_ name: String) -> UnsafeMutablePointer<Scalar> {
    guard let weights = place(name + ".weight") else { preconditionFailure("\(name) has no weights") }
    return weights
  }

  /// Where a tensor of the parameters lies; nil where there is none of this name.
  private func place(_ name: String) -> UnsafeMutablePointer<Scalar>? {
    parameters.layout.entries.first { $0.name == name }.map { parameters.pointer(to: $0) }
  }
}
