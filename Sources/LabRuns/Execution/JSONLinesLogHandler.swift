import Foundation
import LabBase
import Logging

/// Appends each message as one JSON object a line: `{"time": …, "level": …, "message": …, …metadata}`.
struct JSONLinesLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  private let path: String

  init(path: String) {
    self.path = path
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Bytes that a log may have when an attempt begins: of a longer one the last half of so many stays.
  static let limit = 1 << 20

  /// Shortens a log that many attempts made long, by its first lines.
  static func shorten(_ path: String) {
    guard let bytes = try? AtomicFile.read(path), bytes.count > limit else { return }
    let rest = bytes.suffix(limit / 2)
    let start = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
    // A log that cannot be written must not end the run that it tells of.
    try? AtomicFile.write(Array(rest[start...]), to: path)
  }

  func log(event: LogEvent) {
    var fields = ["time": Date().ISO8601Format()]
    fields["level"] = event.level.rawValue
    fields["message"] = event.message.description
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
      fields[key] = value.description
    }
    // A log that cannot be written must not end the run that it tells of.
    guard let file = fopen(path, "a") else { return }
    fputs(CanonicalJSON.compact(fields) + "\n", file)
    fclose(file)
  }
}
