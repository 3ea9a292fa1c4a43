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
  /// Whether it is one of few, such as an epoch's, which all stay in the file.
  package let isRare: Bool
  /// What else a progress bar says, such as `test 43.7 %`.
  package let remarks: [String]

  /// Makes a row.
  package init(
    step: Int, loss: Double, values: [Double?], isLast: Bool, isRare: Bool = false, remarks: [String] = []
  ) {
    self.step = step
    self.loss = loss
    self.values = values
    self.isLast = isLast
    self.isRare = isRare
    self.remarks = remarks
  }

  /// Makes a row without numbers of columns: one for progress bars, which no file has.
  package init(progressAt step: Int, loss: Double, remarks: [String]) {
    self.init(step: step, loss: loss, values: [], isLast: false, remarks: remarks)
  }

  /// Whether the row stays in the file.
  ///
  /// Rare ones do. Of others up to step 100,000 every row does; from there on those at multiples of 100, from a million on of 1,000, and so
  /// on: a training of any length has about ten thousand rows for each power of ten, evenly enough for a
  /// logarithmic axis.
  package var isKept: Bool {
    guard !values.isEmpty else { return false }
    guard step >= 100_000, !isLast, !isRare else { return true }
    var interval = 100
    while step / interval >= 10_000 { interval *= 10 }
    return step % interval == 0
  }

  /// The row as a line; numbers read back to the same bits.
  var line: String {
    "\(step)," + values.map { value in value.map { "\($0)" } ?? "" }.joined(separator: ",") + "\n"
  }
}
