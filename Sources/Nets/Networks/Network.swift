/// A network made for one image shape and one batch size, on weights that it shares with whoever holds them.
///
/// Two networks of different image or batch size may use the same ``ParameterBuffer``: that is how a net trained
/// at 28 × 28 is tested at 56 × 56. While one is trained, ``settle()`` brings the buffer up to date. All buffers are
/// allocated here and when training is prepared; a step allocates nothing.
public final class Network<Scalar: NetScalar> {
  /// Shape of one input image and, for all nets of the lab, of one output image.
  public let imageShape: ImageShape
  /// Images in a batch, N.
  public let batchSize: Int
  /// The weights.
  public let parameters: ParameterBuffer<Scalar>
  /// Input of the next forward pass, [N, C, H, W].
  public let input: Buffer<Scalar>
  /// Whether training never changes the input after its first step, on which a first layer's training may rely.
  public let inputIsFixed: Bool
  private let root: Sequential<Scalar>
  private let weightLayers: [WeightLayer<Scalar>]
  private let kernels: any Kernels<Scalar>

  /// Builds the layers.
  ///
  /// - Parameters:
  ///   - parameters: weights whose layout is `architecture.parameterLayout(imageShape:)`, or of another image size
  ///     for a convolutional net.
  ///   - forTraining: whether the gradients of activations are allocated.
  ///   - inputIsFixed: whether training sees one batch only, as it does by default, or a new one every step.
  public init(
    architecture: Architecture, activation: Activation, imageShape: ImageShape, batchSize: Int = 1,
    parameters: ParameterBuffer<Scalar>, kernels: any Kernels<Scalar>, forTraining: Bool,
    inputIsFixed: Bool = true
  ) {
    let layout = architecture.parameterLayout(imageShape: imageShape)
    precondition(
      layout == parameters.layout,
      "weights of \(parameters.layout.count) parameters do not fit \(architecture) on \(imageShape) (\(layout.count))"
    )
    self.imageShape = imageShape
    self.batchSize = batchSize
    self.parameters = parameters
    self.kernels = kernels
    self.inputIsFixed = inputIsFixed
    input = Buffer(count: batchSize * imageShape.count)
    let factory = LayerFactory(
      activation: activation, imageShape: imageShape, batchSize: batchSize, parameters: parameters,
      forTraining: forTraining, inputIsFixed: inputIsFixed, kernels: kernels)
    root = Sequential(name: "network", layers: factory.makeLayers(architecture), forTraining: forTraining)
    weightLayers = root.weightLayers
  }

  /// The last forward pass's result, [N, C, H, W].
  public var output: Buffer<Scalar> { root.output }

  /// Every weight layer's output before and after its activation function, in order, from the last forward pass;
  /// residual blocks add their sum.
  public var trace: [ActivationTrace<Scalar>] { root.trace }

  /// The plan of every weight layer.
  public var plans: [PlanDescription] { weightLayers.map(\.plan) }

  /// Bytes of the input, of every layer's activations and, for training, of the gradients between layers.
  public var activationBytes: Int { input.byteCount + root.activationBytes }

  /// Bytes of scratch: what the kernels' plans share and what layers in training have of their own.
  public var scratchBytes: Int {
    kernels.scratchBytes + weightLayers.map(\.ownScratchBytes).reduce(0, +)
  }

  /// Bytes of gradients by the weights that are held in buffers.
  public var gradientBytes: Int { weightLayers.map(\.gradientBytes).reduce(0, +) }

  /// Computes `output` of `input`.
  public func forward() {
    root.forward(input: input)
  }

  /// Writes the weights to `parameters`, where training may hold them elsewhere; later steps stay the same.
  public func settle() {
    for layer in weightLayers { layer.settle() }
  }

  /// Takes the weights as they are and starts training by an update, of which each step names the rate.
  func prepareTraining(update: WeightUpdate) {
    settle()
    for layer in weightLayers { layer.prepareTraining(update: update) }
  }

  /// Propagates the loss's gradient by `output`, after `forward()`, and updates weights or holds their gradients.
  func backward(outputGradient: Buffer<Scalar>, pass: BackwardPass) {
    root.backward(input: input, outputGradient: outputGradient, inputGradient: nil, pass: pass)
  }

  /// The Euclidean norm of all weights' gradient, of the last backward pass that measured it.
  var gradientNorm: Double {
    var squares = 0.0
    for layer in weightLayers { squares += layer.gradientSquares }
    return squares.squareRoot()
  }

  /// Updates all weights with `scale` times the gradients that the last backward pass held.
  func applyHeldGradients(_ update: WeightUpdate, scale: Double) {
    for layer in weightLayers { layer.applyHeldGradient(update, scale: scale) }
  }

  /// The gradients that the last backward pass held, in the weights' order.
  func heldGradients() -> ParameterBuffer<Scalar> {
    let gradients = ParameterBuffer<Scalar>(layout: parameters.layout)
    for (layer, entry) in zip(weightLayers, parameters.layout.entries) {
      layer.writeHeldGradient(to: gradients.pointer(to: entry))
    }
    return gradients
  }

  /// What training keeps beside the weights, each name after its layer's.
  var trainingState: [TrainingState<Scalar>] { weightLayers.flatMap(\.state) }

  /// To be called after weights and `trainingState` were overwritten with a checkpoint's.
  func stateWasRestored() {
    for layer in weightLayers { layer.stateWasRestored() }
  }
}
