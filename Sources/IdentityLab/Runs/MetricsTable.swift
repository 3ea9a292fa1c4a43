import Nets

/// The rows of metrics.csv: `step,loss,gradient_norm,learning_rate`, one every log interval and one at the end.
///
/// Numbers are written so that they read back to the same bits; a resumed run continues the rows of its
/// checkpoint and so ends with the same bytes as one that was never interrupted.
struct MetricsTable {
  private static let header = "step,loss,gradient_norm,learning_rate"
  private(set) var rows: [TrainingMetrics] = []

  /// Makes an empty table.
  init() {}

  /// Reads the rows before a step; rows that are no metrics are dropped with all that follow.
  init(csv: String, before step: Int) {
    for line in csv.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 4, let at = Int(fields[0]), at < step, let loss = Double(fields[1]) else {
        return
      }
      rows.append(
        TrainingMetrics(
          step: at, loss: loss, gradientNorm: Double(fields[2]), learningRate: Double(fields[3])))
    }
  }

  mutating func append(_ row: TrainingMetrics) {
    rows.append(row)
  }

  /// The file's text.
  var csv: String {
    let lines = rows.map { row in
      let norm = row.gradientNorm.map { "\($0)" } ?? ""
      let rate = row.learningRate.map { "\($0)" } ?? ""
      return "\(row.step),\(row.loss),\(norm),\(rate)\n"
    }
    return Self.header + "\n" + lines.joined()
  }
}
