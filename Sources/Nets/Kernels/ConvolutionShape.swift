/// The shape of one convolution layer's work: N × Cin × H × W in, N × Cout × H × W out, k × k filters, stride 1.
///
/// Zero padding is "same": k − 1 zeros in all, the smaller half before. An odd kernel has (k − 1)/2 on both
/// sides; an even one has (k − 1)/2 rounded down before and the rest after. The kernel may be larger than the image.
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

  /// Makes a shape; every extent must be at least 1.
  public init(
    batch: Int, inputChannels: Int, outputChannels: Int, height: Int, width: Int, kernelSize: Int
  ) {
    precondition(
      min(batch, inputChannels, outputChannels, height, width, kernelSize) >= 1,
      "no convolution is \(batch)×\(inputChannels)→\(outputChannels)×\(height)×\(width), k \(kernelSize)")
    self.batch = batch
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.height = height
    self.width = width
    self.kernelSize = kernelSize
  }

  /// Zeros before the first row and column: (k − 1)/2 rounded down.
  public var paddingBefore: Int { (kernelSize - 1) / 2 }
  /// Zeros after the last row and column: k − 1 − `paddingBefore`.
  public var paddingAfter: Int { kernelSize - 1 - paddingBefore }
  /// Values of the input: N · Cin · H · W.
  public var inputCount: Int { batch * inputChannels * height * width }
  /// Values of the output: N · Cout · H · W.
  public var outputCount: Int { batch * outputChannels * height * width }
  /// Weights: Cout · Cin · k · k.
  public var weightCount: Int { outputChannels * inputChannels * kernelSize * kernelSize }
  /// Cout.
  public var weightRows: Int { outputChannels }

  /// For example `1×128→128×28×28 k5`.
  public var description: String {
    "\(batch)×\(inputChannels)→\(outputChannels)×\(height)×\(width) k\(kernelSize)"
  }
}
