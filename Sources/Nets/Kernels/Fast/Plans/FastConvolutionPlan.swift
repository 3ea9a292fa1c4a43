import CNetKernels

/// Convolution by the fastest method for each of its three products.
///
/// Padding is multiplied like any other pixel: a weight that is NaN or infinite also spoils the outputs
/// where its tap lies outside the image; by minimal filtering a NaN spoils every output of its tile.
final class FastConvolutionPlan: LayerPlan {
  let name: String
  private let convolution: ConvolutionShape
  private let kernels: cnk_kernels
  private let workspace: Workspace
  private let forwardFunctions: cnk_convolution_kernels
  private let inputGradientFunctions: cnk_convolution_kernels
  private let weightGradientFunctions: cnk_convolution_kernels
  private let scratchCount: Int

  /// - Parameters:
  ///   - method: of all products, other than the best only to test or compare.
  ///   - forwardMethod: of the forward product; nil is as `method` says.
  init(
    shape: ConvolutionShape, instructionSet: InstructionSet, kernels: cnk_kernels, workspace: Workspace,
    method: ConvolutionMethod? = nil, forwardMethod: ConvolutionMethod? = nil
  ) {
    convolution = shape
    self.kernels = kernels
    self.workspace = workspace
    let methods = ConvolutionMethod.Product.allCases.map {
      ($0 == .forward ? forwardMethod : nil) ?? method ?? .best(for: $0, of: shape, lanes: kernels.lanes)
    }
    let names = Set(methods).count == 1 ? methods.prefix(1) : methods[...]
    name = names.map(\.rawValue).joined(separator: "/") + " " + instructionSet.rawValue
    let functions = methods.map { $0.functions(kernels) }
    (forwardFunctions, inputGradientFunctions, weightGradientFunctions) = (
      functions[0], functions[1], functions[2]
    )
    var sizes = cnk_convolution(shape)
    scratchCount = functions.map { $0.scratch(&sizes, workspace.threads) }.max() ?? 0
    workspace.reserve(scratchCount)
  }

  var shape: any LayerShape { convolution }
  var scratchBytes: Int { scratchCount * MemoryLayout<Float>.stride }

  func forward(
    input: UnsafePointer<Float>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>
  ) {
    var sizes = cnk_convolution(convolution)
    forwardFunctions.forward(&sizes, input, weights, bias, workspace.scratch, team, output)
  }

  func inputGradient(
    outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    var sizes = cnk_convolution(convolution)
    inputGradientFunctions.input_gradient(
      &sizes, outputGradient, weights, workspace.scratch, team, inputGradient)
  }

  func weightGradient(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, consumer: GradientConsumer<Float>
  ) {
    var sizes = cnk_convolution(convolution)
    var update = cnk_weight_update(consumer)
    weightGradientFunctions.weight_gradient(
      &sizes, input, outputGradient, workspace.scratch, team, kernels.update, &update)
  }

  func biasGradient(outputGradient: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    let axes = convolution.outputAxes
    kernels.bias_gradient(
      axes.batch, axes.channels, axes.positions, outputGradient, target, workspace.team(for: 8 * axes.count))
  }

  private var team: OpaquePointer? { workspace.team(for: convolution.multiplications) }
}

extension cnk_convolution {
  fileprivate init(_ shape: ConvolutionShape) {
    self.init(
      batch: shape.batch, input_channels: shape.inputChannels, output_channels: shape.outputChannels,
      height: shape.height, width: shape.width, kernel_size: shape.kernelSize,
      before: shape.rows.paddingBefore, stride: shape.stride, before_columns: shape.columns.paddingBefore)
  }
}
