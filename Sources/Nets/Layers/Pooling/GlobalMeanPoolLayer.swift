/// The mean of every channel image: a vector of as many features as there are channels.
final class GlobalMeanPoolLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let shape: ChannelShape
  private let kernels: any Kernels<Scalar>

  init(name: String, shape imageShape: ImageShape, batch: Int, kernels: any Kernels<Scalar>) {
    self.name = name
    self.kernels = kernels
    outputShape = ImageShape(channels: imageShape.channels, height: 1, width: 1)
    shape = ChannelShape(batch: batch, channels: imageShape.channels, positions: imageShape.pixels)
    output = Buffer(count: batch * imageShape.channels)
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    kernels.meanPool(shape, input: input.pointer, output: output.pointer)
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let inputGradient else { return }
    kernels.meanPoolBackward(
      shape, outputGradient: outputGradient.pointer, inputGradient: inputGradient.pointer)
  }
}
