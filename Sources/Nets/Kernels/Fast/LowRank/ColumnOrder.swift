import CNetKernels

/// An order of a matrix's columns, one an output, in which those that are in use stand together.
///
/// Where half of a layer's outputs are cut off by a ReLU, so is half of every gradient δ. A pass over the columns
/// that count is only shorter if whole runs of `CNK_COLUMN_UNIT` neighbours do not; units seldom change sides, so an
/// order that puts the others last serves many steps. It is mended as soon as the columns that were read
/// in vain would have paid for it.
final class ColumnOrder {
  /// Columns in all, whole units: the outputs and what fills the last unit up, which is never in use.
  let columns: Int
  /// Where each output's column stands, and the units read in vain since the last exchange, for checkpoints.
  let numbers: Buffer<Double>
  /// The columns that the last gradient uses, and behind them the columns that follow the outputs'.
  let used: ColumnRanges
  /// Columns to be exchanged: `first` with `second`.
  let first: UnsafeMutablePointer<Int32>
  let second: UnsafeMutablePointer<Int32>

  private let outputs: Int
  private let positions: UnsafeMutablePointer<Int32>
  /// The output at each column; at least `outputs` where there is none.
  private let occupants: UnsafeMutablePointer<Int32>
  /// Units that may be read in vain for each pair of columns that it takes to mend the order: about as much time.
  private static let patience = 8.0

  init(outputs: Int, following: Int) {
    self.outputs = outputs
    let unit = ColumnRanges.unit
    columns = (outputs + unit - 1) / unit * unit
    used = ColumnRanges(columns: columns, following: following)
    numbers = Buffer(count: outputs + 1)
    positions = .allocate(capacity: columns)
    occupants = .allocate(capacity: columns)
    first = .allocate(capacity: columns)
    second = .allocate(capacity: columns)
    for output in 0..<columns {
      positions[output] = Int32(output)
      occupants[output] = Int32(output)
      if output < outputs { numbers.pointer[output] = Double(output) }
    }
  }

  deinit {
    positions.deallocate()
    occupants.deallocate()
    first.deallocate()
    second.deallocate()
  }

  /// What `numbers` are: columns beyond the outputs' are never in use, so nothing is exchanged with them, and what was
  /// read in vain is paid for before it is more than the largest exchange could cost.
  var domains: [StateDomain] {
    [
      StateDomain(.permutation, count: outputs),
      StateDomain(.wholeNumbers(0...Int(Self.patience) * outputs), count: 1),
    ]
  }

  /// Takes over positions that were written to `numbers`: each of the outputs' columns once, see `domains`.
  func numbersWereRestored() {
    for output in 0..<outputs {
      positions[output] = Int32(numbers.pointer[output])
      occupants[Int(positions[output])] = Int32(output)
    }
  }

  func position(of output: Int) -> Int { Int(positions[output]) }

  /// Lays numbers, one an output, into a row of the matrix.
  func scatter(_ values: UnsafePointer<Float>, to row: UnsafeMutablePointer<Float>) {
    for output in 0..<outputs { row[Int(positions[output])] = values[output] }
  }

  /// Reads numbers, one an output, from a row of the matrix.
  func gather(_ row: UnsafePointer<Float>, to values: UnsafeMutablePointer<Float>) {
    for output in 0..<outputs { values[output] = row[Int(positions[output])] }
  }

  /// Finds the columns that a row uses.
  ///
  /// - Returns: How many pairs `first`, `second` of columns the caller is to exchange in everything that has this
  ///   order, the row too; after that, it calls again.
  func findUsed(in row: UnsafePointer<Float>) -> Int {
    used.removeAll()
    used.insertUsed(in: row)
    var inUse = 0
    for column in 0..<columns where row[column] != 0 { inUse += 1 }
    let needed = (inUse + ColumnRanges.unit - 1) / ColumnRanges.unit
    if used.unitCount == needed { return 0 }
    numbers.pointer[outputs] += Double(used.unitCount - needed)
    var pairs = 0
    for column in 0..<inUse where row[column] == 0 { pairs += 1 }
    if numbers.pointer[outputs] <= Self.patience * Double(pairs) { return 0 }
    exchange(row, inUse: inUse)
    return pairs
  }

  /// Pairs each idle column among the first `inUse` with one in use behind them.
  private func exchange(_ row: UnsafePointer<Float>, inUse: Int) {
    var (pair, behind) = (0, inUse)
    for column in 0..<inUse where row[column] == 0 {
      while row[behind] == 0 { behind += 1 }
      (first[pair], second[pair]) = (Int32(column), Int32(behind))
      let (wanted, idle) = (occupants[behind], occupants[column])
      place(wanted, at: column)
      place(idle, at: behind)
      behind += 1
      pair += 1
    }
    numbers.pointer[outputs] = 0
  }

  private func place(_ output: Int32, at column: Int) {
    positions[Int(output)] = Int32(column)
    occupants[column] = output
    if output < outputs { numbers.pointer[Int(output)] = Double(column) }
  }
}
