/// A learning rate that falls by a factor at the end of every epoch.
public struct EpochDecay: Equatable, Sendable {
  /// The factor γ, above 0.
  public var factor: Double
  /// Updates in an epoch: images over batch size, not always a whole number.
  public var stepsPerEpoch: Double

  /// Describes a decay.
  public init(factor: Double, stepsPerEpoch: Double) {
    precondition(factor > 0 && stepsPerEpoch > 0, "a factor of \(factor) every \(stepsPerEpoch) steps")
    self.factor = factor
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// γ^⌊step / stepsPerEpoch⌋: the factor on the rate of the update after `completedSteps`.
  public func factor(completedSteps: Int) -> Double {
    Double.power(factor, (Double(completedSteps) / stepsPerEpoch).rounded(.down))
  }
}
