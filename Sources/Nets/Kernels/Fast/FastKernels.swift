import CNetKernels

/// The kernels that runs use: vectorised, single-threaded, on `Float`.
///
/// The instruction set is chosen when the kernels are made; plans then call straight into it. Sums are in float32,
/// in an order that depends on the shape and the instruction set only, so repeated calls give the same bits.
public struct FastKernels: Kernels {
  /// The instructions all plans use.
  public let instructionSet: InstructionSet

  /// Makes kernels for an instruction set, by default the widest the processor has.
  ///
  /// - Parameter instructionSet: Must be supported by this processor; other than `best` only to test or compare.
  public init(instructionSet: InstructionSet = .best) {
    precondition(
      instructionSet.kernels != nil,
      "this processor has no \(instructionSet.rawValue), only \(InstructionSet.supported.map(\.rawValue))")
    self.instructionSet = instructionSet
  }

  /// A plan for a convolution: direct sums or minimal filtering, whichever is expected to be faster.
  public func makeConvolutionPlan(_ shape: ConvolutionShape) -> any ConvolutionPlan<Float> {
    FastConvolutionPlan(shape: shape, instructionSet: instructionSet, kernels: kernels)
  }

  /// A plan by a given method, to test or compare.
  func makeConvolutionPlan(
    _ shape: ConvolutionShape, method: ConvolutionMethod
  ) -> any ConvolutionPlan<Float> {
    FastConvolutionPlan(shape: shape, instructionSet: instructionSet, kernels: kernels, method: method)
  }

  /// A plan of vectorised row products for a fully connected layer.
  public func makeLinearPlan(_ shape: LinearShape) -> any LinearPlan<Float> {
    FastLinearPlan(shape: shape, instructionSet: instructionSet, kernels: kernels)
  }

  /// The C kernels; `init` has made sure that those of the instruction set exist.
  private var kernels: cnk_kernels {
    (instructionSet.kernels ?? cnk_portable_kernels()).pointee
  }
}
