/// The boundary between layers and arithmetic: a layer asks once for a plan of its shape and then only calls it.
///
/// A plan may use scratch memory and repacked weights, chosen for the shape and the processor; nothing is allocated
/// after it is made. ``ReferenceKernels`` is the readable truth, ``FastKernels`` what runs use. Plans of the same
/// kernels may share their scratch: they are called by one thread at a time.
public protocol Kernels<Scalar> {
  /// The number type of activations and weights.
  associatedtype Scalar: NetScalar

  /// Bytes of the scratch that the plans made so far share.
  var scratchBytes: Int { get }

  /// A plan for a convolution layer.
  func makeConvolutionPlan(_ shape: ConvolutionShape) -> any LayerPlan<Scalar>

  /// A plan for a fully connected layer.
  func makeLinearPlan(_ shape: LinearShape) -> any LayerPlan<Scalar>

  /// Another way to train a fully connected layer's weights than to hold them as they are; nil, the default, where
  /// there is none for this shape and rule.
  ///
  /// - Parameters:
  ///   - weights: the layer's, in place: [out, in].
  ///   - rule: the kind and the constants of every update to come; rates change from step to step.
  ///   - input: what is known of the layer's inputs.
  func makeLinearTraining(
    _ shape: LinearShape, weights: UnsafeMutablePointer<Scalar>, rule: UpdateRule, input: LinearInput
  ) -> (any WeightTraining<Scalar>)?

  /// y = max(0, z) of `count` numbers; NaN stays NaN.
  func rectify(_ z: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, count: Int)

  /// dz = dy where z > 0 or NaN, dy · 0 elsewhere, of `count` numbers.
  func rectifyBackward(
    _ z: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>, count: Int)

  /// Gives a whole layer's gradient, in the weights' order, to a consumer.
  func consume(_ gradient: UnsafePointer<Scalar>, count: Int, with consumer: GradientConsumer<Scalar>)
}

extension Kernels {
  /// None.
  public func makeLinearTraining(
    _ shape: LinearShape, weights: UnsafeMutablePointer<Scalar>, rule: UpdateRule, input: LinearInput
  ) -> (any WeightTraining<Scalar>)? {
    nil
  }
}

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

/// What a weight layer's extents come to.
public protocol LayerShape: Sendable, CustomStringConvertible {
  /// Values of the input.
  var inputCount: Int { get }
  /// Values of the output.
  var outputCount: Int { get }
  /// Weights.
  var weightCount: Int { get }
  /// Outputs that have weights of their own, the weights' first extent.
  var weightRows: Int { get }
}

extension LayerShape {
  /// Weights of one output.
  public var rowLength: Int { weightCount / weightRows }
  /// Multiplications of one of the three products.
  public var multiplications: Int { outputCount * rowLength }
}
