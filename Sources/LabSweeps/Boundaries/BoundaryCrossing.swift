/// Two places of a column, next to each other among those that are known, with the level between their means.
package struct BoundaryCrossing: Encodable, Equatable, Sendable {
  /// Which way the measure goes.
  package enum Direction: String, Encodable, Sendable {
    /// From below the level to it or above.
    case rises
    /// From the level or above to below it.
    case falls
  }

  /// Which way the measure goes along the axis.
  package let direction: Direction
  /// The last place before it.
  package let before: BoundaryPlace
  /// The first place behind it.
  package let after: BoundaryPlace
  /// How many values of the axis lie between the two, none of which is known: all those that were run have no run that
  /// counts.
  package let unknownBetween: Int
  /// The last value up to `before` whose interval lies on that side as a whole; nil where there is none.
  package let lower: String?
  /// The first value from `after` on whose interval lies on that side as a whole; nil where there is none.
  package let upper: String?
}
