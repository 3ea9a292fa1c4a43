import LabBase
import LabDrawing
import LabFigures

/// The kinds of picture that a figure of this laboratory can be made of.
package enum MemorisationPicture: String, PictureKind {
  /// A column of metrics.csv through training, a curve a net.
  case curves
  /// A finding over a setting.
  case over
  /// Findings as numbers in a table of nets and a setting, beside those of a paper.
  case table

  /// Draws a picture of this kind.
  ///
  /// - Throws: `LabError` where metrics are missing, or the runs do not make such a picture.
  package func draw(_ context: FigureContext<MemorisationLab>) throws(LabError) -> any RenderableFigure {
    switch self {
    case .curves: try EpochFigure(context).plot()
    case .over: try FindingFigure(context).plot()
    case .table: try FindingTable(context).table()
    }
  }
}
