import LabBase
import LabRuns

/// A run's metrics.csv, a row an epoch.
package struct EpochTable {
  /// Updates done before each row.
  package let steps: [Int]
  /// Epochs done before each row.
  package let epochs: [Int]
  private let table: MetricsTable

  /// Reads a finished run's.
  ///
  /// - Throws: `LabError` where there is none.
  package init(of run: FinishedRun<MemorisationLab>) throws(LabError) {
    let bytes = try run.directory.read("metrics.csv")
    table = MetricsTable(csv: String(decoding: bytes, as: UTF8.self))
    steps = table.steps
    epochs = table.steps.map(run.configuration.epoch(afterSteps:))
  }

  /// A column's numbers, one a row; what is not finite is none.
  package subscript(column: MetricColumn) -> [Double?] {
    table[column.rawValue].map { $0.flatMap { $0.isFinite ? $0 : nil } }
  }

  /// A column's number at the end of an epoch; nil where training had ended before.
  package func value(of column: MetricColumn, epoch: Int) -> Double? {
    epochs.firstIndex(of: epoch).flatMap { self[column][$0] }
  }
}
