import LabBase

/// Picture files of any kind that is read, told apart by what they begin with and not by their names.
package enum PictureFile: String, CaseIterable, Sendable {
  /// ISO/IEC 15948; see ``PNGFile``.
  case png
  /// ISO/IEC 10918-1; see ``JPEGFile``.
  case jpeg

  /// What files of the kind are usually called, lower case, without the dot; the first is the one we write.
  package var suffixes: [String] {
    switch self {
    case .png: ["png"]
    case .jpeg: ["jpg", "jpeg"]
    }
  }

  /// Whether a text ends as the name of a picture file does, in whatever case.
  package static func isName(_ text: String) -> Bool {
    let name = text.lowercased()
    return allCases.contains { $0.suffixes.contains { name.hasSuffix(".\($0)") } }
  }

  /// The content of a picture file; of a file of another kind no more than its first bytes is read.
  ///
  /// - Throws: `LabError.missingInput(what:advice:)` when there is no such file,
  ///   `LabError.inputOutput(path:operation:reason:)` when it cannot be read,
  ///   `LabError.badData(path:expected:found:)` when it is no picture or larger than ``PNGFile/largestFile``.
  package static func bytes(_ path: String) throws(LabError) -> [UInt8] {
    let file = try InputFile(path)
    var bytes = try file.read(upTo: PNGFile.signature.count)
    _ = try kind(of: bytes, name: path)
    bytes += try file.read(upTo: PNGFile.largestFile)
    guard bytes.count <= PNGFile.largestFile else {
      throw LabError.badData(
        path: path, expected: "a picture of at most \(PNGFile.largestFile) bytes", found: "a larger file")
    }
    return bytes
  }

  /// Reads a picture from the content of a file called `name`.
  ///
  /// - Throws: as ``PNGFile/read(bytes:name:)`` and ``JPEGFile/read(bytes:name:)``.
  package static func read(bytes: [UInt8], name: String) throws(LabError) -> Image {
    switch try kind(of: bytes, name: name) {
    case .png: try PNGFile.read(bytes: bytes, name: name)
    case .jpeg: try JPEGFile.read(bytes: bytes, name: name)
    }
  }

  /// The kind of a picture file by its first bytes.
  ///
  /// - Throws: `LabError.badData(path:expected:found:)` when it is of none.
  package static func kind(of bytes: [UInt8], name: String) throws(LabError) -> PictureFile {
    if bytes.starts(with: PNGFile.signature) { return .png }
    if bytes.starts(with: JPEGFile.signature) { return .jpeg }
    let isBeginning = [PNGFile.signature, JPEGFile.signature].contains { $0.starts(with: bytes) }
    throw LabError.badData(
      path: name, expected: "a PNG or JPEG picture",
      found: isBeginning ? "only \(bytes.count) bytes" : "a file of another kind")
  }
}
