import Foundation

/// JSON that this program wrote, read back as the input that it is.
package enum JSONFile {
  /// Decodes a value.
  ///
  /// - Parameters:
  ///   - path: the file or the place in it, for errors.
  ///   - contents: what it should be, for errors.
  /// - Throws: `LabError.badData` where the bytes are something else; a `LabError` that decoding threw says why the
  ///   value cannot be.
  package static func decode<Value: Decodable>(
    _ bytes: [UInt8], path: String, contents: String, as type: Value.Type = Value.self
  ) throws(LabError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as LabError {
      throw .badData(path: path, expected: contents, found: "one that cannot be (\(error))")
    } catch {
      throw .badData(path: path, expected: contents, found: "\(error)")
    }
  }
}
