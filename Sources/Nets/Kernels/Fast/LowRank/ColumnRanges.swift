import CNetKernels

/// A set of a matrix's columns, in whole units, as the ranges that kernels pass over.
final class ColumnRanges {
  static let unit = Int(CNK_COLUMN_UNIT)

  /// The ranges, rising, and after them one for the columns that follow.
  let ranges: UnsafeMutablePointer<cnk_range>
  /// Ranges without the last.
  private(set) var count = 0
  /// Units in the set.
  private(set) var unitCount = 0
  private let isUsed: UnsafeMutablePointer<Bool>
  private let units: Int
  private let following: Int

  /// An empty set of `columns` columns, whole units, which `following` others follow.
  init(columns: Int, following: Int = 0) {
    units = columns / Self.unit
    self.following = following
    isUsed = .allocate(capacity: units)
    isUsed.initialize(repeating: false, count: units)
    ranges = .allocate(capacity: units + 1)
    findRanges()
  }

  deinit {
    isUsed.deallocate()
    ranges.deallocate()
  }

  func removeAll() {
    isUsed.update(repeating: false, count: units)
    findRanges()
  }

  /// Adds the units in which a row is not all zero.
  func insertUsed(in row: UnsafePointer<Float>) {
    for unit in 0..<units where !isUsed[unit] {
      var any = false
      for column in unit * Self.unit..<(unit + 1) * Self.unit { any = any || row[column] != 0 }
      isUsed[unit] = any
    }
    findRanges()
  }

  private func findRanges() {
    (count, unitCount) = (0, 0)
    for unit in 0..<units where isUsed[unit] {
      let (begin, end) = (unit * Self.unit, (unit + 1) * Self.unit)
      if count > 0, ranges[count - 1].end == begin {
        ranges[count - 1].end = end
      } else {
        ranges[count] = cnk_range(begin: begin, end: end)
        count += 1
      }
      unitCount += 1
    }
    ranges[count] = cnk_range(begin: units * Self.unit, end: units * Self.unit + following)
  }
}
