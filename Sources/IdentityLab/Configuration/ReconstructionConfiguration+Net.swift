import Nets

extension ReconstructionConfiguration {
  /// The degree in which the answer is homogeneous in the weights, the number of layers; nil of nets that are not, such as
  /// residual ones, and of f − f₀.
  var homogeneousDegree: Int? {
    let isChain = architecture == .fcn || architecture == .cnn
    return isChain && centred != true && [.linear, .relu, .leakyReLU].contains(networkActivation)
      ? depth : nil
  }

  /// The net in words for subtitles, such as `cnn depth 5 width 128, relu`; of one layer without what does nothing.
  var netText: String {
    "\(architecture.rawValue) depth \(depth)" + (width.map { " width \($0)" } ?? "")
      + (activation.map { ", \($0.rawValue)" } ?? "")
  }
}
