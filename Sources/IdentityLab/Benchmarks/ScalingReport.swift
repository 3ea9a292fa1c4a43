import LabBase
import LabDrawing

/// Takes or reads the times of a ``ScalingStudy`` and writes them, as CSV, as a picture or as both.
package struct ScalingReport {
  private let source: String?
  private let others: [String]
  private let seconds: Double
  private let isQuick: Bool

  /// Says where the times come from.
  ///
  /// - Parameters:
  ///   - source: a CSV file with the times; nil measures them.
  ///   - others: CSV files whose times are drawn too.
  ///   - seconds: how long each net is measured.
  ///   - isQuick: whether to measure few and small nets.
  package init(source: String?, others: [String], seconds: Double, isQuick: Bool) {
    self.source = source
    self.others = others
    self.seconds = seconds
    self.isQuick = isQuick
  }

  /// Writes what is asked for.
  ///
  /// - Parameters:
  ///   - csv: where the times go.
  ///   - figure: where the picture goes, and its format.
  ///   - progress: called before each net that is measured.
  /// - Returns: the paths of the files.
  /// - Throws: `LabError` for a file that cannot be read or written; for one to read before anything is measured.
  package func write(
    csv: String?, figure: (path: String, format: FigureFormat)?,
    progress: (ScalingStudy.Axis, ScalingStudy.Net) -> Void
  ) throws(LabError) -> [String] {
    var beside: [ScalingTable.Row] = []
    for path in others { beside += try Self.read(path).rows }
    var table =
      if let source { try Self.read(source) } else {
        try ScalingStudy.measure(seconds: seconds, isQuick: isQuick, progress: progress)
      }
    if let csv { try AtomicFile.write(table.csv, to: csv) }
    if let figure {
      table.rows += beside
      let drawing = ScalingFigure(table)
      try FigureFile.write(
        drawing.plot.render(format: figure.format), metadata: drawing.metadata, to: figure.path,
        force: true)
    }
    return [csv, figure?.path].compactMap { $0 }
  }

  private static func read(_ path: String) throws(LabError) -> ScalingTable {
    try ScalingTable(csv: String(decoding: AtomicFile.read(path), as: UTF8.self), name: path)
  }
}
