/// The constants of an update that is a sum of gradients, as low rank needs it: descent, with or without momentum.
struct DescentConstants {
  let learningRate: Double
  let momentum: Double

  /// Nil for a rule that treats each weight's gradient in a way of its own.
  init?(_ rule: UpdateRule) {
    switch rule {
    case .descent(let learningRate): (self.learningRate, momentum) = (learningRate, 0)
    case .momentum(let learningRate, let momentum):
      (self.learningRate, self.momentum) = (learningRate, momentum)
    case .adam, .rmsprop, .adagrad, .adamax: return nil
    }
  }

  /// The constants of an update by a rule that this training was made for.
  init(of rule: UpdateRule) {
    guard let constants = Self(rule) else { preconditionFailure("\(rule) is not a sum of gradients") }
    self = constants
  }
}
