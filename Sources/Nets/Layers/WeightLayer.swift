/// A layer with weights and no bias: a convolution, [Cout, Cin, k, k], or a fully connected layer, [out, in].
///
/// For inference it applies a plan to the weights where they are. In training a ``WeightTraining`` holds and moves
/// them; ``StoredWeightTraining`` unless the kernels know a better way.
final class WeightLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let weights: UnsafeMutablePointer<Scalar>
  private let inference: any LayerPlan<Scalar>
  private let kernels: any Kernels<Scalar>
  private let input: LinearInput
  private var training: (any WeightTraining<Scalar>)?

  /// A convolution of stride 1 with zero padding "same".
  init(
    name: String, convolution shape: ConvolutionShape, weights: UnsafeMutablePointer<Scalar>,
    kernels: any Kernels<Scalar>
  ) {
    self.name = name
    outputShape = ImageShape(channels: shape.outputChannels, height: shape.height, width: shape.width)
    output = Buffer(count: shape.outputCount)
    self.weights = weights
    inference = kernels.makeConvolutionPlan(shape)
    self.kernels = kernels
    input = .arbitrary
  }

  /// A fully connected layer, y = W x for each of N vectors.
  ///
  /// `outputShape` gives the output's features their axes back; its count is the layer's out. `input` is what
  /// training may rely on.
  init(
    name: String, linear shape: LinearShape, input: LinearInput, outputShape: ImageShape,
    weights: UnsafeMutablePointer<Scalar>, kernels: any Kernels<Scalar>
  ) {
    precondition(outputShape.count == shape.outputFeatures, "\(outputShape) is not the output of \(shape)")
    self.name = name
    self.outputShape = outputShape
    output = Buffer(count: shape.outputCount)
    self.weights = weights
    inference = kernels.makeLinearPlan(shape)
    self.kernels = kernels
    self.input = input
  }

  var trace: [ActivationTrace<Scalar>] { [ActivationTrace(name: name, shape: outputShape, values: output)] }
  var weightLayers: [WeightLayer] { [self] }

  /// The arithmetic this layer planned, for listings.
  var plan: PlanDescription {
    PlanDescription(
      layer: name, shape: inference.shape.description, plan: training?.planName ?? inference.name,
      scratchBytes: training?.scratchBytes ?? inference.scratchBytes)
  }

  func forward(input: Buffer<Scalar>) {
    if let training {
      training.forward(input: input.pointer, output: output.pointer)
    } else {
      inference.forward(input: input.pointer, weights: weights, output: output.pointer)
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let training else { preconditionFailure("\(name) is not in training") }
    training.backward(
      input: input.pointer, outputGradient: outputGradient.pointer, inputGradient: inputGradient?.pointer,
      pass: pass)
  }
}

/// Training, handed on to whoever holds the weights.
extension WeightLayer {
  /// Starts training by an update from the weights as they are, with nothing remembered.
  func prepareTraining(update: WeightUpdate) {
    let special = (inference.shape as? LinearShape).flatMap { shape in
      kernels.makeLinearTraining(shape, weights: weights, update: update, input: input)
    }
    training =
      special ?? StoredWeightTraining(plan: inference, weights: weights, rule: update.rule, kernels: kernels)
  }

  func settle() { training?.settle() }

  var gradientSquares: Double { training?.gradientSquares ?? 0 }

  func applyHeldGradient(_ update: WeightUpdate, scale: Double) {
    training?.applyHeldGradient(update, scale: scale)
  }

  func writeHeldGradient(to target: UnsafeMutablePointer<Scalar>) {
    training?.writeHeldGradient(to: target)
  }

  /// Bytes of gradients held in a buffer of their own.
  var gradientBytes: Int { training?.gradientBytes ?? 0 }

  /// Bytes of scratch beyond what the kernels' plans share.
  var ownScratchBytes: Int {
    training is StoredWeightTraining<Scalar> ? 0 : training?.scratchBytes ?? 0
  }

  /// The training's state, each name after the layer's.
  var state: [TrainingState<Scalar>] {
    (training?.state ?? []).map {
      TrainingState(name: "\(name).\($0.name)", values: $0.values, domains: $0.domains)
    }
  }

  func stateWasRestored() { training?.stateWasRestored() }
}
