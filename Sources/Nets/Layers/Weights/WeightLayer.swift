/// A layer with weights: a convolution, [Cout, Cin, k, k], or a fully connected layer, [out, in]; with a bias or without.
///
/// For inference it applies a plan to the weights where they are. In training a ``WeightTraining`` holds and moves
/// them; ``StoredWeightTraining`` unless the kernels know a better way.
final class WeightLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let weights: UnsafeMutablePointer<Scalar>
  private let isNonNegative: Bool
  private let bias: VectorTraining<Scalar>?
  private let inference: any LayerPlan<Scalar>
  private let kernels: any Kernels<Scalar>
  private let input: LinearInput
  private var training: (any WeightTraining<Scalar>)?

  /// A convolution with zero padding "same".
  ///
  /// - Parameters:
  ///   - bias: where the outputs' channels have theirs; nil is none.
  ///   - isNonNegative: whether weights that an update makes negative are made positive again.
  init(
    name: String, convolution shape: ConvolutionShape, weights: UnsafeMutablePointer<Scalar>,
    bias: UnsafeMutablePointer<Scalar>? = nil, isNonNegative: Bool = false, kernels: any Kernels<Scalar>
  ) {
    self.name = name
    outputShape = ImageShape(
      channels: shape.outputChannels, height: shape.outputHeight, width: shape.outputWidth)
    output = Buffer(count: shape.outputCount)
    self.weights = weights
    self.isNonNegative = isNonNegative
    self.bias = bias.map {
      VectorTraining(name: name + ".bias", values: $0, count: shape.weightRows, kernels: kernels)
    }
    inference = kernels.makeConvolutionPlan(shape)
    self.kernels = kernels
    input = .arbitrary
  }

  /// A fully connected layer, y = W x + b for each of N vectors.
  ///
  /// `outputShape` gives the output's features their axes back; its count is the layer's out. `input` is what
  /// training may rely on. `bias` and `isNonNegative` as of a convolution.
  init(
    name: String, linear shape: LinearShape, input: LinearInput, outputShape: ImageShape,
    weights: UnsafeMutablePointer<Scalar>, bias: UnsafeMutablePointer<Scalar>? = nil,
    isNonNegative: Bool = false, kernels: any Kernels<Scalar>
  ) {
    precondition(outputShape.count == shape.outputFeatures, "\(outputShape) is not the output of \(shape)")
    self.name = name
    self.outputShape = outputShape
    output = Buffer(count: shape.outputCount)
    self.weights = weights
    self.isNonNegative = isNonNegative
    self.bias = bias.map {
      VectorTraining(name: name + ".bias", values: $0, count: shape.weightRows, kernels: kernels)
    }
    inference = kernels.makeLinearPlan(shape)
    self.kernels = kernels
    self.input = input
  }

  var trace: [ActivationTrace<Scalar>] { [ActivationTrace(name: name, shape: outputShape, values: output)] }
  var trainedLayers: [any TrainedLayer<Scalar>] { [self] }

  /// The arithmetic this layer planned, for listings.
  var plan: PlanDescription {
    PlanDescription(
      layer: name, shape: inference.shape.description, plan: training?.planName ?? inference.name,
      multiplications: inference.shape.multiplications,
      scratchBytes: training?.scratchBytes ?? inference.scratchBytes)
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    if let training {
      training.forward(input: input.pointer, output: output.pointer)
    } else {
      inference.forward(
        input: input.pointer, weights: weights, bias: bias.map { UnsafePointer($0.values) },
        output: output.pointer)
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let training else {
      precondition(!pass.wantsParameters, "\(name) is not in training")
      if let inputGradient {
        inference.inputGradient(
          outputGradient: outputGradient.pointer, weights: weights, inputGradient: inputGradient.pointer)
      }
      return
    }
    training.backward(
      input: input.pointer, outputGradient: outputGradient.pointer, inputGradient: inputGradient?.pointer,
      pass: pass)
    guard pass.wantsParameters else { return }
    if let bias {
      inference.biasGradient(outputGradient: outputGradient.pointer, into: bias.gradient.pointer)
      bias.take(pass)
    }
    if pass.update != nil { keepNonNegative() }
  }

  private func keepNonNegative() {
    if isNonNegative { kernels.makeNonNegative(weights, count: inference.shape.weightCount) }
  }
}

/// Training, handed on to whoever holds the weights.
extension WeightLayer: TrainedLayer {
  func prepareTraining(update: WeightUpdate, inPlace: Bool) {
    bias?.prepare(update)
    let isPlain = bias == nil && !isNonNegative && !inPlace
    let special =
      isPlain
      ? (inference.shape as? LinearShape).flatMap { shape in
        kernels.makeLinearTraining(shape, weights: weights, update: update, input: input)
      } : nil
    training =
      special
      ?? StoredWeightTraining(
        plan: inference, weights: weights, bias: bias.map { UnsafePointer($0.values) }, rule: update.rule,
        kernels: kernels)
  }

  func settle() { training?.settle() }

  var gradientSquares: Double { (training?.gradientSquares ?? 0) + (bias?.gradientSquares ?? 0) }

  func applyHeldGradient(_ update: WeightUpdate, scale: Double) {
    training?.applyHeldGradient(update, scale: scale)
    bias?.apply(update, scale: scale)
    keepNonNegative()
  }

  func writeHeldGradients(_ place: (UnsafeMutablePointer<Scalar>) -> UnsafeMutablePointer<Scalar>) {
    training?.writeHeldGradient(to: place(weights))
    if let bias { place(bias.values).update(from: bias.gradient.pointer, count: bias.gradient.count) }
  }

  var gradientBytes: Int { (training?.gradientBytes ?? 0) + (bias?.gradient.byteCount ?? 0) }

  var ownScratchBytes: Int {
    training is StoredWeightTraining<Scalar> ? 0 : training?.scratchBytes ?? 0
  }

  var state: [TrainingState<Scalar>] {
    let weights = (training?.state ?? []).map {
      TrainingState(name: "\(name).\($0.name)", values: $0.values, domains: $0.domains)
    }
    return weights + (bias?.state ?? [])
  }

  func stateWasRestored() { training?.stateWasRestored() }
}
