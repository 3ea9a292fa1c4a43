import CNetKernels

/// Convolution as direct sums over zero-padded planes.
///
/// The input gradient is the forward pass with turned filters on the output gradient, padded the other way round.
/// Padding is multiplied like any other pixel: a weight that is NaN or infinite also spoils the outputs
/// where its tap lies outside the image.
final class DirectConvolutionPlan: LayerPlan {
  let name: String
  private let convolution: ConvolutionShape
  private let kernels: cnk_kernels
  private let workspace: Workspace
  private let paddedInput: PaddedPlanes
  private let paddedGradient: PaddedPlanes
  private let filters: PackedFilters
  private let gradientStride: Int

  init(shape: ConvolutionShape, instructionSet: InstructionSet, kernels: cnk_kernels, workspace: Workspace) {
    convolution = shape
    name = "direct \(instructionSet.rawValue)"
    self.kernels = kernels
    self.workspace = workspace
    paddedInput = workspace.paddedPlanes(PaddedPlanes.Geometry(.input, of: shape, kernels: kernels))
    paddedGradient = workspace.paddedPlanes(
      PaddedPlanes.Geometry(.outputGradient, of: shape, kernels: kernels))
    filters = PackedFilters(shape: shape, kernels: kernels)
    gradientStride = min(kernels.gradient_rows, shape.outputChannels) * shape.rowLength
    workspace.reserve(scratchCount)
  }

  var shape: any LayerShape { convolution }

  var scratchBytes: Int {
    paddedInput.byteCount + paddedGradient.byteCount + scratchCount * MemoryLayout<Float>.stride
  }

  /// Packed filters, or rows of gradients for every thread.
  private var scratchCount: Int { max(convolution.weightCount, gradientStride * workspace.threads) }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    let packed = workspace.scratch
    filters.pack(weights, to: packed)
    correlate(
      paddedInput.filled(with: input), packed, outputs: convolution.outputChannels, result: output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    let packed = workspace.scratch
    filters.packAdjoint(weights, to: packed)
    correlate(
      paddedGradient.filled(with: outputGradient), packed, outputs: convolution.inputChannels,
      result: inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, consumer: GradientConsumer<Float>
  ) {
    var x = paddedInput.filled(with: input)
    var dy = paddedGradient.filled(with: outputGradient)
    var update = cnk_weight_update(consumer)
    kernels.correlate_gradient(
      &x, &dy, workspace.scratch(stride: gradientStride), team, kernels.update, &update)
  }

  /// Correlates images with packed filters.
  private func correlate(
    _ images: cnk_planes, _ packed: UnsafePointer<Float>, outputs: Int, result: UnsafeMutablePointer<Float>
  ) {
    var images = images
    kernels.correlate(&images, packed, outputs, filters.blockSize(outputs: outputs), result, team)
  }

  private var team: OpaquePointer? { workspace.team(for: convolution.multiplications) }
}
