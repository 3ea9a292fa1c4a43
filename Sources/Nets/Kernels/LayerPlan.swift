/// The three products of one weight layer, for one shape.
///
/// Buffers are contiguous. Of a convolution: activations [N, C, H, W], weights [Cout, Cin, k, k], bias [Cout], and with
/// stride s, the axes' paddings p and q and zeros outside the image
/// - y[n, o, i, j] = b[o] + Σ_{c, u, v} w[o, c, u, v] · x[n, c, s i + u − p, s j + v − q],
/// - dx[n, c, s i + u − p, s j + v − q] = the sum of w[o, c, u, v] · dy[n, o, i, j] over all that lead there,
/// - dw[o, c, u, v] = Σ_{n, i, j} dy[n, o, i, j] · x[n, c, s i + u − p, s j + v − q],
/// - db[o] = Σ_{n, i, j} dy[n, o, i, j].
///
/// Of a fully connected layer: inputs [N, in], outputs [N, out], weights [out, in], bias [out], and
/// - y[n, o] = b[o] + Σ_i w[o, i] · x[n, i],
/// - dx[n, i] = Σ_o w[o, i] · dy[n, o],
/// - dw[o, i] = Σ_n dy[n, o] · x[n, i],
/// - db[o] = Σ_n dy[n, o].
public protocol LayerPlan<Scalar>: AnyObject {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// The shape this plan was made for.
  var shape: any LayerShape { get }
  /// What the plan does, in a word or two: `reference`, `direct avx512`.
  var name: String { get }
  /// Bytes of scratch the plan uses; plans of the same kernels may use the same bytes.
  var scratchBytes: Int { get }

  /// y of x; overwrites `output`, which must not overlap the input. Without a bias it is taken for 0.
  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?,
    output: UnsafeMutablePointer<Scalar>)

  /// dx, the loss's gradient by the input, of dy; overwrites `inputGradient`, which must not overlap dy.
  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// dw, the loss's gradient by the weights, given to `consumer` piece by piece as it is made.
  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>, consumer: GradientConsumer<Scalar>)

  /// db, the loss's gradient by the bias, of dy; overwrites `target`. The sum's order depends on the shape only.
  func biasGradient(outputGradient: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Scalar>)
}

extension LayerPlan {
  /// y of x for a layer without bias.
  public func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>
  ) {
    forward(input: input, weights: weights, bias: nil, output: output)
  }

  /// Plain sums, in Double.
  ///
  /// A plan of a larger shape has its own, for to ask it for ``shape`` takes memory.
  public func biasGradient(
    outputGradient: UnsafePointer<Scalar>, into target: UnsafeMutablePointer<Scalar>
  ) {
    referenceChannelSums(shape.outputAxes, outputGradient, target)
  }
}
