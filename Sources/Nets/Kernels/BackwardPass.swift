/// What a backward pass does with the parameters' gradients.
public struct BackwardPass: Sendable {
  /// The update that is done at once; nil holds the gradients until they are applied.
  public var update: WeightUpdate?
  /// Whether the gradients' squares are summed up.
  public var measuresGradient: Bool
  /// Whether parameters have gradients at all; without, only that by the network's input is asked for.
  public var wantsParameters: Bool

  /// Describes a pass.
  public init(update: WeightUpdate?, measuresGradient: Bool, wantsParameters: Bool = true) {
    self.update = update
    self.measuresGradient = measuresGradient
    self.wantsParameters = wantsParameters
  }
}
