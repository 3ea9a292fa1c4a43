/// An activation function applied to every element.
final class ActivationLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let activation: Activation
  private let kernels: any Kernels<Scalar>

  init(
    name: String, activation: Activation, shape: ImageShape, batch: Int, kernels: any Kernels<Scalar>
  ) {
    self.name = name
    self.activation = activation
    self.kernels = kernels
    outputShape = shape
    output = Buffer(count: batch * shape.count)
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    if activation == .relu {
      kernels.rectify(input.pointer, output.pointer, count: output.count)
    } else {
      activate(activation, input.pointer, output.pointer, count: output.count)
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let inputGradient else { return }
    if activation == .relu {
      kernels.rectifyBackward(
        input.pointer, outputGradient: outputGradient.pointer, inputGradient: inputGradient.pointer,
        count: output.count)
    } else {
      activateBackward(
        activation, input.pointer, outputGradient.pointer, inputGradient.pointer, count: output.count)
    }
  }
}

/// y = a(z).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func activate<Scalar: NetScalar>(
  _ activation: Activation, _ z: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, count: Int
) {
  for i in 0..<count { y[i] = activation.value(z[i]) }
}

/// dz = dy · a′(z).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func activateBackward<Scalar: NetScalar>(
  _ activation: Activation, _ z: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
  _ dz: UnsafeMutablePointer<Scalar>, count: Int
) {
  for i in 0..<count { dz[i] = dy[i] * activation.derivative(z[i]) }
}
