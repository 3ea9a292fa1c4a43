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

  /// The rule with its constants; nil takes the usual ones.
  ///
  /// - Parameters:
  ///   - momentum: SGD's, 0.9 by default; the other rules have none.
  ///   - epsilon: the adaptive rules', ``defaultEpsilon`` by default.
  public func configuration(momentum: Double? = nil, epsilon: Double? = nil) -> OptimizerConfiguration {
    let epsilon = epsilon ?? defaultEpsilon ?? 0
    return switch self {
    case .sgd: .sgd(momentum: momentum ?? Self.defaultMomentum)
    case .adam: .adam(epsilon: epsilon)
    case .rmsprop: .rmsprop(epsilon: epsilon)
    case .adagrad: .adagrad(epsilon: epsilon)
    case .adamax: .adamax(epsilon: epsilon)
    }
  }

  /// SGD's usual momentum, 0.9 ([IC]).
  public static let defaultMomentum = 0.9
}
