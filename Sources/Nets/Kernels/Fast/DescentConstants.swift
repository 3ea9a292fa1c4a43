/// The constants of an update that is a sum of gradients, as low rank needs it: descent, with or without momentum.
struct DescentConstants {
  let learningRate: Double
  let momentum: Double

  /// Nil for an update that treats each weight's gradient in a way of its own, or adds the weights to it.
  init?(_ update: WeightUpdate) {
    guard update.weightDecay == 0 else { return nil }
    switch update.rule {
    case .descent(let learningRate): (self.learningRate, momentum) = (learningRate, 0)
    case .momentum(let learningRate, let momentum):
      (self.learningRate, self.momentum) = (learningRate, momentum)
    case .adam, .rmsprop, .adagrad, .adamax: return nil
    }
  }

  /// The constants of an update that this training was made for.
  init(of update: WeightUpdate) {
    guard let constants = Self(update) else { preconditionFailure("\(update) is not a sum of gradients") }
    self = constants
  }
}
