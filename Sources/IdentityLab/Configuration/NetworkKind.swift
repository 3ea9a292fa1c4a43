import Nets

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
}

/// The update rules by their name on the command line.
public enum OptimizerKind: String, CaseIterable, Codable, Sendable {
  /// Gradient descent, with momentum or without.
  case sgd
  /// Adam.
  case adam
  /// RMSprop.
  case rmsprop
  /// Adagrad.
  case adagrad
  /// Adamax.
  case adamax

  /// PyTorch's default rate (for SGD, which has none, [IC]'s 0.01).
  public var defaultLearningRate: Double {
    switch self {
    case .sgd, .rmsprop, .adagrad: 0.01
    case .adam: 0.001
    case .adamax: 0.002
    }
  }

  /// PyTorch's default ε; nil for SGD, which has none.
  public var defaultEpsilon: Double? {
    switch self {
    case .sgd: nil
    case .adam, .rmsprop, .adamax: 1e-8
    case .adagrad: 1e-10
    }
  }
}
