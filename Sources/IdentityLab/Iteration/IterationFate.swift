/// What iterates of a net come to, by its word in recipes and files; ``FixedPointIteration`` decides it.
package enum IterationFate: String, CaseIterable, Codable, Sendable {
  /// A fixed point that is a training image, up to 0.3 of the unit.
  case training
  /// Multiples of a training image, as near to it when they have its size; they creep, grow or fade.
  case trainingRay = "training-ray"
  /// A fixed point without contrast: one value a channel.
  case constantImage = "constant-image"
  /// Another fixed point.
  case fixedPoint = "fixed-point"
  /// Multiples of another image.
  case ray
  /// A few images in turn, again and again.
  case cycle
  /// None of these after the last iteration.
  case unsettled
  /// Values beyond all bounds.
  case diverged

  /// What is the basin of the training images: a net without biases that gives one back gives back its multiples, too.
  package static let basin: [IterationFate] = [.training, .trainingRay]

  /// Whether iterates come to rest, but for their size.
  package var isAtRest: Bool { ![.cycle, .unsettled, .diverged].contains(self) }

  /// Its heading in tables and pictures.
  package var title: String {
    switch self {
    case .training: "training image"
    case .trainingRay: "multiple of it"
    case .constantImage: "constant image"
    case .fixedPoint: "other fixed point"
    case .ray: "other multiple"
    case .cycle: "cycle"
    case .unsettled: "not settled"
    case .diverged: "diverged"
    }
  }
}
