/// What iterates of a net come to, by its word in recipes and files; ``FixedPointIteration`` decides it.
package enum IterationFate: String, CaseIterable, Codable, Sendable {
  /// A fixed point that is a training image, up to 0.3 of the unit.
  case training
  /// A fixed point without contrast: one value a channel.
  case constantImage = "constant-image"
  /// Another fixed point.
  case fixedPoint = "fixed-point"
  /// A few images in turn, again and again.
  case cycle
  /// None of these after the last iteration.
  case unsettled
  /// Values beyond all bounds.
  case diverged

  /// Whether iterates stay where they are.
  package var isFixedPoint: Bool { self == .training || self == .constantImage || self == .fixedPoint }

  /// Its heading in tables and pictures.
  package var title: String {
    switch self {
    case .training: "training image"
    case .constantImage: "constant image"
    case .fixedPoint: "other fixed point"
    case .cycle: "cycle"
    case .unsettled: "not settled"
    case .diverged: "diverged"
    }
  }
}
