/// Which old pixels, with which weights, make each new pixel of a row that changes its length.
struct AxisResampling {
  /// Consecutive old pixels and their weights, which are positive and sum to 1.
  struct Taps: Equatable {
    let first: Int
    let weights: [Double]

    /// Σ weight · value over the old pixels, in their order.
    func sum(_ value: (Int) -> Double) -> Double {
      var total = 0.0
      for (offset, weight) in weights.enumerated() {
        total += weight * value(first + offset)
      }
      return total
    }
  }

  /// One for each new pixel.
  let taps: [Taps]

  /// Area averaging if the row shrinks, linear interpolation if it grows, each pixel itself otherwise.
  init(from old: Int, to new: Int) {
    taps = (0..<new).map { index in
      new < old
        ? AxisResampling.average(index, from: old, to: new)
        : AxisResampling.interpolation(index, from: old, to: new)
    }
  }

  /// In units of 1/new old pixels, new pixel i covers i·old ..< (i+1)·old and old pixel j covers
  /// j·new ..< (j+1)·new: whole numbers, so no coverage is lost to rounding.
  private static func average(_ index: Int, from old: Int, to new: Int) -> Taps {
    let start = index * old
    let end = start + old
    let first = start / new
    let last = (end - 1) / new
    let weights = (first...last).map { pixel in
      Double(min(end, (pixel + 1) * new) - max(start, pixel * new)) / Double(old)
    }
    return Taps(first: first, weights: weights)
  }

  /// In units of 1/(2·new) old pixels, new pixel i has its centre (2i+1)·old − new after the first old one's.
  private static func interpolation(_ index: Int, from old: Int, to new: Int) -> Taps {
    let position = min(max((2 * index + 1) * old - new, 0), 2 * new * (old - 1))
    let first = position / (2 * new)
    let remainder = position % (2 * new)
    guard remainder > 0 else { return Taps(first: first, weights: [1]) }
    let fraction = Double(remainder) / Double(2 * new)
    return Taps(first: first, weights: [1 - fraction, fraction])
  }
}
