import LabImages

extension ImageSpec {
  /// The text of a SPEC with a file's folders left out: `/home/ada/cat.png` is `cat.png`, `mnist:7` stays.
  package static func name(of text: String) -> String {
    guard let spec = try? ImageSpec(parsing: text), case .file(let path) = spec.source else { return text }
    return path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The texts of all images that are no file and no numbered image of a set.
  package static let names: [String] =
    DatasetKind.allCases.flatMap { kind in (0..<kind.classCount).map { "\(kind.rawValue):\($0)" } }
    + (0..<10).map { "builtin:\($0)" } + BuiltInGarments.names.indices.map { "builtin:garment/\($0)" }
    + BuiltInGlyphs.names.map { "builtin:glyph/\($0)" }
    + BuiltInScenes.names.indices.map { "builtin:scene/\($0)" }
    + Pattern.allCases.map { "pattern:\($0.rawValue)" }
}
