/// A fully connected layer without bias: y = W x, W of out × in, for each of N vectors.
final class Linear<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let weight: Weight<Scalar>
  private let plan: any LinearPlan<Scalar>

  /// `outputShape` gives the output's features their axes back; its count is the layer's out.
  init(
    name: String, shape: LinearShape, outputShape: ImageShape, weight: Weight<Scalar>,
    kernels: any Kernels<Scalar>
  ) {
    precondition(outputShape.count == shape.outputFeatures, "\(outputShape) is not the output of \(shape)")
    self.name = name
    self.outputShape = outputShape
    self.weight = weight
    output = Buffer(count: shape.batch * shape.outputFeatures)
    plan = kernels.makeLinearPlan(shape)
  }

  var trace: [ActivationTrace<Scalar>] { [ActivationTrace(name: name, shape: outputShape, values: output)] }

  var plans: [PlanDescription] {
    [
      PlanDescription(
        layer: name, shape: plan.shape.description, plan: plan.name, scratchBytes: plan.scratchBytes)
    ]
  }

  func forward(input: Buffer<Scalar>) {
    plan.forward(input: input.pointer, weights: weight.values, output: output.pointer)
  }

  func backward(input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?) {
    if let gradient = weight.gradient {
      plan.weightGradient(
        input: input.pointer, outputGradient: outputGradient.pointer, weightGradient: gradient)
    }
    if let inputGradient {
      plan.inputGradient(
        outputGradient: outputGradient.pointer, weights: weight.values, inputGradient: inputGradient.pointer)
    }
  }
}
