/// What a backward pass does with the weights' gradients.
public struct BackwardPass: Sendable {
  /// The update that is done at once; nil holds the gradients until they are applied.
  public var rule: UpdateRule?
  /// Whether the gradients' squares are summed up.
  public var measuresGradient: Bool

  /// Describes a pass.
  public init(rule: UpdateRule?, measuresGradient: Bool) {
    self.rule = rule
    self.measuresGradient = measuresGradient
  }
}
