import LabBase

/// The name of an image of a run's data, such as `test/3`: its part and its place there, from 0.
struct ImageName: Equatable, CustomStringConvertible {
  /// The part.
  let part: DataPart
  /// The place.
  let index: Int

  /// The text that names it.
  var description: String { "\(part.rawValue)/\(index)" }

  /// Reads a name.
  ///
  /// - Throws: `LabError.badConfiguration` of `--input` for anything else, and for a place that has no image.
  init(parsing text: String, in data: ClassificationData) throws(LabError) {
    let words = text.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 2, let part = DataPart(rawValue: String(words[0])), let index = Int(words[1]),
      index >= 0, index < data.count(of: part)
    else {
      let parts = DataPart.allCases.filter { data.count(of: $0) > 0 }
      throw .badConfiguration(
        key: "--input", found: "\"\(text)\"",
        expected: parts.map { "\($0.rawValue)/0 to \($0.rawValue)/\(data.count(of: $0) - 1)" }
          .joined(separator: ", "))
    }
    (self.part, self.index) = (part, index)
  }
}
