import LabBase

/// Where the rows of a heat map lie: of one height, or along an axis of numbers.
struct HeatMapRows {
  /// The height of a row with a label, and of the whole of rows along an axis.
  private static let labelled = 24.0
  private static let axisHeight = 560.0
  /// What a letter needs.
  static let letterHeight = 13.0
  /// Between the ends of an axis and those of the table, so that the outermost rows have room.
  private static let end = 10.0

  /// The upper edge of every row, and the lower one of the last.
  let edges: [Double]
  /// Where a row's number lies, which is not its middle; of rows with labels it is.
  let centers: [Double]
  /// The axis; nil of rows with labels.
  let axis: AxisMapping?

  init(count: Int, places: HeatMap.RowPlaces?) {
    guard let places, count > 1 else {
      edges = (0...count).map { Double($0) * HeatMapRows.labelled }
      centers = (0..<count).map { (Double($0) + 0.5) * HeatMapRows.labelled }
      axis = nil
      return
    }
    let axis = AxisMapping(
      range: ValueRange(places.values[0], places.values[count - 1]), isLogarithmic: places.isLogarithmic)
    let inner = HeatMapRows.axisHeight - 2 * HeatMapRows.end
    let centers = places.values.map { HeatMapRows.end + axis.fraction(of: $0) * inner }
    let between = zip(centers, centers.dropFirst()).map { (($0 + $1) / 2).rounded() }
    edges = [0] + between + [HeatMapRows.axisHeight]
    self.centers = centers
    self.axis = axis
  }

  /// The height of all rows.
  var height: Double { edges.last ?? 0 }

  /// The upper edge and the height of a row.
  func extent(_ row: Int) -> (top: Double, height: Double) { (edges[row], edges[row + 1] - edges[row]) }

  /// Whether a letter at a row's number stays clear of those of its neighbours.
  func hasRoomForText(_ row: Int) -> Bool {
    guard axis != nil else { return true }
    let distances = [row - 1, row + 1].filter(centers.indices.contains).map {
      abs(centers[$0] - centers[row])
    }
    return (distances.min() ?? .infinity) >= HeatMapRows.letterHeight
  }

  /// Round numbers along the axis with the places of their ticks.
  var ticks: [(label: String, y: Double)] {
    guard let axis else { return [] }
    let ticks = axis.ticks(atMost: 12)
    let inner = height - 2 * HeatMapRows.end
    return zip(ticks.labels, ticks.values).map { ($0, HeatMapRows.end + axis.fraction(of: $1) * inner) }
  }
}
