import LabBase
import LabDrawing
import LabFigures

/// What stands in the cells of a sweep's grid: a finding, mean over seeds.
package struct MemorisationCell: GridCell {
  /// What is drawn.
  package let cell: MemorisationFinding

  /// Describes a cell.
  package init(_ cell: MemorisationFinding) {
    self.cell = cell
  }

  /// What is drawn, in words.
  package var title: String { cell.title }

  /// Draws a grid of such cells.
  ///
  /// - Throws: `LabError` where the sweep does not make a picture.
  package func draw(
    _ grid: SweepGrid<MemorisationLab>, lab: MemorisationLab
  ) throws(LabError) -> any RenderableFigure {
    let measure = GridMeasure<MemorisationLab>(title, scale: cell.gridScale) { runs in
      runs.map { cell.value(of: $0.record) }.definedMean
    }
    return try grid.heatMap(
      [measure], remarks: [grid.seeds.map { "mean over \($0)" } ?? "a run a cell"],
      undefined: "no such number")
  }
}

extension MemorisationFinding {
  /// The scale of grids: the same in every picture.
  var gridScale: GridMeasure<MemorisationLab>.Scale {
    switch scale {
    case .share: self == .gap ? .linear(ValueRange(-1, 1), .diverging) : .linear(.unit, .sequential)
    case .loss: .logarithmic(ValueRange(1e-4, 10))
    case .count: .logarithmic(ValueRange(1, self == .parameterCount ? 1e8 : 1e6))
    }
  }
}
