/// A step of a network: it makes an output of its input, and of the loss's gradient by the output that by the input.
///
/// What becomes of the parameters' gradients is a ``BackwardPass``'s to say.
/// A layer is made for one batch size and one input shape and allocates its buffers then. `backward` follows the
/// `forward` of the same input.
protocol Layer<Scalar>: AnyObject {
  associatedtype Scalar: NetScalar

  /// Name in PyTorch's manner, such as `layers.3`.
  var name: String { get }
  /// Shape of one image of the output.
  var outputShape: ImageShape { get }
  /// The last forward pass's result, [N, C, H, W].
  var output: Buffer<Scalar> { get }
  /// What a reader of the activations sees of this layer, in order: (name, shape of an image, values).
  var trace: [ActivationTrace<Scalar>] { get }
  /// The layers with parameters in this one, itself or those inside it, in order.
  var trainedLayers: [any TrainedLayer<Scalar>] { get }
  /// Bytes of the buffers this layer holds for activations and their gradients; its plan's scratch is not among them.
  var activationBytes: Int { get }

  /// The layers that lead from this one's input to the output called `name`, this one or those inside it; nil of none.
  func layers(upTo name: String) -> [any Layer<Scalar>]?

  /// Computes `output`.
  func forward(input: Buffer<Scalar>, mode: ForwardMode)

  /// Overwrites `inputGradient`, where it is wanted, then updates the parameters or holds their gradients.
  ///
  /// The first layer of a network is mostly given nil for `inputGradient`: nobody reads it.
  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass)
}

extension Layer {
  /// A layer without parts holds its output.
  var activationBytes: Int { output.byteCount }

  /// Most layers have no parameters.
  var trainedLayers: [any TrainedLayer<Scalar>] { [] }

  /// A layer without parts has one output.
  func layers(upTo name: String) -> [any Layer<Scalar>]? { name == self.name ? [self] : nil }

  /// Most layers have nothing to show.
  var trace: [ActivationTrace<Scalar>] { [] }
}
