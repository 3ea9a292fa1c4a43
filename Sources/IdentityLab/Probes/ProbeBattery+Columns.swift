import Nets

extension ProbeBattery {
  /// The columns of a prediction grid, in the families' order: all training images, 4 digits, 2 blends, 2 novel
  /// shapes, 3 garments, 4 natural images of a colour battery and the canonical image of each pattern.
  ///
  /// The same places for every battery, so that grids can be compared column by column. The digits are 0, 2, 4
  /// and 7: closed and open shapes, and another 7 to tell "draws a 7" from "draws *this* 7" when x̂ is one. The
  /// garments are a T-shirt, a bag and a boot: a filled, a hollow and a small shape. In a battery too small to
  /// hold one of them, the first ones of the family stand in.
  package var columns: [ProbeColumn] {
    sets.flatMap { set in
      let preferred = Self.preferredPlaces(set.family) ?? Array(0..<set.count)
      let isComplete = preferred.allSatisfy { $0 < set.count }
      let places = isComplete ? preferred : Array(0..<min(preferred.count, set.count))
      return places.map { ProbeColumn(family: set.family, index: $0, label: set.labels[$0]) }
    }
  }

  /// The standardised images of ``columns``, in their order.
  package var representatives: ImageBatch {
    ImageBatch(shape: shape, values: columns.flatMap { self[$0.family].inputs[$0.index] })
  }

  /// Places of the columns in a family of 20; nil for all of them.
  private static func preferredPlaces(_ family: ProbeFamily) -> [Int]? {
    switch family {
    case .training: nil
    case .digits: [0, 2, 4, 7]
    case .blends, .novel: [0, 1]
    case .fashion: [0, 8, 9]
    case .natural: [0, 1, 2, 3]
    case .constant, .stripes, .checkerboard, .circle, .uniformNoise, .gaussianNoise: [0]
    }
  }
}
