import CNetKernels

/// A fully connected layer's products on a batch as matrix products in tiles of registers.
final class BatchLinearPlan: LayerPlan {
  /// Vectors of a batch from which on this is faster than a pass over the weights' rows for every four of them.
  static let smallestBatch = 32

  let name: String
  private let linear: LinearShape
  private let size: cnk_linear_size
  private let kernels: cnk_kernels
  private let workspace: Workspace
  private let scratchCount: Int

  init(shape: LinearShape, instructionSet: InstructionSet, kernels: cnk_kernels, workspace: Workspace) {
    linear = shape
    size = cnk_linear_size(
      batch: shape.batch, inputs: shape.inputFeatures, outputs: shape.outputFeatures)
    name = "batch \(instructionSet.rawValue)"
    self.kernels = kernels
    self.workspace = workspace
    scratchCount = kernels.batch_linear.scratch(size, workspace.threads)
    workspace.reserve(scratchCount)
  }

  var shape: any LayerShape { linear }
  var scratchBytes: Int { scratchCount * MemoryLayout<Float>.stride }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>
  ) {
    kernels.batch_linear.forward(size, input, weights, bias, workspace.scratch, team, output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    kernels.batch_linear.input_gradient(
      size, outputGradient, weights, workspace.scratch, team, inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, consumer: GradientConsumer<Float>
  ) {
    var update = cnk_weight_update(consumer)
    kernels.batch_linear.weight_gradient(
      size, input, outputGradient, workspace.scratch, team, kernels.update, &update)
  }

  func biasGradient(outputGradient: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    kernels.bias_gradient(
      size.batch, size.outputs, 1, outputGradient, target, workspace.team(for: 8 * linear.outputCount))
  }

  private var team: OpaquePointer? { workspace.team(for: linear.multiplications) }
}
