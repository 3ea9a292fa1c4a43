import Foundation

/// Shares as percentages, such as `43.7 %`.
package enum PercentText {
  /// A share from 0 to 1; only 1 itself is `100 %`, and what is close to it has the digits that tell.
  package static func text(_ share: Double) -> String {
    guard share < 1 else { return "100 %" }
    return "\(digits(100 * share)) %"
  }

  /// A percentage below 100 with one decimal, or as many as it takes not to be 100.
  package static func digits(_ percent: Double) -> String {
    let texts = (1...6).lazy.map { String(format: "%.\($0)f", percent) }
    return percent < 100 ? texts.first { Double($0) != 100 } ?? "99.999999" : String(format: "%.1f", percent)
  }

  /// A share that somebody set, with no more digits than it has: `50 %`.
  package static func setting(_ share: Double) -> String { String(format: "%g %%", 100 * share) }
}
