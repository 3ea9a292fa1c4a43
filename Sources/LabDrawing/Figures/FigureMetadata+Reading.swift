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
    try self.init(FileContent(path), of: path)
  }

  /// The facts of a picture or a sidecar; nil of a whole file that is none of this program's.
  ///
  /// - Throws: as ``init(reading:)``; what is cut or overwritten may have been this program's, and is an error.
  package static func found(in path: String) throws(LabError) -> Self? {
    let content = try FileContent(path)
    if case .nothing(_, isForeign: true) = content { return nil }
    return try Self(content, of: path)
  }

  private init(_ content: FileContent, of path: String) throws(LabError) {
    switch content {
    case .facts(let facts): self = facts
    case .nothing(let kind, _):
      throw .badData(
        path: path, expected: "a picture that this program has drawn, or its sidecar",
        found: "\(kind) without \(Key.configuration.rawValue)")
    }
  }

  /// What a file says.
  private enum FileContent {
    case facts(FigureMetadata)
    /// A file of some kind without facts, whether it is a whole one that never had some.
    case nothing(kind: String, isForeign: Bool)

    init(_ path: String) throws(LabError) {
      let start = try InputFile(path).read(upTo: 16)
      if start.starts(with: PNGFile.signature.prefix(4)) {
        let texts = try PNGFile.texts(path)
        let names = Set(texts.map(\.keyword))
        self =
          FigureMetadata(texts: texts).map { .facts($0) }
          ?? .nothing(kind: "a PNG", isForeign: !Key.allCases.contains { names.contains($0.rawValue) })
        return
      }
      let bytes = try InputFile(path).read(upTo: FigureMetadata.largestFile + 1)
      guard bytes.count <= FigureMetadata.largestFile else {
        throw .badData(
          path: path, expected: "a picture of at most \(FigureMetadata.largestFile) bytes",
          found: "a larger file")
      }
      let (facts, kind, isWhole) =
        if start.starts(with: "%PDF-".utf8) {
          (PDFFacts.read(bytes), "a PDF", Self.ends(bytes, with: "%%EOF"))
        } else if let first = start.first(where: { !JSONMember.isBlank($0) }), first == UInt8(ascii: "{") {
          (FigureMetadata(sidecar: bytes), "other JSON", JSONMember.members(of: bytes) != nil)
        } else {
          (SVGFacts.read(bytes), "a file", Self.ends(bytes, with: "</svg>"))
        }
      let isMarked = bytes.firstRange(of: Array(Key.configuration.rawValue.utf8)) != nil
      self = facts.map { .facts($0) } ?? .nothing(kind: kind, isForeign: isWhole && !isMarked)
    }

    private static func ends(_ bytes: [UInt8], with text: String) -> Bool {
      bytes.reversed().drop { JSONMember.isBlank($0) }.starts(with: text.utf8.reversed())
    }
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
