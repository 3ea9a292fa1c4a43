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
  ///   - shape: of the layer.
  ///   - weights: the layer's, in place: [out, in].
  ///   - update: the kind and the constants of every update to come; rates change from step to step.
  ///   - input: what is known of the layer's inputs.
  func makeLinearTraining(
    _ shape: LinearShape, weights: UnsafeMutablePointer<Scalar>, update: WeightUpdate, input: LinearInput
  ) -> (any WeightTraining<Scalar>)?

  /// y = max(0, z) of `count` numbers; NaN stays NaN.
  func rectify(_ z: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, count: Int)

  /// dz = dy where z > 0 or NaN, dy · 0 elsewhere, of `count` numbers.
  func rectifyBackward(
    _ z: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>, count: Int)

  /// Gives a whole layer's gradient, in the weights' order, to a consumer.
  func consume(_ gradient: UnsafePointer<Scalar>, count: Int, with consumer: GradientConsumer<Scalar>)

  /// The largest value of every window, and its index within its channel image: the first of equals.
  func maxPool(
    _ shape: PoolingShape, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
    indices: UnsafeMutablePointer<Int32>)

  /// dx: each dy goes to the value that was its window's largest; overwrites `inputGradient`.
  func maxPoolBackward(
    _ shape: PoolingShape, outputGradient: UnsafePointer<Scalar>, indices: UnsafePointer<Int32>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// The mean of every channel image, [N, C].
  func meanPool(_ shape: ChannelShape, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>)

  /// dx = dy / P.
  func meanPoolBackward(
    _ shape: ChannelShape, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// Batch normalisation in training: writes the batch's means and variances, then y by them.
  func normalizeBatch(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, by parameters: BatchNormalization<Scalar>,
    output: UnsafeMutablePointer<Scalar>)

  /// Batch normalisation in evaluation: y by the means and variances that are there.
  func normalize(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, by parameters: BatchNormalization<Scalar>,
    output: UnsafeMutablePointer<Scalar>)

  /// The gradients of batch normalisation in training, after ``normalizeBatch(_:input:by:output:)``.
  ///
  /// - Parameters:
  ///   - shape: N × C × positions.
  ///   - input: x.
  ///   - outputGradient: dy.
  ///   - parameters: those of the forward pass.
  ///   - inputGradient: overwritten, unless nil.
  ///   - scaleGradient: [C]; nil where there is no scale.
  ///   - shiftGradient: [C].
  func normalizeBatchBackward(
    _ shape: ChannelShape, input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    by parameters: BatchNormalization<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>?,
    scaleGradient: UnsafeMutablePointer<Scalar>?, shiftGradient: UnsafeMutablePointer<Scalar>)

  /// dx of batch normalisation in evaluation: each dy times its channel's factor, no ReLU thought of; overwrites `inputGradient`,
  /// which may be dy.
  func normalizeBackward(
    _ shape: ChannelShape, outputGradient: UnsafePointer<Scalar>, by parameters: BatchNormalization<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// Local response normalisation; `bases` receives every b, which the backward pass reads.
  func normalizeResponses(
    _ shape: ChannelShape, by constants: ResponseNormalization, input: UnsafePointer<Scalar>,
    bases: UnsafeMutablePointer<Scalar>, output: UnsafeMutablePointer<Scalar>)

  /// dx of local response normalisation, of its input, output and bases; overwrites `inputGradient`.
  func normalizeResponsesBackward(
    _ shape: ChannelShape, by constants: ResponseNormalization, input: UnsafePointer<Scalar>,
    output: UnsafePointer<Scalar>, bases: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  /// The mask of dropout: each of `count` numbers is 0 with probability `rate`, otherwise 1/(1 − rate).
  ///
  /// Number i is 0 where word i mod 4 of the key's Philox block ⌊i/4⌋ is below 2³² · rate.
  func makeDropoutMask(_ mask: UnsafeMutablePointer<Scalar>, count: Int, rate: Double, key: RandomKey)

  /// c = a · b, number by number; c may be a or b.
  func multiply(
    _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, to c: UnsafeMutablePointer<Scalar>, count: Int)

  /// c = a + b, number by number; c may be a or b.
  func add(
    _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, to c: UnsafeMutablePointer<Scalar>, count: Int)

  /// w ← e^(w − 5) for each w below 0, which keeps the weights of an input-convex net non-negative.
  ///
  /// Source: Sivaprasad, Singh, Manwani, Gandhi, "The Curious Case of Convex Neural Networks", ECML PKDD 2021, arXiv
  /// 2006.05103.
  func makeNonNegative(_ weights: UnsafeMutablePointer<Scalar>, count: Int)

  /// Copies `count` blocks of `length` numbers; a block begins a stride after the one before it.
  ///
  /// With the channels of N images as blocks that is concatenation, and its adjoint.
  func copyBlocks(
    _ count: Int, length: Int, from source: UnsafePointer<Scalar>, stride sourceStride: Int,
    to target: UnsafeMutablePointer<Scalar>, stride targetStride: Int)
}
