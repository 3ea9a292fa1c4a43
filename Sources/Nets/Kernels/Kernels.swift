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
