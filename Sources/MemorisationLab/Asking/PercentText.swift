import Foundation

/// Shares as percentages, such as `43.7 %`.
package enum PercentText {
  /// A share from 0 to 1; only 1 itself is `100 %`, and what is close to it has the digits that tell.
  package static func text(_ share: Double) -> String {
    guard share < 1 else { return "100 %" }
    return String(format: share > 0.995 ? "%.2f %%" : "%.1f %%", 100 * share)
  }

  /// A share that somebody set, with no more digits than it has: `50 %`.
  package static func setting(_ share: Double) -> String { String(format: "%g %%", 100 * share) }
}
