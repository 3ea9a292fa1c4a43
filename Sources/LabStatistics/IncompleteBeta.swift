import Foundation

/// The regularised incomplete beta function I_x(a, b), the cumulative distribution behind Student's t.
enum IncompleteBeta {
  /// I_x(a, b) for a, b > 0 and x in [0, 1], to about 14 digits.
  ///
  /// The continued fraction of DLMF 8.17.22 (https://dlmf.nist.gov/8.17), evaluated by Lentz's method. It converges
  /// quickly for x below the distribution's mean; above it I_x(a, b) = 1 − I_{1−x}(b, a) is used.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0 && (0...1).contains(x), "I_x(a, b) of x \(x), a \(a), b \(b)")
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularized(1 - x, b, a) }
    let logFactor = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(logFactor) / a / continuedFraction(x, a, b)
  }

  /// 1 + d₁/(1 + d₂/(1 + …)): the numerators d alternate between two formulas.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Lentz's method divides by both running terms; a zero is moved to where it cannot matter.
    func nonZero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var (fraction, c, d) = (1.0, 1.0, 0.0)
    // √max(a, b) terms are needed; degrees of freedom here are far below the thousands that would need more.
    for index in 1...500 {
      let m = Double(index / 2)
      let numerator =
        index.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonZero(1 + numerator * d)
      c = nonZero(1 + numerator / c)
      fraction *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return fraction
  }
}
