import CNetKernels

/// Convolution by the fastest method for each of its three products.
///
/// Padding is multiplied like any other pixel: a weight that is NaN or infinite also spoils the outputs
/// where its tap lies outside the image; by minimal filtering a NaN spoils every output of its tile.
final class FastConvolutionPlan: ConvolutionPlan {
  let shape: ConvolutionShape
  let name: String
  private let forwardFunctions: cnk_convolution_kernels
  private let inputGradientFunctions: cnk_convolution_kernels
  private let weightGradientFunctions: cnk_convolution_kernels
  private let scratch: ScratchBuffer
  private var convolution: cnk_convolution

  /// - Parameter method: of all products, other than the best only to test or compare.
  init(
    shape: ConvolutionShape, instructionSet: InstructionSet, kernels: cnk_kernels,
    method: ConvolutionMethod? = nil
  ) {
    self.shape = shape
    convolution = cnk_convolution(
      batch: shape.batch, input_channels: shape.inputChannels, output_channels: shape.outputChannels,
      height: shape.height, width: shape.width, kernel_size: shape.kernelSize, before: shape.paddingBefore)
    let methods = ConvolutionMethod.Product.allCases.map {
      method ?? .best(for: $0, of: shape, lanes: kernels.lanes)
    }
    let functions = methods.map { $0.functions(kernels) }
    (forwardFunctions, inputGradientFunctions, weightGradientFunctions) = (
      functions[0], functions[1], functions[2]
    )
    let names = Set(methods).count == 1 ? methods.prefix(1) : methods[...]
    name = names.map(\.rawValue).joined(separator: "/") + " " + instructionSet.rawValue
    var convolution = convolution
    scratch = ScratchBuffer(count: functions.map { $0.scratch(&convolution, 1) }.max() ?? 0)
  }

  var scratchBytes: Int { scratch.byteCount }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    forwardFunctions.forward(&convolution, input, weights, scratch.start, nil, output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    inputGradientFunctions.input_gradient(
      &convolution, outputGradient, weights, scratch.start, nil, inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    weightGradient: UnsafeMutablePointer<Float>
  ) {
    weightGradientFunctions.weight_gradient(
      &convolution, input, outputGradient, scratch.start, nil,
      { target, _, offset, gradient, count in
        target.assumingMemoryBound(to: Float.self).advanced(by: offset).update(from: gradient, count: count)
      }, weightGradient)
  }
}
