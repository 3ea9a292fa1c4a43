import Nets
import Testing

/// Every update rule of the lab by name, vanilla gradient descent included.
public struct OptimizerCase: Sendable, CustomTestStringConvertible {
  /// Name for messages.
  public let testDescription: String
  /// The rule.
  public let configuration: OptimizerConfiguration

  private init(_ name: String, _ configuration: OptimizerConfiguration) {
    testDescription = name
    self.configuration = configuration
  }

  /// Vanilla and momentum SGD, Adam, RMSprop, Adagrad, Adamax.
  public static let all = [
    OptimizerCase("vanilla", .sgd(momentum: 0)), OptimizerCase("momentum", .sgd()),
    OptimizerCase("adam", .adam()), OptimizerCase("rmsprop", .rmsprop()),
    OptimizerCase("adagrad", .adagrad()), OptimizerCase("adamax", .adamax()),
  ]
}
