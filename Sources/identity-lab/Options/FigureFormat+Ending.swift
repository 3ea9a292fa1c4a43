import LabBase
import LabDrawing

extension FigureFormat {
  /// The format that a file's name asks for.
  ///
  /// - Parameter option: the flag that names the file, for errors.
  /// - Throws: `LabError.badConfiguration` for a name of another ending.
  init(endingOf path: String, option: String) throws(LabError) {
    guard let ending = path.split(separator: ".").last, let format = FigureFormat(rawValue: String(ending))
    else {
      let endings = Self.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw .badConfiguration(
        key: option, found: "\"\(path)\"", expected: "a name ending in one of \(endings)")
    }
    self = format
  }
}
