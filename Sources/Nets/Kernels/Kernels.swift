/// The boundary between layers and arithmetic: a layer asks once for a plan of its shape and then only calls it.
///
/// A plan may hold scratch memory and repacked weights, chosen for the shape and the processor; it allocates
/// nothing after it is made. ``ReferenceKernels`` is the readable truth, ``FastKernels`` what runs use.
public protocol Kernels<Scalar>: Sendable {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// A plan for a convolution layer.
  func makeConvolutionPlan(_ shape: ConvolutionShape) -> any ConvolutionPlan<Scalar>

  /// A plan for a fully connected layer.
  func makeLinearPlan(_ shape: LinearShape) -> any LinearPlan<Scalar>
}

/// The three products of one convolution layer, for one shape.
///
/// Buffers are contiguous: activations [N, C, H, W], weights [Cout, Cin, k, k]. Results overwrite what they
/// point to. Input and result must not overlap.
public protocol ConvolutionPlan<Scalar>: AnyObject {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// The shape this plan was made for.
  var shape: ConvolutionShape { get }
  /// What the plan does, in a word or two: `reference`, `direct avx512`.
  var name: String { get }
  /// Bytes of scratch the plan holds.
  var scratchBytes: Int { get }

  /// y[n, o, i, j] = Σ_{c, u, v} w[o, c, u, v] · x[n, c, i + u − p, j + v − p], zero outside, p = `paddingBefore`.
  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>)

  /// The loss's gradient by the input: dx[n, c, i, j] = Σ_{o, u, v} w[o, c, u, v] · dy[n, o, i − u + p, j − v + p].
  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// The loss's gradient by the weights: dw[o, c, u, v] = Σ_{n, i, j} dy[n, o, i, j] · x[n, c, i + u − p, j + v − p].
  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>)
}

/// The three products of one fully connected layer, for one shape.
///
/// Buffers are contiguous: inputs [N, in], outputs [N, out], weights [out, in]. Results overwrite what they
/// point to. Input and result must not overlap.
public protocol LinearPlan<Scalar>: AnyObject {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// The shape this plan was made for.
  var shape: LinearShape { get }
  /// What the plan does, in a word or two.
  var name: String { get }
  /// Bytes of scratch the plan holds.
  var scratchBytes: Int { get }

  /// y[n, o] = Σ_i w[o, i] · x[n, i].
  func forward(
    input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>)

  /// The loss's gradient by the input: dx[n, i] = Σ_o w[o, i] · dy[n, o].
  func inputGradient(
    outputGradient: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// The loss's gradient by the weights: dw[o, i] = Σ_n dy[n, o] · x[n, i].
  func weightGradient(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>)
}
