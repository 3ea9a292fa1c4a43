/// A network made for one image shape and one batch size, on weights that it shares with whoever holds them.
///
/// Two networks of different image or batch size may use the same ``ParameterBuffer``: that is how a net trained
/// at 28 × 28 is tested at 56 × 56. While one is trained, ``settle()`` brings the buffer up to date. All buffers are
/// allocated here and when training is prepared; a step allocates nothing.
public final class Network<Scalar: NetScalar> {
  /// Shape of one input image and, of whole nets that give images back, of one output image.
  public let imageShape: ImageShape
  /// Images in a batch, N.
  public let batchSize: Int
  /// The parameters.
  public let parameters: ParameterBuffer<Scalar>
  /// Input of the next forward pass, [N, C, H, W].
  public let input: Buffer<Scalar>
  /// Whether training never changes the input after its first step, on which a first layer's training may rely.
  public let inputIsFixed: Bool
  /// The gradient that ``computeInputGradient(outputGradient:)`` fills; nil where the network was made without.
  public let inputGradient: Buffer<Scalar>?
  private let root: Sequential<Scalar>
  private let trainedLayers: [any TrainedLayer<Scalar>]
  private let kernels: any Kernels<Scalar>

  /// Builds the layers of a net that gives images back.
  ///
  /// - Parameters:
  ///   - architecture: the net.
  ///   - activation: the function between its layers.
  ///   - imageShape: of its input and its output.
  ///   - batchSize: images in a batch, by default 1.
  ///   - parameters: weights whose layout is `architecture.parameterLayout(imageShape:)`, or of another image size
  ///     for a convolutional net.
  ///   - kernels: the arithmetic.
  ///   - forTraining: whether the gradients of activations are allocated.
  ///   - inputIsFixed: whether training sees one batch only, as it does by default, or a new one every step.
  ///   - layer: the name, as of ``trace``, of the layer or block whose output, before its activation function, is the
  ///     network's; what follows it is left out. Nil is the last.
  ///   - computeInputGradient: whether ``inputGradient`` is there.
  public convenience init(
    architecture: Architecture, activation: Activation, imageShape: ImageShape, batchSize: Int = 1,
    parameters: ParameterBuffer<Scalar>, kernels: any Kernels<Scalar>, forTraining: Bool,
    inputIsFixed: Bool = true, upTo layer: String? = nil, computeInputGradient: Bool = false
  ) {
    let layout = architecture.parameterLayout(imageShape: imageShape)
    precondition(
      layout == parameters.layout,
      "weights of \(parameters.layout.count) parameters do not fit \(architecture) on \(imageShape) (\(layout.count))"
    )
    let factory = LayerFactory(
      activation: activation, imageShape: imageShape, batchSize: batchSize, parameters: parameters,
      forTraining: forTraining, inputIsFixed: inputIsFixed, kernels: kernels)
    var layers = factory.makeLayers(architecture)
    if let layer {
      guard let path = Sequential(name: "network", layers: layers, forTraining: false).layers(upTo: layer)
      else { preconditionFailure("\(architecture) has no layer \(layer)") }
      layers = path
    }
    self.init(
      layers: layers, imageShape: imageShape, batchSize: batchSize,
      parameters: parameters, kernels: kernels, forTraining: forTraining, inputIsFixed: inputIsFixed,
      computeInputGradient: computeInputGradient)
  }

  /// Builds the layers of a classifier, whose output is [N, classes].
  ///
  /// - Parameters:
  ///   - classifier: the net.
  ///   - imageShape: of its input.
  ///   - batchSize: images in a batch.
  ///   - parameters: of the layout `classifier.parameterLayout(imageShape:)`.
  ///   - kernels: the arithmetic.
  ///   - forTraining: whether the gradients of activations are allocated.
  ///   - randomKey: of the masks of dropout, by convention `seed → "dropout"`: a layer's mask at a step is drawn under
  ///     `randomKey → layer name → step`.
  ///   - computeInputGradient: whether ``inputGradient`` is there.
  public convenience init(
    classifier: ClassifierArchitecture, imageShape: ImageShape, batchSize: Int,
    parameters: ParameterBuffer<Scalar>, kernels: any Kernels<Scalar>, forTraining: Bool,
    randomKey: RandomKey, computeInputGradient: Bool = false
  ) {
    let layout = classifier.parameterLayout(imageShape: imageShape)
    precondition(
      layout == parameters.layout,
      "\(parameters.layout.count) parameters do not fit \(classifier) on \(imageShape) (\(layout.count))")
    let factory = ClassifierFactory(
      architecture: classifier, batchSize: batchSize, parameters: parameters, forTraining: forTraining,
      dropoutKey: randomKey, kernels: kernels)
    self.init(
      layers: factory.makeLayers(imageShape: imageShape), imageShape: imageShape, batchSize: batchSize,
      parameters: parameters, kernels: kernels, forTraining: forTraining, inputIsFixed: false,
      computeInputGradient: computeInputGradient)
  }

