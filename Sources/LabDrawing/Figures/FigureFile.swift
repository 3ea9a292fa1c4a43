import Foundation
import LabBase
import LabImages

/// Writes finished figures with the facts behind them.
///
/// Every figure `NAME.png`, `.svg` or `.pdf` gets a sidecar `NAME.json` with the same facts, so that they can
/// be read without opening the picture. No picture stands without its sidecar: that takes its place first.
package enum FigureFile {
  /// Writes a figure and its sidecar.
  ///
  /// A PNG carries the facts as iTXt chunks, an SVG in its `<metadata>` element, a PDF as its keywords.
  ///
  /// Where either file cannot be written the old pair stays, see `AtomicFile.write(together:)`. A crash between
  /// the two renamings, an instant, leaves the new sidecar beside the old picture or alone.
  ///
  /// - Parameters:
  ///   - force: whether to replace whatever is there.
  ///   - replaces: whether a picture of another configuration may be replaced all the same; by default none.
  /// - Throws: `LabError.badConfiguration` if the configuration is not JSON, `.cannotCreate` for a path whose sidecar
  ///   is the picture itself or that ``requireFree(_:for:replaces:)`` refuses, and what writing files can throw.
  package static func write(
    _ output: FigureOutput, metadata: FigureMetadata, to path: String, force: Bool = false,
    replaces: (FigureMetadata) -> Bool = { _ in false }
  ) throws(LabError) {
    let facts = try sidecar(metadata)
    if !force { try requireFree(path, for: metadata.configuration, replaces: replaces) }
    let bytes =
      switch output.format {
      case .png: try png(output, metadata: metadata)
      case .svg: SVGFacts.written(facts, into: output.bytes)
      case .pdf: try Canvas.document(of: output.page, format: .pdf, keywords: facts)
      }
    try write(bytes, facts: facts, to: path)
  }

  /// Writes a picture that holds its facts already, and its sidecar.
  static func write(_ bytes: [UInt8], metadata: FigureMetadata, to path: String) throws(LabError) {
    try write(bytes, facts: sidecar(metadata), to: path)
  }

  private static func write(_ bytes: [UInt8], facts: String, to path: String) throws(LabError) {
    try AtomicFile.write(together: [(sidecarPath(of: path), Array(facts.utf8)), (path, bytes)])
  }

  /// Requires that a picture can be written without anything being lost: neither at its path nor at its sidecar's is a
  /// file, or one of the same configuration, which would be drawn again as it is.
  ///
  /// - Parameter replaces: whether a picture of another configuration may be replaced all the same.
  /// - Throws: `LabError.cannotCreate` naming the file and what to do.
  package static func requireFree(
    _ path: String, for configuration: String, replaces: (FigureMetadata) -> Bool = { _ in false }
  ) throws(LabError) {
    for file in [path, sidecarPath(of: path)] where FileManager.default.fileExists(atPath: file) {
      let advice = "--force replaces it, or move it away"
      guard let found = try? FigureMetadata(reading: file) else {
        // What cannot be replaced at all is told when it is tried.
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
        throw .cannotCreate(
          path: file, reason: "a file that is no picture of this program is there; \(advice)")
      }
      guard found.configuration == configuration || replaces(found) else {
        throw .cannotCreate(path: file, reason: "a picture of other settings is there; \(advice)")
      }
    }
  }

  /// The path of a figure's sidecar: the same name with the extension `json`.
  package static func sidecarPath(of path: String) -> String {
    let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path + ".json" }
    return path[..<dot] + ".json"
  }

  /// The facts as JSON with sorted keys.
  ///
  /// The configuration is inserted as it stands, because parsing and printing it again could change its numbers.
  static func sidecar(_ metadata: FigureMetadata) throws(LabError) -> String {
    let configuration = metadata.configuration
    let value = try? JSONSerialization.jsonObject(with: Data(configuration.utf8), options: .fragmentsAllowed)
    // Foundation also reads texts that begin with a mark of their encoding, and takes a NUL for one of UTF-16; within
    // the sidecar neither is JSON.
    let scalars = configuration.unicodeScalars
    guard value != nil, scalars.first != "\u{FEFF}", !scalars.contains("\0") else {
      throw LabError.badConfiguration(
        key: "figure metadata", found: String(configuration.prefix(60)), expected: "a JSON text")
    }
    let lines = FigureMetadata.Key.allCases.compactMap { key in
      metadata.value(key).map { "  \(quoted(key.rawValue)): \(key == .configuration ? $0 : quoted($0))" }
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func png(_ output: FigureOutput, metadata: FigureMetadata) throws(LabError) -> [UInt8] {
    guard let raster = output.raster else { return output.bytes }
    return try PNGFile.encode(raster, texts: metadata.texts)
  }
}
