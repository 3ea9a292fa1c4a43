/// Tables of coloured cells side by side over shared rows, such as identity, constant and zones.
///
/// A cell without a value is hatched, never drawn as 0.
public struct HeatMap: LaidOutFigure {
  /// What the cells of a panel are: one row of cells for each row label.
  public enum Cells: Sendable {
    /// Numbers through a colour map, with a colour bar; nil, NaN and infinities are hatched.
    case values([[Double?]], range: ValueRange, map: ColorMap)
    /// Zones by colour and letter; nil is hatched.
    case zones([[Zone?]])
  }

  /// One table.
  public struct Panel: Sendable {
    /// What the table shows.
    public var title: String
    /// The cells.
    public var cells: Cells
    /// Whether each number is printed in its cell.
    public var printsValues: Bool
    /// Zone letters printed over the cells of a table of numbers; nil for none.
    public var letters: [[Zone?]]?
    /// Zones of cells that were not measured, inferred from their neighbours and drawn pale; nil for none.
    public var inferred: [[Zone?]]?

    /// Makes a table.
    public init(
      title: String, cells: Cells, printsValues: Bool = false, letters: [[Zone?]]? = nil,
      inferred: [[Zone?]]? = nil
    ) {
      self.title = title
      self.cells = cells
      self.printsValues = printsValues
      self.letters = letters
      self.inferred = inferred
    }
  }

  /// The heading of the figure; wrapped if long.
  public var title: String
  /// A line or two under the title.
  public var subtitle: String?
  /// What the rows are, such as `depth`.
  public var rowAxis: String
  /// What the columns are, such as `similarity ρ`.
  public var columnAxis: String
  /// One label a row, from top to bottom.
  public var rowLabels: [String]
  /// One label a column, from left to right.
  public var columnLabels: [String]
  /// The tables, left to right.
  public var panels: [Panel]
  /// The correlation from which on one counts as high, stated with the zones; nil if there are none.
  public var zoneThreshold: Double?
  /// Why a cell may be hatched.
  public var undefinedMeaning: String
  /// Small print under the figure.
  public var footnote: String?

  /// Makes a figure; every table must have a row of cells for each row label and a cell for each column label.
  public init(
    title: String, subtitle: String? = nil, rowAxis: String, columnAxis: String, rowLabels: [String],
    columnLabels: [String], panels: [Panel], zoneThreshold: Double? = nil,
    undefinedMeaning: String = "undefined (a constant output has no correlation)", footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.rowAxis = rowAxis
    self.columnAxis = columnAxis
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.panels = panels
    self.zoneThreshold = zoneThreshold
    self.undefinedMeaning = undefinedMeaning
    self.footnote = footnote
  }

  /// SHA-256 over every table in order: counts, then numbers as little-endian doubles; zones as 1 … 4.
  public var tileDigest: String {
    var digest = TileDigest()
    for panel in panels {
      digest.append(count: rowLabels.count)
      digest.append(count: columnLabels.count)
      for value in panel.numbers.joined() { digest.append(value) }
    }
    return digest.hexadecimal
  }
}

extension HeatMap.Panel {
  /// The cells as numbers, zones as their places in the alphabet.
  fileprivate var numbers: [[Double?]] {
    switch cells {
    case .values(let values, _, _): values
    case .zones(let zones):
      zones.map { row in
        row.map { zone in
          zone.flatMap { Zone.allCases.firstIndex(of: $0) }.map { Double($0 + 1) }
        }
      }
    }
  }
}