  private init(
    layers: [any Layer<Scalar>], imageShape: ImageShape, batchSize: Int,
    parameters: ParameterBuffer<Scalar>, kernels: any Kernels<Scalar>, forTraining: Bool,
    inputIsFixed: Bool, computeInputGradient: Bool = false
  ) {
    self.imageShape = imageShape
    self.batchSize = batchSize
    self.parameters = parameters
    self.kernels = kernels
    self.inputIsFixed = inputIsFixed
    input = Buffer(count: batchSize * imageShape.count)
    inputGradient = computeInputGradient ? Buffer(count: input.count) : nil
    root = Sequential(name: "network", layers: layers, forTraining: forTraining)
    trainedLayers = root.trainedLayers
  }

  /// The last forward pass's result, [N, C, H, W] or [N, classes].
  public var output: Buffer<Scalar> { root.output }

  /// Shape of the output for one image.
  public var outputShape: ImageShape { root.outputShape }

  /// Every weight layer's output before and after its activation function, in order, from the last forward pass;
  /// residual blocks add their sum.
  public var trace: [ActivationTrace<Scalar>] { root.trace }

  /// The plan of every weight layer.
  public var plans: [PlanDescription] { trainedLayers.compactMap { ($0 as? WeightLayer<Scalar>)?.plan } }

  /// Floating-point operations of a training step as direct sums do them: two a multiplication of each layer's three
  /// products, of which the first layer needs only two.
  public var operationsPerStep: Double {
    let products = plans.map { 2 * Double($0.multiplications) }
    return 3 * products.reduce(0, +) - (products.first ?? 0)
  }

  /// Bytes of the input, of every layer's activations and, for training, of the gradients between layers.
  public var activationBytes: Int {
    input.byteCount + (inputGradient?.byteCount ?? 0) + root.activationBytes
  }

  /// Bytes of scratch: what the kernels' plans share and what layers in training have of their own.
  public var scratchBytes: Int {
    kernels.scratchBytes + trainedLayers.map { $0.ownScratchBytes }.reduce(0, +)
  }

  /// Bytes of gradients by the weights that are held in buffers.
  public var gradientBytes: Int { trainedLayers.map { $0.gradientBytes }.reduce(0, +) }

  /// Computes `output` of `input`.
  ///
  /// - Parameter mode: by default that of asking the net.
  public func forward(mode: ForwardMode = .evaluation) {
    root.forward(input: input, mode: mode)
  }

  /// Fills ``inputGradient`` with a loss's gradient by the input, of that by the outputs; after `forward(mode:)`.
  ///
  /// The network was made with `forTraining`. Parameters and what training remembers of them stay as they are.
  public func computeInputGradient(outputGradient: Buffer<Scalar>) {
    backward(
      outputGradient: outputGradient,
      pass: BackwardPass(update: nil, measuresGradient: false, wantsParameters: false))
  }

  /// Writes the weights to `parameters`, where training may hold them elsewhere; later steps stay the same.
  public func settle() {
    for layer in trainedLayers { layer.settle() }
  }

  /// Takes the weights as they are and starts training by an update, of which each step names the rate.
  ///
  /// - Parameter inPlace: whether the weights must be in `parameters` at every step.
  func prepareTraining(update: WeightUpdate, inPlace: Bool) {
    settle()
    for layer in trainedLayers { layer.prepareTraining(update: update, inPlace: inPlace) }
  }

  /// Propagates the loss's gradient by `output`, after `forward()`, and updates weights or holds their gradients.
  func backward(outputGradient: Buffer<Scalar>, pass: BackwardPass) {
    root.backward(
      input: input, outputGradient: outputGradient,
      inputGradient: pass.wantsParameters ? nil : inputGradient, pass: pass)
  }

  /// The Euclidean norm of all weights' gradient, of the last backward pass that measured it.
  var gradientNorm: Double {
    var squares = 0.0
    for layer in trainedLayers { squares += layer.gradientSquares }
    return squares.squareRoot()
  }

  /// Updates all weights with `scale` times the gradients that the last backward pass held.
  func applyHeldGradients(_ update: WeightUpdate, scale: Double) {
    for layer in trainedLayers { layer.applyHeldGradient(update, scale: scale) }
  }

  /// The gradients that the last backward pass held, in the parameters' order; 0 of what is not trained.
  func heldGradients() -> ParameterBuffer<Scalar> {
    let gradients = ParameterBuffer<Scalar>(layout: parameters.layout)
    writeHeldGradients(to: gradients)
    return gradients
  }

  /// Overwrites those of the trained parameters among `gradients` with what the last backward pass held.
  func writeHeldGradients(to gradients: ParameterBuffer<Scalar>) {
    let first = parameters.values.pointer
    for layer in trainedLayers { layer.writeHeldGradients { gradients.values.pointer + ($0 - first) } }
  }

  /// What training keeps beside the weights, each name after its layer's.
  var trainingState: [TrainingState<Scalar>] { trainedLayers.flatMap { $0.state } }

  /// To be called after weights and `trainingState` were overwritten with a checkpoint's.
  func stateWasRestored() {
    for layer in trainedLayers { layer.stateWasRestored() }
  }
}
