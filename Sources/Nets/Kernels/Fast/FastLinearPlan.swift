import CNetKernels

/// A fully connected layer's products as passes over the weights' rows, four vectors of the batch at a time.
final class FastLinearPlan: LinearPlan {
  let shape: LinearShape
  let name: String
  let scratchBytes = 0
  private let kernels: cnk_kernels

  init(shape: LinearShape, instructionSet: InstructionSet, kernels: cnk_kernels) {
    self.shape = shape
    name = "rows \(instructionSet.rawValue)"
    self.kernels = kernels
  }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    kernels.linear(shape.batch, shape.inputFeatures, shape.outputFeatures, input, weights, output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    kernels.linear_input_gradient(
      shape.batch, shape.inputFeatures, shape.outputFeatures, outputGradient, weights, inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    weightGradient: UnsafeMutablePointer<Float>
  ) {
    kernels.linear_weight_gradient(
      shape.batch, shape.inputFeatures, shape.outputFeatures, input, outputGradient, weightGradient)
  }
}
