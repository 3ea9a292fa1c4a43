/// The three products of one weight layer, for one shape.
///
/// Buffers are contiguous. Of a convolution: activations [N, C, H, W], weights [Cout, Cin, k, k], and with the
/// padding p = `paddingBefore` and zeros outside the image
/// - y[n, o, i, j] = Σ_{c, u, v} w[o, c, u, v] · x[n, c, i + u − p, j + v − p],
/// - dx[n, c, i, j] = Σ_{o, u, v} w[o, c, u, v] · dy[n, o, i − u + p, j − v + p],
/// - dw[o, c, u, v] = Σ_{n, i, j} dy[n, o, i, j] · x[n, c, i + u − p, j + v − p].
///
/// Of a fully connected layer: inputs [N, in], outputs [N, out], weights [out, in], and
/// - y[n, o] = Σ_i w[o, i] · x[n, i],
/// - dx[n, i] = Σ_o w[o, i] · dy[n, o],
/// - dw[o, i] = Σ_n dy[n, o] · x[n, i].
public protocol LayerPlan<Scalar>: AnyObject {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// The shape this plan was made for.
  var shape: any LayerShape { get }
  /// What the plan does, in a word or two: `reference`, `direct avx512`.
  var name: String { get }
  /// Bytes of scratch the plan uses; plans of the same kernels may use the same bytes.
  var scratchBytes: Int { get }

  /// y of x; overwrites `output`, which must not overlap the input.
  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>)

  /// dx, the loss's gradient by the input, of dy; overwrites `inputGradient`, which must not overlap dy.
  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// dw, the loss's gradient by the weights, given to `consumer` piece by piece as it is made.
  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>, consumer: GradientConsumer<Scalar>)
}
