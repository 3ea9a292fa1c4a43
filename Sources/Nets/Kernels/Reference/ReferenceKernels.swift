/// Plain loops in the order of the formulas: the truth that every fast plan is compared with.
public struct ReferenceKernels<Scalar: NetScalar>: Kernels {
  /// Makes the reference kernels; they have no settings.
  public init() {}

  /// A plan of plain loops for a convolution.
  public func makeConvolutionPlan(_ shape: ConvolutionShape) -> any ConvolutionPlan<Scalar> {
    ReferenceConvolutionPlan<Scalar>(shape: shape)
  }

  /// A plan of plain loops for a fully connected layer.
  public func makeLinearPlan(_ shape: LinearShape) -> any LinearPlan<Scalar> {
    ReferenceLinearPlan<Scalar>(shape: shape)
  }
}
