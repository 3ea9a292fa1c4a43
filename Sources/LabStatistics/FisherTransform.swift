import Foundation

/// Fisher's z = artanh r, on whose scale a correlation's spread hardly depends on its size and its ends are out of reach.
///
/// Means of correlations near 1 have no symmetric error: an interval of r ± t·s/√n passes 1. On the scale of z it does not.
/// Source: Fisher, "On the 'probable error' of a coefficient of correlation deduced from a small sample", Metron 1921.
package enum FisherTransform {
  /// The nearest to ±1 that a correlation is taken for, 1 − 2⁻⁴⁰: z of 1 itself is infinite, and of Floats no correlation is
  /// known better.
  static let largest = 1 - 0x1p-40

  /// z of a correlation r in [−1, 1]; r nearer to ±1 than 2⁻⁴⁰ counts as that near.
  package static func z(_ correlation: Double) -> Double {
    atanh(min(largest, max(-largest, correlation)))
  }

  /// The correlation r of a z.
  package static func correlation(_ z: Double) -> Double { tanh(z) }
}
