/// An activation function applied to every element.
final class ActivationLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let activation: Activation

  init(name: String, activation: Activation, shape: ImageShape, batch: Int) {
    self.name = name
    self.activation = activation
    outputShape = shape
    output = Buffer(count: batch * shape.count)
  }

  var trace: [ActivationTrace<Scalar>] { [] }
  var weightLayers: [WeightLayer<Scalar>] { [] }

  func forward(input: Buffer<Scalar>) {
    activate(activation, input.pointer, output.pointer, count: output.count)
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let inputGradient else { return }
    activateBackward(
      activation, input.pointer, outputGradient.pointer, inputGradient.pointer, count: output.count)
  }
}

/// y = a(z), with the case chosen outside the loop.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func activate<Scalar: NetScalar>(
  _ activation: Activation, _ z: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>, count: Int
) {
  switch activation {
  case .relu:
    for i in 0..<count { y[i] = Activation.relu.value(z[i]) }
  default:
    for i in 0..<count { y[i] = activation.value(z[i]) }
  }
}

/// dz = dy · a′(z).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func activateBackward<Scalar: NetScalar>(
  _ activation: Activation, _ z: UnsafePointer<Scalar>, _ dy: UnsafePointer<Scalar>,
  _ dz: UnsafeMutablePointer<Scalar>, count: Int
) {
  switch activation {
  case .relu:
    for i in 0..<count { dz[i] = dy[i] * Activation.relu.derivative(z[i]) }
  default:
    for i in 0..<count { dz[i] = dy[i] * activation.derivative(z[i]) }
  }
}
