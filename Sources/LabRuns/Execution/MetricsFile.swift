import Foundation
import LabBase

/// metrics.csv while a run is made: rows are gathered and appended whenever the run's state is saved.
///
/// A resumed run drops what was written after its state and goes on, and so ends with the same bytes as one that was
/// never interrupted. Which rows stay is decided by their step alone, see ``MetricsRow/isKept``.
struct MetricsFile {
  private let path: String
  private let header: String
  private var pending = ""
  /// Bytes of the file that belong to the run.
  private var length = 0

  init(path: String, columns: [String]) {
    self.path = path
    header = (["step"] + columns).joined(separator: ",") + "\n"
  }

  /// Starts with an empty table.
  mutating func begin() throws(LabError) {
    try AtomicFile.writeUnflushed(header, to: path)
    length = header.utf8.count
  }

  /// Goes on behind the rows before a step; a file without its header is one without rows.
  mutating func resume(before step: Int) throws(LabError) {
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    guard text.hasPrefix(header) else { return try begin() }
    length = header.utf8.count
    let fieldCount = header.count { $0 == "," } + 1
    for line in text.dropFirst(header.count).split(separator: "\n", omittingEmptySubsequences: false) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == fieldCount, let at = Int(fields[0]), at < step else { break }
      length += line.utf8.count + 1
    }
    // A last line without its end was cut while it was written.
    length = min(
      length, text.utf8.lastIndex(of: 0x0A).map { text.utf8.distance(from: text.startIndex, to: $0) + 1 } ?? 0
    )
  }

  /// Counts a row, if it is one of those that stay.
  mutating func append(_ row: MetricsRow) {
    if row.isKept { pending += row.line }
  }

  /// Writes what was gathered.
  mutating func flush() throws(LabError) {
    try AppendedFile.write(Array(pending.utf8), to: path, at: length)
    length += pending.utf8.count
    pending = ""
  }
}
