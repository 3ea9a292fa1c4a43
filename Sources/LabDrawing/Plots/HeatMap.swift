import LabBase

/// Tables of coloured cells side by side over shared rows, such as identity, constant and zones.
///
/// A cell without a value is hatched, never drawn as 0.
package struct HeatMap: LaidOutFigure {
  /// What the cells of a panel are: one row of cells for each row label.
  package enum Cells: Sendable {
    /// Numbers through a colour map, with a colour bar; nil, NaN and infinities are hatched.
    case values([[Double?]], range: ValueRange, map: ColorMap)
    /// Places in ``HeatMap/categories``, by colour and symbol; nil is hatched.
    case categories([[Int?]])
  }

  /// One of a few things that a cell can be, such as a zone.
  package struct Category: Equatable, Sendable {
    /// A letter or two, printed in the cell.
    package let symbol: String
    /// What it means, in the words of a legend.
    package let legend: String
    /// The cell's colour.
    package let color: Color

    /// Describes a category.
    package init(symbol: String, legend: String, color: Color) {
      self.symbol = symbol
      self.legend = legend
      self.color = color
    }
  }

  /// Why a cell has no value, where more is known than that it is undefined.
  package struct Absence: Equatable, Sendable {
    /// A letter or a few, printed in the cell.
    package let symbol: String
    /// What it means, in the words of a legend.
    package let legend: String
    /// Whether the cell is hatched; otherwise it is blank.
    package let isHatched: Bool

    /// Describes a reason.
    package init(symbol: String, legend: String, isHatched: Bool) {
      self.symbol = symbol
      self.legend = legend
      self.isHatched = isHatched
    }
  }

  /// Numbers that rows stand for, smallest first, on an axis that says so.
  package struct RowPlaces: Equatable, Sendable {
    /// One number a row.
    package let values: [Double]
    /// Whether equal distances are equal ratios; the numbers must then be positive.
    package let isLogarithmic: Bool

    /// Describes the axis.
    package init(_ values: [Double], isLogarithmic: Bool) {
      precondition(zip(values, values.dropFirst()).allSatisfy(<), "rows at \(values) do not rise")
      self.values = values
      self.isLogarithmic = isLogarithmic
    }
  }

  /// A rule between rows.
  package struct RowBreak: Equatable, Sendable {
    /// The row before which it stands.
    package let row: Int
    /// What is otherwise from there on.
    package let meaning: String

    /// Describes a rule.
    package init(row: Int, meaning: String) {
      self.row = row
      self.meaning = meaning
    }
  }

  /// One table.
  package struct Panel: Sendable {
    /// What the table shows.
    package var title: String
    /// The cells.
    package var cells: Cells
    /// Whether each number is printed in its cell.
    package var printsValues: Bool
    /// Categories whose symbols are printed over the cells of a table of numbers; nil for none.
    package var letters: [[Int?]]?
    /// Categories of cells that were not measured, inferred from their neighbours and drawn pale; nil for none.
    package var inferred: [[Int?]]?
    /// How far the numbers are from each other that a cell's is the mean of, printed behind it; nil for none.
    package var deviations: [[Double?]]?
    /// Whether equal steps of colour are equal ratios; the range must then be positive.
    package var isLogarithmic = false
    /// Places in ``HeatMap/absences`` of cells without a value; nil, of a cell or of the table, is plain hatching.
    package var absences: [[Int?]]?
    /// Cells that are drawn from fewer runs than there are, marked at a corner; nil for none.
    package var partial: [[Bool]]?

    /// Makes a table.
    package init(
      title: String, cells: Cells, printsValues: Bool = false, letters: [[Int?]]? = nil,
      inferred: [[Int?]]? = nil
    ) {
      self.title = title
      self.cells = cells
      self.printsValues = printsValues
      self.letters = letters
      self.inferred = inferred
    }
  }

  /// The heading of the figure; wrapped if long.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// What the rows are, such as `depth`.
  package var rowAxis: String
  /// What the columns are, such as `similarity ρ`.
  package var columnAxis: String
  /// One label a row, from top to bottom.
  package var rowLabels: [String]
  /// Where rows stand along an axis of numbers, on which each reaches half way to its neighbours; nil for rows of one
  /// height with their labels.
  package var rowPlaces: RowPlaces?
  /// Rows before which a rule stands, with what is otherwise from there on; the first row cannot be one.
  package var rowBreaks: [RowBreak] = []
  /// One label a column, from left to right.
  package var columnLabels: [String]
  /// The tables, left to right.
  package var panels: [Panel]
  /// How many tables stand beside each other before the next line of them; nil for all.
  package var panelsPerRow: Int?
  /// Why cells may have no value; empty where no table says.
  package var absences: [Absence] = []
  /// What the numbers of a colour bar are, beside it; nil where the tables' titles say so.
  package var barTitle: String?
  /// What the mark at a cell's corner means.
  package var partialMeaning = "some runs of the cell are left out"
  /// What the cells of categories can be, in the legend's order; empty if no table has categories.
  package var categories: [Category]
  /// A sentence under the categories' legend; nil for none.
  package var categoryNote: String?
  /// Why a cell may be hatched.
  package var undefinedMeaning: String
  /// Small print under the figure.
  package var footnote: String?

  /// Makes a figure; every table must have a row of cells for each row label and a cell for each column label.
  package init(
    title: String, subtitle: String? = nil, rowAxis: String, columnAxis: String, rowLabels: [String],
    columnLabels: [String], panels: [Panel], categories: [Category] = [],
    categoryNote: String? = nil,
    undefinedMeaning: String = "undefined (a constant output has no correlation)", footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.rowAxis = rowAxis
    self.columnAxis = columnAxis
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.panels = panels
    self.categories = categories
    self.categoryNote = categoryNote
    self.undefinedMeaning = undefinedMeaning
    self.footnote = footnote
  }

  /// SHA-256 over every table in order: counts, then numbers as little-endian doubles, categories as 1 and up.
  package var tileDigest: String {
    var digest = TileDigest()
    for panel in panels {
      digest.append(count: rowLabels.count)
      digest.append(count: columnLabels.count)
      for value in panel.numbers.joined() { digest.append(value) }
      for place in panel.absences?.flatMap(\.self) ?? [] { digest.append(place.map(Double.init)) }
    }
    return digest.hexadecimal
  }
}

extension HeatMap.Panel {
  /// The cells as numbers, categories by their places from 1 on.
  fileprivate var numbers: [[Double?]] {
    switch cells {
    case .values(let values, _, _): values
    case .categories(let places): places.map { row in row.map { $0.map { Double($0 + 1) } } }
    }
  }
}
