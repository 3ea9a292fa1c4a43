import LabBase

/// What a net's answers are made of: f(x) = a·x + b·x̂ + r, least squares for each input, then means over the inputs.
///
/// Beside the correlations, for it has no floor (two digits correlate by 0.2 to 0.33 of themselves) and sees amplitude and
/// sign: the identity is a = 1, b = 0, r = 0, the constant a = 0, b = 1, r = 0. In the units that the net sees, about
/// their zero, see `PlaneProjection`. Of several training images x̂ is the one that leaves the least r.
package struct Decomposition: Codable, Equatable, Sendable {
  /// Mean of a, the identity's part; nil where no input gives it, and as those below.
  package let identity: Double?
  /// Mean of b, the constant's part.
  package let constant: Double?
  /// Mean of |b|: of linear nets x̂ and −x̂ would average out.
  package let constantMagnitude: Double?
  /// Mean of ‖r‖²/‖f(x)‖², in [0, 1]: the share of hallucination.
  package let residual: Double?

  /// Makes a decomposition of its means.
  package init(identity: Double?, constant: Double?, constantMagnitude: Double?, residual: Double?) {
    self.identity = identity
    self.constant = constant
    self.constantMagnitude = constantMagnitude
    self.residual = residual
  }

  private enum CodingKeys: String, CodingKey {
    case identity = "a"
    case constant = "b"
    case constantMagnitude = "absoluteB"
    case residual
  }

  /// Writes every key, an undefined number as null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(identity, forKey: .identity)
    try container.encode(constant, forKey: .constant)
    try container.encode(constantMagnitude, forKey: .constantMagnitude)
    try container.encode(residual, forKey: .residual)
  }

  /// What no net can have; nil where all is as it can be.
  var problem: (expected: String, found: String)? {
    if let constantMagnitude, constantMagnitude < 0 {
      return ("a mean of |b| of at least 0", "\(constantMagnitude)")
    }
    if let residual, !(0...1).contains(residual) {
      return ("a share of r from 0 to 1", "\(residual)")
    }
    return nil
  }
}
