import LabBase
import LabDrawing
import LabRuns

/// A number that the cells of a grid are coloured by, on a scale that is the same in every picture.
package struct GridMeasure<L: FigureLab> {
  /// How a number is drawn.
  package enum Scale: Sendable {
    /// By a colour map from end to end of a range.
    case linear(ValueRange, ColorMap)
    /// By its logarithm.
    case logarithmic(ValueRange)
    /// As the place of a category.
    case categories
  }

  /// The table's heading.
  package let title: String
  /// How the number is drawn.
  package let scale: Scale
  private let value: ([FinishedRun<L>]) throws(LabError) -> Double?

  /// Describes a number of a cell's runs that count, of which there is at least one.
  package init(
    _ title: String, scale: Scale, value: @escaping ([FinishedRun<L>]) throws(LabError) -> Double?
  ) {
    self.title = title
    self.scale = scale
    self.value = value
  }

  /// The table of one facet.
  ///
  /// - Throws: what asking nets throws.
  func panel(_ grid: SweepGrid<L>, facet: GridPlace) throws(LabError) -> HeatMap.Panel {
    var values: [[Double?]] = []
    var gaps: [[Int?]] = []
    var partial: [[Bool]] = []
    for row in grid.rows {
      var (line, reasons, marks): ([Double?], [Int?], [Bool]) = ([], [], [])
      for column in grid.columns {
        let cell = grid.runs(facet: facet, row: row, column: column)
        let number = cell.counted.isEmpty ? nil : try value(cell.counted)
        let gap = cell.gap ?? (number == nil ? .undefined : nil)
        line.append(number)
        reasons.append(gap.flatMap { GridGap.all.firstIndex(of: $0) })
        marks.append(cell.isPartial)
      }
      values.append(line)
      gaps.append(reasons)
      partial.append(marks)
    }
    let heading = [grid.title(of: facet), title.isEmpty ? nil : title].compactMap(\.self)
    var panel = HeatMap.Panel(
      title: heading.joined(separator: "\n"), cells: cells(values), printsValues: true)
    if case .logarithmic = scale { panel.isLogarithmic = true }
    panel.absences = gaps
    panel.partial = partial
    return panel
  }

  private func cells(_ values: [[Double?]]) -> HeatMap.Cells {
    switch scale {
    case .linear(let range, let map): .values(values, range: range, map: map)
    case .logarithmic(let range): .values(values, range: range, map: .sequential)
    case .categories: .categories(values.map { $0.map { $0.map { Int($0) } } })
    }
  }
}

extension SweepGrid {
  /// A heat map of some numbers, a table for each in each facet.
  ///
  /// - Parameters:
  ///   - remarks: sentences about how cells are made.
  ///   - undefined: why a fitted run may not have the number.
  /// - Throws: what asking nets throws.
  package func heatMap(
    _ measures: [GridMeasure<L>], remarks: [String], undefined: String
  ) throws(LabError) -> HeatMap {
    var panels: [HeatMap.Panel] = []
    for facet in facets {
      for measure in measures { panels.append(try measure.panel(self, facet: facet)) }
    }
    let heading = heading(remarks)
    let table = L.Configuration.settings
    var map = HeatMap(
      title: heading.title, subtitle: heading.subtitle,
      rowAxis: axes.rows.map(\.title).joined(separator: " · "),
      columnAxis: axes.columns.map(\.title).joined(separator: " · "),
      rowLabels: rows.map { $0.shown(axes.rows, in: table) },
      columnLabels: columns.map { $0.shown(axes.columns, in: table) }, panels: panels)
    // About as many tables as fill a readable line, and never a part of a facet's.
    map.panelsPerRow = measures.count * max(1, min(5, 36 / (columns.count + 4)) / measures.count)
    map.absences = GridGap.all.map { $0.absence(undefined: undefined) }
    map.partialMeaning = "some of the cell's runs did not train or are not done, and are left out"
    return map
  }
}
