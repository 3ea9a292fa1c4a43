import LabBase
import LabImages

extension ImageSpec {
  /// Reads a text such as `mnist:7`; the file or data set it names is not looked for.
  ///
  /// A word before the first colon that is none of the known ones makes no path unless there is a dot or a slash:
  /// a misspelt `mnits:7` is an error, not a missing file.
  ///
  /// - Throws: `LabError.badConfiguration(key:found:expected:)` of key `image`, saying what is allowed.
  package init(parsing text: String) throws(LabError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count == 2 ? parts[1] : nil
    switch (String(parts[0]), rest) {
    case ("builtin", let rest?):
      source = try Self.builtIn(rest, text)
    case ("pattern", let rest?):
      guard let pattern = Pattern(rawValue: String(rest)) else {
        throw Self.problem(
          text, "pattern: and one of \(Pattern.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      source = .pattern(pattern)
    case (let word, let rest?) where DatasetKind(rawValue: word) != nil:
      source = try Self.dataset(word, rest, text)
    default:
      guard text.contains(".") || text.contains("/") else {
        throw Self.problem(
          text,
          "mnist:7, mnist:test/0 (or fashion, cifar10, cifar100), builtin:7, builtin:garment/3, builtin:glyph/A, "
            + "builtin:scene/0, pattern:stripes, or the path of a PNG or JPEG file with a dot or a slash in it"
        )
      }
      source = .file(text)
    }
  }

  private static func dataset(_ word: String, _ rest: Substring, _ text: String) throws(LabError) -> Source {
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    if let kind = DatasetKind(rawValue: word) {
      if parts.count == 1, let label = number(parts[0], below: kind.classCount) {
        return .firstOfClass(kind, label)
      }
      if parts.count == 2, let split = DatasetSplit(rawValue: String(parts[0])), let index = number(parts[1])
      {
        return .image(kind, split, index)
      }
    }
    let classCount = DatasetKind(rawValue: word)?.classCount ?? LabelledImages.usualClassCount
    throw problem(
      text, "\(word): and a class from 0 to \(classCount - 1), or train/ or test/ and an index from 0")
  }

  private static func builtIn(_ rest: Substring, _ text: String) throws(LabError) -> Source {
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 1, let digit = number(parts[0], below: 10) {
      return .digit(digit)
    }
    if parts.count == 2, parts[0] == "garment",
      let kind = number(parts[1], below: BuiltInGarments.names.count)
    {
      return .garment(kind)
    }
    if parts.count == 2, parts[0] == "glyph", let glyph = BuiltInGlyphs.names.firstIndex(of: String(parts[1]))
    {
      return .glyph(glyph)
    }
    if parts.count == 2, parts[0] == "scene", let scene = number(parts[1], below: BuiltInScenes.names.count) {
      return .scene(scene)
    }
    throw problem(
      text,
      "builtin: and a digit from 0 to 9, garment/ and a number from 0 to \(BuiltInGarments.names.count - 1), "
        + "scene/ and one from 0 to \(BuiltInScenes.names.count - 1), "
        + "or glyph/ and one of \(BuiltInGlyphs.names.joined(separator: ", "))")
  }

  /// A number in plain decimal digits: no sign, no space, nothing that overflows.
  private static func number(_ text: Substring, below end: Int = Int.max) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), number < end else {
      return nil
    }
    return number
  }

  private static func problem(_ text: String, _ expected: String) -> LabError {
    .badConfiguration(
      key: key, found: "\"\(text)\"", expected: expected + Spelling.suggestion(for: text, among: names))
  }
}
