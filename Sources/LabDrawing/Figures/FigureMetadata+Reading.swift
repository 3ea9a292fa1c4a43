import LabBase
import LabImages

extension FigureMetadata {
  /// Largest file in bytes whose facts are read: 256 MiB; a PNG's own limits are those of `PNGFile`.
  static let largestFile = 1 << 28

  /// Reads the facts of a picture, PNG, SVG or PDF, or of a sidecar; the file's beginning tells which it is.
  ///
  /// - Throws: `LabError.missingInput` where there is no such file, `.inputOutput` where it cannot be read, `.badData`
  ///   for a file without such facts or a damaged one.
  package init(reading path: String) throws(LabError) {
    let start = try InputFile(path).read(upTo: 16)
    if start.starts(with: PNGFile.signature.prefix(4)) {
      self = try Self.found(Self(texts: PNGFile.texts(path)), in: path, kind: "a PNG")
      return
    }
    let bytes = try InputFile(path).read(upTo: Self.largestFile + 1)
    guard bytes.count <= Self.largestFile else {
      throw .badData(
        path: path, expected: "a picture of at most \(Self.largestFile) bytes", found: "a larger file")
    }
    self =
      if start.starts(with: "%PDF-".utf8) {
        try Self.found(PDFFacts.read(bytes), in: path, kind: "a PDF")
      } else if let first = start.first(where: { !JSONMember.isBlank($0) }), first == UInt8(ascii: "{") {
        try Self.found(Self(sidecar: bytes), in: path, kind: "other JSON")
      } else {
        try Self.found(SVGFacts.read(bytes), in: path, kind: "a file")
      }
  }

  private static func found(_ facts: Self?, in path: String, kind: String) throws(LabError) -> Self {
    if let facts { return facts }
    throw .badData(
      path: path, expected: "a picture that this program has drawn, or its sidecar",
      found: "\(kind) without \(Key.configuration.rawValue)")
  }

  /// Reads the facts of a sidecar; nil for any other bytes.
  ///
  /// The configuration is taken as it stands, because parsing and printing it again could change its numbers.
  init?(sidecar bytes: [UInt8]) {
    guard let members = JSONMember.members(of: bytes) else { return nil }
    func text(_ key: Key) -> String? { members.first { $0.key == key.rawValue }?.text }
    guard let configuration = members.first(where: { $0.key == Key.configuration.rawValue })?.raw,
      let digest = text(.tileDigest), let version = text(.version)
    else { return nil }
    self.init(configuration: configuration, version: version, tileDigest: digest, lab: text(.lab))
  }
}
