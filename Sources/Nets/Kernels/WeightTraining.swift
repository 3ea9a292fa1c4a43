/// How a layer's weights are held and moved while it is trained.
///
/// Between ``settle()`` and the next update the layer's place in the `ParameterBuffer` holds its weights; at other
/// times it need not. A training is made for weights that are in place, and nobody else changes them afterwards
/// except by restoring a checkpoint.
public protocol WeightTraining<Scalar>: AnyObject {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// What does the arithmetic, for listings.
  var planName: String { get }
  /// Bytes of scratch it uses, its `state` not among them.
  var scratchBytes: Int { get }
  /// Bytes of gradients that it has held in a buffer of their own.
  var gradientBytes: Int { get }
  /// Everything but the weights that the next steps depend on. The buffers are the training's own: to write to them
  /// is to restore, see ``stateWasRestored()``.
  var state: [TrainingState<Scalar>] { get }

  /// Overwrites `output`.
  func forward(input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>)

  /// Overwrites `inputGradient`, unless nil, and takes the weights' gradient to where `pass` says.
  func backward(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>?, pass: BackwardPass)

  /// Σ g² over the weights' gradient of the last backward pass that measured it.
  var gradientSquares: Double { get }

  /// Updates the weights with `scale` times the gradient that the last backward pass held, and with weight decay.
  func applyHeldGradient(_ update: WeightUpdate, scale: Double)

  /// Writes the gradient that the last backward pass held, in the weights' order.
  func writeHeldGradient(to target: UnsafeMutablePointer<Scalar>)

  /// Writes the weights to their place in the `ParameterBuffer`; later steps have the same bits as without.
  func settle()

  /// To be called after a checkpoint's weights and state were written over the ones here.
  func stateWasRestored()
}
