/// The largest value of every window of a channel image, with padding "same" that never wins.
final class MaxPoolLayer<Scalar: NetScalar>: Layer {
  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let shape: PoolingShape
  private let indices: UnsafeMutableBufferPointer<Int32>
  private let kernels: any Kernels<Scalar>

  init(name: String, shape: PoolingShape, kernels: any Kernels<Scalar>) {
    self.name = name
    self.shape = shape
    self.kernels = kernels
    outputShape = ImageShape(
      channels: shape.channels, height: shape.rows.outputs, width: shape.columns.outputs)
    output = Buffer(count: shape.outputCount)
    indices = .allocate(capacity: shape.outputCount)
    indices.initialize(repeating: 0)
  }

  deinit { indices.deallocate() }

  var activationBytes: Int { output.byteCount + indices.count * MemoryLayout<Int32>.stride }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    guard let indices = indices.baseAddress else { return }
    kernels.maxPool(shape, input: input.pointer, output: output.pointer, indices: indices)
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    guard let inputGradient, let indices = indices.baseAddress else { return }
    kernels.maxPoolBackward(
      shape, outputGradient: outputGradient.pointer, indices: indices, inputGradient: inputGradient.pointer)
  }
}
