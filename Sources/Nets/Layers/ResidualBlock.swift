/// A branch added to its own input: y = x + branch(x).
///
/// Source: He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, arXiv 1512.03385.
final class ResidualBlock<Scalar: NetScalar>: Layer {
  let name: String
  let output: Buffer<Scalar>
  private let branch: Sequential<Scalar>
  private let kernels: any Kernels<Scalar>

  init(name: String, inputShape: ImageShape, branch: Sequential<Scalar>, kernels: any Kernels<Scalar>) {
    precondition(
      branch.outputShape.count == inputShape.count,
      "\(name): branch gives \(branch.outputShape), its input is \(inputShape)")
    self.name = name
    self.branch = branch
    self.kernels = kernels
    outputShape = inputShape
    output = Buffer(count: branch.output.count)
  }

  let outputShape: ImageShape
  /// The branch's weight layers, then the sum.
  var trace: [ActivationTrace<Scalar>] {
    branch.trace + [ActivationTrace(name: name, shape: outputShape, values: output)]
  }
  var trainedLayers: [any TrainedLayer<Scalar>] { branch.trainedLayers }
  var activationBytes: Int { branch.activationBytes + output.byteCount }

  /// Inside the branch the skip leads nowhere.
  func layers(upTo name: String) -> [any Layer<Scalar>]? {
    name == self.name ? [self] : branch.layers(upTo: name)
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    branch.forward(input: input, mode: mode)
    kernels.add(input.pointer, branch.output.pointer, to: output.pointer, count: output.count)
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    branch.backward(input: input, outputGradient: outputGradient, inputGradient: inputGradient, pass: pass)
    if let inputGradient {
      kernels.add(
        inputGradient.pointer, outputGradient.pointer, to: inputGradient.pointer, count: inputGradient.count)
    }
  }
}
