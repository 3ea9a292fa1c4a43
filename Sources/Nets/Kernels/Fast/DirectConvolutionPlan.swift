import CNetKernels

/// Convolution as direct sums over zero-padded planes, image by image.
///
/// The input gradient is the forward pass with turned filters on the output gradient, padded the other way round.
/// Padding is multiplied like any other pixel: a weight that is NaN or infinite also spoils the outputs
/// where its tap lies outside the image.
final class DirectConvolutionPlan: ConvolutionPlan {
  let shape: ConvolutionShape
  let name: String
  private let kernels: cnk_kernels
  private let paddedInput: PaddedPlanes
  private let paddedGradient: PaddedPlanes
  private let packedWeights: PackedWeights

  init(shape: ConvolutionShape, instructionSet: InstructionSet, kernels: cnk_kernels) {
    self.shape = shape
    name = "direct \(instructionSet.rawValue)"
    self.kernels = kernels
    paddedInput = PaddedPlanes(
      channels: shape.inputChannels, shape: shape, paddingBefore: shape.paddingBefore, kernels: kernels)
    paddedGradient = PaddedPlanes(
      channels: shape.outputChannels, shape: shape, paddingBefore: shape.paddingAfter, kernels: kernels)
    packedWeights = PackedWeights(shape: shape, kernels: kernels)
  }

  var scratchBytes: Int { paddedInput.byteCount + paddedGradient.byteCount + packedWeights.byteCount }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    packedWeights.pack(weights)
    correlate(input, in: paddedInput, outputs: shape.outputChannels, result: output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    packedWeights.packAdjoint(weights)
    correlate(outputGradient, in: paddedGradient, outputs: shape.inputChannels, result: inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    weightGradient: UnsafeMutablePointer<Float>
  ) {
    for image in 0..<shape.batch {
      var x = paddedInput.filled(with: input + image * inputStep)
      var dy = paddedGradient.filled(with: outputGradient + image * outputStep)
      kernels.correlate_gradient(&x, &dy, image > 0, weightGradient)
    }
  }

  /// Correlates each image of `images`, laid into `planes`, with the packed filters.
  private func correlate(
    _ images: UnsafePointer<Float>, in planes: PaddedPlanes, outputs: Int, result: UnsafeMutablePointer<Float>
  ) {
    let pixels = shape.height * shape.width
    let block = packedWeights.blockSize(outputs: outputs)
    for image in 0..<shape.batch {
      var padded = planes.filled(with: images + image * planes.channels * pixels)
      kernels.correlate(&padded, packedWeights.start, outputs, block, result + image * outputs * pixels)
    }
  }

  private var inputStep: Int { shape.inputCount / shape.batch }
  private var outputStep: Int { shape.outputCount / shape.batch }
}
