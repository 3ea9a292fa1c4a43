/// What a training minimises, as far as it knows more than a network's outputs.
public protocol Objective<Scalar>: AnyObject {
  /// The number type of activations.
  associatedtype Scalar: NetScalar

  /// Where the labels of a batch are to be written, one an image; nil where it has none.
  var labels: UnsafeMutablePointer<Int32>? { get }

  /// Bytes of the buffers it holds.
  var byteCount: Int { get }

  /// Takes note of a batch's images, [N, C, H, W], before anything is done to them.
  func batchWasPlaced(_ inputs: Buffer<Scalar>)

  /// The loss of a network's output; overwrites `gradient` with its gradient by it.
  func lossAndGradient(output: Buffer<Scalar>, gradient: Buffer<Scalar>) -> Double
}
