/// The families of networks by their name on the command line.
public enum NetworkKind: String, CaseIterable, Codable, Sendable {
  /// Fully connected.
  case fcn
  /// Convolutional.
  case cnn
  /// Fully connected blocks with skips, in image space.
  case resnet
  /// Convolutional blocks with skips.
  case resnetConv = "resnet-conv"

  /// Whether its layers are convolutions.
  public var isConvolutional: Bool { self == .cnn || self == .resnetConv }

  /// The network of this family.
  ///
  /// - Parameters:
  ///   - depth: number of weight layers.
  ///   - width: hidden units or channels.
  ///   - kernelSize: filter height and width; only convolutional nets have one.
  public func architecture(depth: Int, width: Int, kernelSize: Int?) -> Architecture {
    switch self {
    case .fcn: .fcn(depth: depth, width: width)
    case .cnn: .cnn(depth: depth, width: width, kernelSize: kernelSize ?? 1)
    case .resnet: .resnet(depth: depth, width: width)
    case .resnetConv: .resnetConv(depth: depth, width: width, kernelSize: kernelSize ?? 1)
    }
  }
}
