/// Plain loops in the order of the formulas: the truth that every fast plan is compared with.
public struct ReferenceKernels<Scalar: NetScalar>: Kernels {
  /// Makes the reference kernels; they have no settings.
  public init() {}

  /// A plan of plain loops for a convolution.
  public func makeConvolutionPlan(_ shape: ConvolutionShape) -> any LayerPlan<Scalar> {
    ReferenceConvolutionPlan<Scalar>(shape: shape)
  }

  /// A plan of plain loops for a fully connected layer.
  public func makeLinearPlan(_ shape: LinearShape) -> any LayerPlan<Scalar> {
    ReferenceLinearPlan<Scalar>(shape: shape)
  }

  /// Stores the gradient or applies the update, weight by weight.
  public func consume(
    _ gradient: UnsafePointer<Scalar>, count: Int, with consumer: GradientConsumer<Scalar>
  ) {
    referenceConsume(gradient, offset: 0, count: count, with: consumer)
  }
}
