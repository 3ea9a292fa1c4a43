import LabBase
import Nets

/// How far from the image's centre the pixels lie that move a layer's central units.
///
/// With g = ∂(unit)/∂(pixel), of a pixel all its channels: A(p) is the mean of |g| and S(p) that of g² over units and
/// inputs.
package struct GradientReach: Codable, Equatable, Sendable {
  /// Share of Σ S that lies within ``radius``.
  package static let share = 0.95

  /// A, one value a pixel, [H, W].
  package let map: PackedFloats
  /// The least r with 95 % of Σ S in the square of pixels at most r rows and r columns from the centre; nil where nothing
  /// moves the units.
  package let radius: Int?
  /// The standard deviation along one axis of a pixel drawn with probability S: √(Σ S (Δy² + Δx²) / 2 Σ S); nil as above.
  package let spread: Double?

  /// Measures maps.
  ///
  /// - Parameters:
  ///   - absolute: A.
  ///   - squares: S.
  init(absolute: [Double], squares: [Double], height: Int, width: Int) {
    map = PackedFloats(absolute.map(Float.init))
    let total = squares.reduce(0, +)
    guard total > 0 else {
      (radius, spread) = (nil, nil)
      return
    }
    var rings = [Double](repeating: 0, count: max(height, width) / 2 + 1)
    var moment = 0.0
    for (place, square) in squares.enumerated() {
      let (y, x) = (place / width - height / 2, place % width - width / 2)
      rings[max(abs(y), abs(x))] += square
      moment += square * Double(y * y + x * x) / 2
    }
    var within = 0.0
    radius =
      rings.firstIndex { ring in
        within += ring
        return within >= Self.share * total
      } ?? rings.count - 1
    spread = (moment / total).squareRoot()
  }

  /// Whether a measurement can have these numbers.
  func isPossible(height: Int, width: Int) -> Bool {
    map.values.count == height * width && map.values.allSatisfy { $0 >= 0 && $0.isFinite }
      && 0...max(height, width) / 2 ~= radius ?? 0 && spread ?? 0 >= 0
  }
}
