/// Plain loops in the order of the formulas: the truth that every fast plan is compared with.
public struct ReferenceKernels<Scalar: NetScalar>: Kernels {
  /// Makes the reference kernels; they have no settings.
  public init() {}

  /// None.
  public var scratchBytes: Int { 0 }

  /// A plan of plain loops for a convolution.
  public func makeConvolutionPlan(_ shape: ConvolutionShape) -> any LayerPlan<Scalar> {
    ReferenceConvolutionPlan<Scalar>(shape: shape)
  }

  /// A plan of plain loops for a fully connected layer.
  public func makeLinearPlan(_ shape: LinearShape) -> any LayerPlan<Scalar> {
    ReferenceLinearPlan<Scalar>(shape: shape)
  }

  /// One number after the other.
  public func rectify(_ z: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, count: Int) {
    referenceRectify(z, y, count)
  }

  /// One number after the other.
  public func rectifyBackward(
    _ z: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    referenceRectifyBackward(z, outputGradient, inputGradient, count)
  }

  /// Stores the gradient or applies the update, weight by weight.
  public func consume(
    _ gradient: UnsafePointer<Scalar>, count: Int, with consumer: GradientConsumer<Scalar>
  ) {
    referenceConsume(gradient, offset: 0, count: count, with: consumer)
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceRectify<Scalar: NetScalar>(
  _ z: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  for i in 0..<count { y[i] = z[i] < 0 ? 0 : z[i] }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func referenceRectifyBackward<Scalar: NetScalar>(
  _ z: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>, _ dz: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  for i in 0..<count { dz[i] = dy[i] * (z[i] <= 0 ? 0 : 1) }
}
