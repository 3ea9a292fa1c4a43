/// The shape of one convolution layer's work: N × Cin × H × W in, N × Cout × ⌈H/stride⌉ × ⌈W/stride⌉ out, k × k filters.
///
/// Zero padding is "same", see ``WindowAxis``. Of stride 1 that is k − 1 zeros in all, the smaller half before: an odd
/// kernel has (k − 1)/2 on both sides; an even one (k − 1)/2 rounded down before and the rest after.
public struct ConvolutionShape: LayerShape, Equatable, Hashable {
  /// Images in the batch, N.
  public let batch: Int
  /// Input channels, Cin.
  public let inputChannels: Int
  /// Output channels, Cout.
  public let outputChannels: Int
  /// Image height H in pixels.
  public let height: Int
  /// Image width W in pixels.
  public let width: Int
  /// Filter height and width k.
  public let kernelSize: Int
  /// Pixels from one output's filter to the next.
  public let stride: Int

  /// Makes a shape; every extent must be at least 1.
  public init(
    batch: Int, inputChannels: Int, outputChannels: Int, height: Int, width: Int, kernelSize: Int,
    stride: Int = 1
  ) {
    precondition(
      min(batch, inputChannels, outputChannels, height, width, kernelSize, stride) >= 1,
      "no convolution is \(batch)×\(inputChannels)→\(outputChannels)×\(height)×\(width), k \(kernelSize)/\(stride)"
    )
    self.batch = batch
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.height = height
    self.width = width
    self.kernelSize = kernelSize
    self.stride = stride
  }

  /// Filters down the image's height.
  public var rows: WindowAxis { WindowAxis(extent: height, kernelSize: kernelSize, stride: stride) }
  /// Filters along the image's width.
  public var columns: WindowAxis { WindowAxis(extent: width, kernelSize: kernelSize, stride: stride) }
  /// Height of an output: ⌈H/stride⌉.
  public var outputHeight: Int { rows.outputs }
  /// Width of an output: ⌈W/stride⌉.
  public var outputWidth: Int { columns.outputs }
  /// Of stride 1, the zeros before the first row and column: (k − 1)/2 rounded down.
  public var paddingBefore: Int { (kernelSize - 1) / 2 }
  /// Of stride 1, the zeros after the last row and column: k − 1 − `paddingBefore`.
  public var paddingAfter: Int { kernelSize - 1 - paddingBefore }
  /// Values of the input: N · Cin · H · W.
  public var inputCount: Int { batch * inputChannels * height * width }
  /// Values of the output: N · Cout times output height and width.
  public var outputCount: Int { batch * outputChannels * outputHeight * outputWidth }
  /// Weights: Cout · Cin · k · k.
  public var weightCount: Int { outputChannels * inputChannels * kernelSize * kernelSize }
  /// Cout.
  public var weightRows: Int { outputChannels }

  /// For example `1×128→128×28×28 k5`, and `k3/2` of stride 2.
  public var description: String {
    "\(batch)×\(inputChannels)→\(outputChannels)×\(height)×\(width) k\(kernelSize)"
      + (stride == 1 ? "" : "/\(stride)")
  }
}
