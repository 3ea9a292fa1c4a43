/// The constants of local response normalisation: y = x · b⁻ᵝ with b = k + α/n · Σ x² over n neighbouring channels.
///
/// Channel c's neighbours are c − ⌊n/2⌋ … c + ⌊(n − 1)/2⌋, as far as there are such.
/// Source: Krizhevsky, Sutskever, Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NeurIPS
/// 2012, section 3.3, with α divided by n as in PyTorch.
public struct ResponseNormalization: Equatable, Hashable, Sendable {
  /// Channels that are summed over, n.
  public let size: Int
  /// The sum's weight, α.
  public let alpha: Double
  /// The exponent, β.
  public let beta: Double
  /// What is added to the sum, k.
  public let bias: Double

  /// Makes constants, by default those of the nets that are trained on CIFAR-10: n 9, α 0.001, β 0.75, k 1.
  public init(size: Int = 9, alpha: Double = 0.001, beta: Double = 0.75, bias: Double = 1) {
    precondition(size >= 1 && bias > 0, "no normalisation is over \(size) channels, with \(bias)")
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.bias = bias
  }

  /// The channels that channel `channel` of `count` is divided by.
  func neighbours(of channel: Int, count: Int) -> Range<Int> {
    max(0, channel - size / 2)..<min(count, channel + (size - 1) / 2 + 1)
  }

  /// The channels that are divided by channel `channel` of `count`.
  func dependents(of channel: Int, count: Int) -> Range<Int> {
    max(0, channel - (size - 1) / 2)..<min(count, channel + size / 2 + 1)
  }
}
