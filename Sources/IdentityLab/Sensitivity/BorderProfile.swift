import LabBase

/// How far in from the border a layer of a convolutional net answers a blank image otherwise than inside.
///
/// Far from any border all pixels of a blank image are answered alike, channel c by u_c; zero padding makes the others.
/// The distance of a pixel is that to the nearest pixel of the border: 0 of the border itself.
package struct BorderProfile: Codable, Equatable, Sendable {
  /// A deviation above this, 1 %, counts as one.
  package static let threshold = 0.01

  /// At each distance √(mean (a − u)²) over pixels and channels, divided by √(mean a²) over the whole layer; nil where the
  /// layer is all zeros.
  package let deviations: [Double]?
  /// How many rings of pixels from the border inwards end with the last that deviates by more than 1 %.
  ///
  /// 0 of a layer that answers all pixels alike; nil as above.
  package var reach: Int? {
    deviations.map { values in values.lastIndex { $0 > Self.threshold }.map { $0 + 1 } ?? 0 }
  }

  /// Compares a layer's values with those of a plane without a border.
  ///
  /// - Parameters:
  ///   - values: a, [C, H, W].
  ///   - interior: u, [C].
  init(values: [Float], interior: [Float], height: Int, width: Int) {
    let pixels = height * width
    var sums = [Double](repeating: 0, count: (min(height, width) + 1) / 2)
    var counts = sums
    var squares = 0.0
    for (place, value) in values.enumerated() {
      let (channel, y, x) = (place / pixels, place % pixels / width, place % width)
      let ring = min(y, x, height - 1 - y, width - 1 - x)
      let difference = Double(value) - Double(interior[channel])
      sums[ring] += difference * difference
      counts[ring] += 1
      squares += Double(value) * Double(value)
    }
    let scale = squares / Double(values.count)
    deviations = scale > 0 ? zip(sums, counts).map { ($0 / $1 / scale).squareRoot() } : nil
  }

  /// Whether a measurement can have these numbers.
  func isPossible(height: Int, width: Int) -> Bool {
    deviations.map { $0.count == (min(height, width) + 1) / 2 && $0.allSatisfy { $0 >= 0 && $0.isFinite } }
      ?? true
  }
}
