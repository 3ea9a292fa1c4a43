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
    } catch let error as DecodingError {
      throw .badData(path: path, expected: contents, found: found(error))
    } catch {
      throw .badData(path: path, expected: contents, found: "something else")
    }
  }

  /// What is there instead of a value, and where in it.
  private static func found(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      let words = path.map { $0.intValue.map { "element \($0 + 1)" } ?? $0.stringValue }
      return words.isEmpty ? "" : " (at \(words.joined(separator: ", ")))"
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "none of the name \(key.stringValue)\(place(context.codingPath))"
    case .valueNotFound(_, let context): return "nothing\(place(context.codingPath))"
    case .typeMismatch(_, let context): return "a value of another type\(place(context.codingPath))"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "no JSON" : "a value that cannot be\(place(context.codingPath))"
    @unknown default: return "something else"
    }
  }
}
