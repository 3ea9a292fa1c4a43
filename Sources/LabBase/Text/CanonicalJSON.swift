import Foundation

/// JSON in one fixed form: sorted keys, slashes as they are.
package enum CanonicalJSON {
  /// One line without blanks.
  package static func compact(_ value: some Encodable) -> String {
    encode(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// Indented, ending in a newline: what files hold.
  package static func pretty(_ value: some Encodable) -> String {
    encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) + "\n"
  }

  private static func encode(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      // Only a non-finite number can fail here, and records hold nil in its place.
      preconditionFailure("\(type(of: value)) cannot be written as JSON: \(error)")
    }
  }
}
