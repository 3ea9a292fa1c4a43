import LabRuns

/// A run as TensorBoard reads it: an event file with its settings as a text and the rows of metrics.csv as scalars.
///
/// A record is its length (8 bytes, little-endian), the length's checksum (4), an `Event` message, and its checksum (4).
/// Source: TensorFlow's tfrecord and its event.proto, summary.proto and tensor.proto.
package struct EventFile {
  /// The file's name, the same each time, so that a second export replaces the first.
  package static let name = "events.out.tfevents.identity-lab"

  /// The content of the file.
  package private(set) var bytes: [UInt8] = []

  /// Makes the file of a run.
  ///
  /// - Parameters:
  ///   - settings: names and texts of its settings.
  ///   - metrics: the rows of its metrics.csv.
  ///   - time: seconds since 1970 that its events are given.
  package init(settings: [(name: String, text: String)], metrics: MetricsTable, time: Double) {
    var version = ProtobufMessage()
    version.add(time, field: 1)
    version.add("brain.Event:2", field: 3)
    append(version)
    append(event([Self.text("settings", Self.markdown(settings))], step: 0, time: time))
    let columns = metrics.columns.map { (name: $0, values: metrics[$0]) }
    for (row, step) in metrics.steps.enumerated() {
      let scalars = columns.compactMap { column in
        column.values[row].map { Self.scalar(column.name, Float($0)) }
      }
      append(event(scalars, step: step, time: time))
    }
  }

  /// Settings as a table, which the plugin for texts shows.
  private static func markdown(_ settings: [(name: String, text: String)]) -> String {
    (["| setting | value |", "|---|---|"]
      + settings.map { "| \($0.name) | \($0.text.replacing("|", with: "\\|")) |" })
      .joined(separator: "\n")
  }

  private static func scalar(_ tag: String, _ value: Float) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(tag, field: 1)
    message.add(value, field: 2)
    return message
  }

  /// A text: a tensor of strings (type 7) without extents, marked for the plugin of texts.
  private static func text(_ tag: String, _ text: String) -> ProtobufMessage {
    var (message, tensor, shape) = (ProtobufMessage(), ProtobufMessage(), ProtobufMessage())
    var (extent, plugin, metadata) = (ProtobufMessage(), ProtobufMessage(), ProtobufMessage())
    extent.add(1, field: 1)
    shape.add(extent, field: 2)
    tensor.add(7, field: 1)
    tensor.add(shape, field: 2)
    tensor.add(text, field: 8)
    plugin.add("text", field: 1)
    metadata.add(plugin, field: 1)
    message.add(tag, field: 1)
    message.add(tensor, field: 8)
    message.add(metadata, field: 9)
    return message
  }

  private func event(_ values: [ProtobufMessage], step: Int, time: Double) -> ProtobufMessage {
    var (event, summary) = (ProtobufMessage(), ProtobufMessage())
    for value in values { summary.add(value, field: 1) }
    event.add(time, field: 1)
    event.add(step, field: 2)
    event.add(summary, field: 5)
    return event
  }

  private mutating func append(_ event: ProtobufMessage) {
    let length = withUnsafeBytes(of: UInt64(event.bytes.count).littleEndian) { Array($0) }
    bytes += length
    append(RecordChecksum.masked(length))
    bytes += event.bytes
    append(RecordChecksum.masked(event.bytes))
  }

  private mutating func append(_ checksum: UInt32) {
    withUnsafeBytes(of: checksum.littleEndian) { bytes += $0 }
  }
}
