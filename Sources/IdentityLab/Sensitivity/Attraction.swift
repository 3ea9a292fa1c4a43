import Nets

/// Whether a net that is asked again and again about its own answers comes back to an image from nearby.
package enum Attraction: String, Codable, CaseIterable, Sendable {
  /// A fixed point with every |λ| < 1, of a net that is not as below: it does.
  case attractor
  /// A fixed point of a net with f(cx) = c f(x), c > 0, with every |λ| across x below that along it: images from nearby
  /// come to multiples of it.
  case attractorUpToScale = "attractor-up-to-scale"
  /// A fixed point with some direction that is kept or grows.
  case notAttractor = "not-attractor"
  /// f(x) is another image.
  case noFixedPoint = "no-fixed-point"

  /// Largest ‖f(x) − x‖ / ‖x‖ with which x counts as a fixed point: 0.1, a squared error of 1 % of the image's square.
  package static let largestResidual = 0.1

  /// Judges a point.
  ///
  /// - Parameters:
  ///   - residual: ‖f(x) − x‖ / ‖x‖; nil where x is zero.
  ///   - radius: the spectral radius of J.
  ///   - along: xᵀJx / xᵀx.
  ///   - across: the spectral radius of PJP, P the projection across x; nil where it was not computed.
  ///   - isHomogeneous: whether f(cx) = c f(x) for c > 0.
  init(residual: Double?, radius: Double, along: Double?, across: Double?, isHomogeneous: Bool) {
    guard let residual, residual <= Self.largestResidual else {
      self = .noFixedPoint
      return
    }
    if isHomogeneous {
      // Its multiples are fixed points as x is, so that along x nothing comes back, whatever rounding makes of λ = 1.
      self = (across ?? 0) < (along ?? 0) ? .attractorUpToScale : .notAttractor
    } else {
      self = radius < 1 ? .attractor : .notAttractor
    }
  }

  /// A word or two for tables.
  package var word: String {
    switch self {
    case .attractor: "yes"
    case .attractorUpToScale: "up to scale"
    case .notAttractor: "no"
    case .noFixedPoint: "no fixed point"
    }
  }
}
