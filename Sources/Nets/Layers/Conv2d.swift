/// A convolution without bias: k × k filters, stride 1, zero padding "same", [Cout, Cin, k, k] weights.
final class Conv2d<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let weight: Weight<Scalar>
  private let plan: any ConvolutionPlan<Scalar>

  init(name: String, shape: ConvolutionShape, weight: Weight<Scalar>, kernels: any Kernels<Scalar>) {
    self.name = name
    outputShape = ImageShape(channels: shape.outputChannels, height: shape.height, width: shape.width)
    self.weight = weight
    output = Buffer(count: shape.outputCount)
    plan = kernels.makeConvolutionPlan(shape)
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
