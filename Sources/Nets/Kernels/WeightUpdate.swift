/// What one update does with a gradient g: weight decay, g ← g + λ w, and then a rule.
///
/// That is PyTorch's `weight_decay` of every optimiser, the gradient of λ/2 ‖w‖² beside the loss.
public struct WeightUpdate: Equatable, Sendable {
  /// The rule with its constants.
  public var rule: UpdateRule
  /// λ, at least 0; at 0 the gradient is taken as it is, to the bit.
  public var weightDecay: Double

  /// Describes an update, by default without weight decay.
  public init(_ rule: UpdateRule, weightDecay: Double = 0) {
    precondition(weightDecay >= 0, "a weight decay of \(weightDecay)")
    self.rule = rule
    self.weightDecay = weightDecay
  }
}
