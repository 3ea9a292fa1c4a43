/// Dropout: in training each value is 0 with a probability p, otherwise divided by 1 − p; in evaluation nothing happens.
///
/// What is dropped follows from a key, the layer's name and the step alone, so a resumed run drops the same.
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 2014, in its inverted form.
final class DropoutLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let rate: Double
  private let key: RandomKey
  private let mask: Buffer<Scalar>
  private let kernels: any Kernels<Scalar>
  private var mode = ForwardMode.evaluation

  /// - Parameters:
  ///   - rate: p, from 0 to below 1.
  ///   - key: the masks', of which this layer derives its own by its name.
  init(
    name: String, rate: Double, key: RandomKey, shape: ImageShape, batch: Int, kernels: any Kernels<Scalar>
  ) {
    precondition(rate >= 0 && rate < 1, "\(name) drops \(rate)")
    self.name = name
    self.rate = rate
    self.key = key.deriving(name)
    self.kernels = kernels
    outputShape = shape
    output = Buffer(count: batch * shape.count)
    mask = Buffer(count: batch * shape.count)
  }

  var activationBytes: Int { output.byteCount + mask.byteCount }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    self.mode = mode
    switch mode {
    case .evaluation:
      output.pointer.update(from: input.pointer, count: output.count)
    case .training(let step):
      kernels.makeDropoutMask(mask.pointer, count: mask.count, rate: rate, key: key.deriving(step))
      kernels.multiply(input.pointer, mask.pointer, to: output.pointer, count: output.count)
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let inputGradient else { return }
    if mode == .evaluation {
      inputGradient.pointer.update(from: outputGradient.pointer, count: output.count)
    } else {
      kernels.multiply(
        outputGradient.pointer, mask.pointer, to: inputGradient.pointer, count: output.count)
    }
  }
}
