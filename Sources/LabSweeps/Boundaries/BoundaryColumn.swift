import LabRuns

/// What is known of one column: the places that were run, and where the measure crosses the level.
package struct BoundaryColumn: Encodable, Equatable, Sendable {
  /// What a column shows.
  package enum Standing: String, Encodable, Sendable {
    /// One crossing.
    case crosses
    /// Several crossings.
    case notMonotone = "not-monotone"
    /// All known places are below the level.
    case below
    /// All known places are at the level or above.
    case above
    /// No place is known.
    case unknown
  }

  /// What tells it from the other columns, by the settings' names.
  package let settings: [String: String]
  /// What it shows.
  package let standing: Standing
  /// All crossings that were seen, in the order of the axis.
  package let crossings: [BoundaryCrossing]
  /// The places that were run, in the order of the axis.
  package let places: [BoundaryPlace]
  /// How many values the axis has in it.
  package let values: Int
  /// Runs of its places; one on which a setting has no effect is in several columns.
  package let runs: Int

  /// Looks at a column.
  ///
  /// - Parameter places: those that were run, each with its place among all values, in their order.
  init(settings: [String: String], places: [(index: Int, place: BoundaryPlace)], values: Int) {
    self.settings = settings
    self.places = places.map(\.place)
    self.values = values
    runs = places.reduce(0) { $0 + $1.place.counted + $1.place.setAside }
    let known = places.filter { $0.place.side != .unknown }
    crossings = zip(known, known.dropFirst()).enumerated().compactMap { index, pair in
      let (before, after) = pair
      guard before.place.side != after.place.side else { return nil }
      return BoundaryCrossing(
        direction: before.place.side == .below ? .rises : .falls, before: before.place, after: after.place,
        unknownBetween: after.index - before.index - 1,
        lower: Self.end(known[...index].reversed().map(\.place), on: before.place.side),
        upper: Self.end(known[(index + 1)...].map(\.place), on: after.place.side))
    }
    standing =
      switch (crossings.count, known.first?.place.side) {
      case (_, nil), (_, .unknown): .unknown
      case (0, .below): .below
      case (0, .above): .above
      case (1, _): .crosses
      default: .notMonotone
      }
  }

  /// The first of some places, going away from a crossing, whose interval lies on its side as a whole; nil where the
  /// measure comes back before that.
  private static func end(_ places: [BoundaryPlace], on side: BoundaryPlace.Side) -> String? {
    places.prefix { $0.side == side }.first { $0.decided == side }?.value
  }
}
