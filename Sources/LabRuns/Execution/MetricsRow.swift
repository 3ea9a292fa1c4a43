/// Numbers of a training at one step: a row of metrics.csv.
package struct MetricsRow: Equatable, Sendable {
  /// Updates done so far.
  package let step: Int
  /// Loss at the present weights.
  package let loss: Double
  /// The numbers of the session's columns, in their order; nil leaves a field empty.
  package let values: [Double?]
  /// Whether it is the last of the run.
  package let isLast: Bool
  /// Its number among rows that are few, such as the epoch's; nil of one that is told from others by its step alone.
  package let number: Int?
  /// What else a progress bar says, such as `test 43.7 %`.
  package let remarks: [String]

  /// Makes a row.
  package init(
    step: Int, loss: Double, values: [Double?], isLast: Bool, number: Int? = nil, remarks: [String] = []
  ) {
    self.step = step
    self.loss = loss
    self.values = values
    self.isLast = isLast
    self.number = number
    self.remarks = remarks
  }

  /// Makes a row without numbers of columns: one for progress bars, which no file has.
  package init(progressAt step: Int, loss: Double, remarks: [String]) {
    self.init(step: step, loss: loss, values: [], isLast: false, remarks: remarks)
  }

  /// Whether the row stays in the file.
  ///
  /// Up to step 100,000 every row does; from there on those at multiples of 100, from a million on of 1,000, and so
  /// on: a training of any length has about ten thousand rows for each power of ten, evenly enough for a
  /// logarithmic axis. Of numbered rows the first 10,000 do, then those whose numbers are multiples of 10, behind 100,000 of
  /// 100, and so on. The last row always does. So a training of 10⁹ steps has at most 46,001 rows, and one of a million
  /// epochs 28,001.
  package var isKept: Bool {
    guard !values.isEmpty else { return false }
    guard !isLast else { return true }
    if let number {
      var interval = 1
      while (number - 1) / interval >= 10_000 { interval *= 10 }
      return number % interval == 0
    }
    guard step >= 100_000 else { return true }
    var interval = 100
    while step / interval >= 10_000 { interval *= 10 }
    return step % interval == 0
  }

  /// The row as a line; numbers read back to the same bits.
  var line: String {
    "\(step)," + values.map { value in value.map { "\($0)" } ?? "" }.joined(separator: ",") + "\n"
  }
}
