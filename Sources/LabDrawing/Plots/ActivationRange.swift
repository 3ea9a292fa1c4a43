import LabBase
import LabImages

/// The values some activation tiles hold and the scale that suits them.
package struct ActivationRange {
  /// The finite values' extent; nil if there are none.
  private let held: ValueRange?

  /// The magnitude to scale to instead of this range's own; nil for its own.
  private var limit: Double?

  /// Looks at the values of some tiles.
  package init(_ tiles: [Image]) {
    held = ValueRange(holding: tiles.lazy.flatMap(\.pixels))
  }

  /// The largest magnitude held; 0 if there is none.
  package var magnitude: Double { held?.symmetric.upper ?? 0 }

  /// The same values on a scale that reaches a magnitude common to several layers.
  package func scaled(to magnitude: Double) -> ActivationRange {
    var result = self
    result.limit = magnitude
    return result
  }

  /// Whether there are negative values, so that 0 belongs in the middle.
  var isSigned: Bool { (held?.lower ?? 0) < 0 }

  /// The map that suits them: diverging if there are negative values, else grey.
  package var map: ColorMap { isSigned ? .diverging : .gray }

  /// The range drawn: 0 … max, or −m … m; a layer of zeros is drawn black, not mid-grey.
  package var drawn: ValueRange {
    let upper = limit ?? magnitude
    let end = upper > 0 ? upper : 1
    return ValueRange(isSigned ? -end : 0, end)
  }

  /// The values held, in words.
  var statement: String {
    guard let held else { return "no finite value" }
    return held.lower == held.upper ? "all \(NumberText.short(held.lower))" : NumberText.range(held)
  }

  /// The scale of one tile in the few characters that fit under it.
  var short: String {
    guard let held else { return "–" }
    if held.lower == held.upper { return "all \(NumberText.short(held.lower, digits: 2))" }
    return (isSigned ? "±" : "0…") + NumberText.short(drawn.upper, digits: 2)
  }
}
