/// What a layer's plan does and what it costs, for `bench plans`.
public struct PlanDescription: Equatable, Sendable {
  /// Name of the layer.
  public let layer: String
  /// The shape it was planned for.
  public let shape: String
  /// The plan's name.
  public let plan: String
  /// Bytes of scratch the plan uses; layers may share them.
  public let scratchBytes: Int
}
