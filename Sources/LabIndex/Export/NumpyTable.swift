import LabBase
import LabRuns

/// A table as one structured array in NumPy's .npy format, version 1.0: a record a run, a field a column.
///
/// A column of whole numbers that no run lacks is int64, one of other numbers float64 with NaN where a run has none, any
/// other one Unicode text, empty where a run has none. `numpy.load` reads it without pickle. Source: NumPy Enhancement Proposal 1.
package enum NumpyTable {
  private enum Field {
    case whole, number
    case text(length: Int)
  }

  /// The bytes of the file.
  package static func encode(columns: [String], rows: [[QuantityValue?]]) -> [UInt8] {
    let fields = columns.indices.map { column in field(rows.map { $0[column] }) }
    let description = zip(columns, fields).map { "('\($0)', '\(code($1))')" }.joined(separator: ", ")
    var bytes = NumpyFile.header(description: "[\(description)]", dimensions: [rows.count])
    for row in rows {
      for (value, field) in zip(row, fields) { append(value, field, to: &bytes) }
    }
    return bytes
  }

  private static func field(_ values: [QuantityValue?]) -> Field {
    let present = values.compactMap(\.self)
    if !present.isEmpty, present.count == values.count,
      present.allSatisfy({ Int64($0.text) != nil && $0.number != nil })
    {
      return .whole
    }
    // Numbers that a double does not hold stay texts.
    if present.allSatisfy({ $0.number != nil && Double($0.text) == $0.number && !isTooLong($0.text) }) {
      return .number
    }
    return .text(length: max(1, present.map(\.text.unicodeScalars.count).max() ?? 1))
  }

  private static func isTooLong(_ text: String) -> Bool {
    UInt64(text).map { $0 > 1 << 53 } ?? false
  }

  private static func code(_ field: Field) -> String {
    switch field {
    case .whole: "<i8"
    case .number: "<f8"
    case .text(let length): "<U\(length)"
    }
  }

  private static func append(_ value: QuantityValue?, _ field: Field, to bytes: inout [UInt8]) {
    switch field {
    case .whole:
      withUnsafeBytes(of: (value.flatMap { Int64($0.text) } ?? 0).littleEndian) { bytes += $0 }
    case .number:
      withUnsafeBytes(of: (value?.number ?? .nan).bitPattern.littleEndian) { bytes += $0 }
    case .text(let length):
      let scalars = (value?.text ?? "").unicodeScalars.map(\.value)
      for place in 0..<length {
        withUnsafeBytes(of: (place < scalars.count ? scalars[place] : 0).littleEndian) { bytes += $0 }
      }
    }
  }
}
