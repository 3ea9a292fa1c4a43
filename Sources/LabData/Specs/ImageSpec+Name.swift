extension ImageSpec {
  /// The text of a SPEC with a file's folders left out: `/home/ada/cat.png` is `cat.png`, `mnist:7` stays.
  package static func name(of text: String) -> String {
    guard let spec = try? ImageSpec(parsing: text), case .file(let path) = spec.source else { return text }
    return path.split(separator: "/").last.map(String.init) ?? path
  }
}
