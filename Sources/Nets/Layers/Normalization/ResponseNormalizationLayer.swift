/// Local response normalisation: every value divided by a power of its neighbouring channels' squares.
final class ResponseNormalizationLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let shape: ChannelShape
  private let constants: ResponseNormalization
  private let bases: Buffer<Scalar>
  private let kernels: any Kernels<Scalar>

  init(
    name: String, constants: ResponseNormalization, shape imageShape: ImageShape, batch: Int,
    kernels: any Kernels<Scalar>
  ) {
    self.name = name
    self.constants = constants
    self.kernels = kernels
    outputShape = imageShape
    shape = ChannelShape(batch: batch, channels: imageShape.channels, positions: imageShape.pixels)
    output = Buffer(count: shape.count)
    bases = Buffer(count: shape.count)
  }

  var activationBytes: Int { output.byteCount + bases.byteCount }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    kernels.normalizeResponses(
      shape, by: constants, input: input.pointer, bases: bases.pointer, output: output.pointer)
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let inputGradient else { return }
    kernels.normalizeResponsesBackward(
      shape, by: constants, input: input.pointer, output: output.pointer, bases: bases.pointer,
      outputGradient: outputGradient.pointer, inputGradient: inputGradient.pointer)
  }
}
