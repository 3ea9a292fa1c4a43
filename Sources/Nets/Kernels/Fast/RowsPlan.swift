import CNetKernels

/// A fully connected layer's products as passes over the weights' rows, four vectors of the batch at a time.
final class RowsPlan: LayerPlan {
  let name: String
  private let linear: LinearShape
  private let size: cnk_linear_size
  private let kernels: cnk_kernels
  private let workspace: Workspace
  private let gradientStride: Int

  init(shape: LinearShape, instructionSet: InstructionSet, kernels: cnk_kernels, workspace: Workspace) {
    linear = shape
    size = cnk_linear_size(
      batch: shape.batch, inputs: shape.inputFeatures, outputs: shape.outputFeatures)
    name = "rows \(instructionSet.rawValue)"
    self.kernels = kernels
    self.workspace = workspace
    gradientStride = min(kernels.gradient_rows, shape.outputFeatures) * shape.inputFeatures
    workspace.reserve(gradientStride * workspace.threads)
  }

  var shape: any LayerShape { linear }

  var scratchBytes: Int { gradientStride * workspace.threads * MemoryLayout<Float>.stride }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>
  ) {
    kernels.linear(size, input, weights, output, team)
    if let bias { referenceAddBias(linear.outputAxes, bias, to: output) }
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    kernels.linear_input_gradient(size, outputGradient, weights, inputGradient, team)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, consumer: GradientConsumer<Float>
  ) {
    var update = cnk_weight_update(consumer)
    kernels.linear_weight_gradient(
      size, input, outputGradient, workspace.scratch(stride: gradientStride), team, kernels.update, &update)
  }

  // A weight is read or written for every multiplication, out of memory: sharing pays sooner than in a convolution.
  private var team: OpaquePointer? { workspace.team(for: 8 * linear.multiplications) }
}
