/// What a run has of some quantities: a line of a table of runs.
package struct RunRow<L: Lab>: Sendable {
  /// The run's name.
  package let runKey: String
  /// What the run came to or how far it is; see ``StoredRun/state``.
  package let state: String
  private let columns: RunColumns<L>
  private let values: [QuantityValue?]

  /// Makes a row of its values, one a column.
  package init(runKey: String, state: String, columns: RunColumns<L>, values: [QuantityValue?]) {
    precondition(
      values.count == columns.quantities.count,
      "\(values.count) values in \(columns.quantities.count) columns")
    self.runKey = runKey
    self.state = state
    self.columns = columns
    self.values = values
  }

  /// Takes the values from a run whose files were read.
  package init(_ run: StoredRun<L>, columns: RunColumns<L>) {
    self.init(
      runKey: run.runKey, state: run.state, columns: columns,
      values: columns.quantities.map { $0.value(of: run) })
  }

  /// Whether training reached its tolerance.
  package var isFitted: Bool { state == TrainingOutcome.fitted.rawValue }

  /// The value of a quantity, which must be one of the columns; nil where the run has none.
  package subscript(quantity: RunQuantity<L>) -> QuantityValue? {
    guard let place = columns.place(of: quantity) else {
      preconditionFailure("the rows have no column \(quantity.name)")
    }
    return values[place]
  }

  /// How many runs are in each state that occurs, in the order of ``StoredRun/states``, such as `3 fitted, 1 plateau`.
  package static func census(of rows: [RunRow]) -> [(state: String, count: Int)] {
    StoredRun<L>.states.compactMap { state in
      let count = rows.count { $0.state == state }
      return count > 0 ? (state, count) : nil
    }
  }
}

extension RunQuantity {
  /// The run's value; nil where it has none.
  package func value(of row: RunRow<L>) -> QuantityValue? { row[self] }

  /// The run's number or place on an axis; nil where it has none.
  package func number(of row: RunRow<L>) -> Double? { row[self]?.number }
}
