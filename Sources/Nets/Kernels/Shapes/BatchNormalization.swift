/// What batch normalisation makes of a channel: y = (x − mean) / √(variance + ε) · scale + shift; one number a channel.
///
/// In training, mean and variance are the batch's; in evaluation, those that training kept.
/// Source: Ioffe, Szegedy, "Batch Normalization", ICML 2015, arXiv 1502.03167.
public struct BatchNormalization<Scalar: NetScalar> {
  /// The means, C.
  public let mean: UnsafeMutablePointer<Scalar>
  /// The variances, C, each a mean of squares.
  public let variance: UnsafeMutablePointer<Scalar>
  /// The factors, C; nil is 1.
  public let scale: UnsafePointer<Scalar>?
  /// The summands, C.
  public let shift: UnsafePointer<Scalar>
  /// What keeps the root from 0: PyTorch's 1e-5.
  public let epsilon: Double
  /// Whether a ReLU follows at once: y is its output, and dy the gradient by that.
  public let rectifies: Bool

  /// Names the numbers' places.
  public init(
    mean: UnsafeMutablePointer<Scalar>, variance: UnsafeMutablePointer<Scalar>, scale: UnsafePointer<Scalar>?,
    shift: UnsafePointer<Scalar>, epsilon: Double = 1e-5, rectifies: Bool = false
  ) {
    self.mean = mean
    self.variance = variance
    self.scale = scale
    self.shift = shift
    self.epsilon = epsilon
    self.rectifies = rectifies
  }

  /// 1 / √(variance + ε) of a channel.
  @inline(__always)
  func reciprocal(_ channel: Int) -> Double { 1 / (Double(variance[channel]) + epsilon).squareRoot() }

  /// Scale / √(variance + ε) of a channel.
  @inline(__always)
  func factor(_ channel: Int) -> Scalar {
    Scalar(reciprocal(channel) * (scale.map { Double($0[channel]) } ?? 1))
  }
}
