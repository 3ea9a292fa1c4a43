/// A branch added to its own input: y = x + branch(x).
///
/// Source: He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, arXiv 1512.03385.
final class ResidualBlock<Scalar: NetScalar>: Layer {
  let name: String
  let output: Buffer<Scalar>
  private let branch: Sequential<Scalar>

  init(name: String, inputShape: ImageShape, branch: Sequential<Scalar>) {
    precondition(
      branch.outputShape.count == inputShape.count,
      "\(name): branch gives \(branch.outputShape), its input is \(inputShape)")
    self.name = name
    self.branch = branch
    outputShape = inputShape
    output = Buffer(count: branch.output.count)
  }

  let outputShape: ImageShape
  /// The branch's weight layers, then the sum.
  var trace: [ActivationTrace<Scalar>] {
    branch.trace + [ActivationTrace(name: name, shape: outputShape, values: output)]
  }
  var weightLayers: [WeightLayer<Scalar>] { branch.weightLayers }

  func forward(input: Buffer<Scalar>) {
    branch.forward(input: input)
    add(input.pointer, branch.output.pointer, to: output.pointer, count: output.count)
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    branch.backward(input: input, outputGradient: outputGradient, inputGradient: inputGradient, pass: pass)
    if let inputGradient {
      add(
        inputGradient.pointer, outputGradient.pointer, to: inputGradient.pointer, count: inputGradient.count)
    }
  }
}

/// c = a + b; c may be a or b.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func add<Scalar: NetScalar>(
  _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>, to c: UnsafeMutablePointer<Scalar>, count: Int
) {
  for i in 0..<count { c[i] = a[i] + b[i] }
}
