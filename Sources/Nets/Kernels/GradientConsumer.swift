/// Where a layer's weight gradient goes, piece by piece as a kernel makes it: into a buffer, or through an update
/// rule straight into the weights, so that no gradient is ever stored.
///
/// A piece covers whole rows of the weights or lies inside one row; the pieces of one row arrive in order. They may
/// come from several threads.
public struct GradientConsumer<Scalar: NetScalar> {
  /// What is done with the gradient.
  public enum Target {
    /// Stored, in the weights' order.
    case buffer(UnsafeMutablePointer<Scalar>)
    /// Moves the weights at once; the moments that the rule has are in the weights' order.
    case weights(
      UnsafeMutablePointer<Scalar>, WeightUpdate, first: UnsafeMutablePointer<Scalar>?,
      second: UnsafeMutablePointer<Scalar>?)
  }

  /// What is done with the gradient.
  public var target: Target
  /// Weights of one output.
  public var rowLength: Int
  /// Unless nil, where the squares of each row's gradient are added up, an output each: as it comes, before weight decay.
  public var rowSquares: UnsafeMutablePointer<Double>?

  /// Makes a consumer of a layer's gradient.
  public init(target: Target, rowLength: Int, rowSquares: UnsafeMutablePointer<Double>? = nil) {
    self.target = target
    self.rowLength = rowLength
    self.rowSquares = rowSquares
  }
}
