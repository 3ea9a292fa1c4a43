import LabBase
import LabImages

extension TrainingSpec {
  /// Reads a text such as `mnist:7+mnist:4` or `mnist:train`; what it names is not looked for.
  ///
  /// A `+` may be part of a path: it ends a SPEC only where what is before it names an image of a set, or ends in
  /// `.png`, `.jpg` or `.jpeg`.
  ///
  /// - Throws: `LabError.badConfiguration(key:found:expected:)` of key `image`, saying what is allowed.
  package init(parsing text: String) throws(LabError) {
    if let set = try Self.wholeSet(text) {
      source = set
      return
    }
    var specs: [ImageSpec] = []
    for part in Self.parts(text) {
      do {
        specs.append(try ImageSpec(parsing: part))
      } catch LabError.badConfiguration(let key, let found, let expected) {
        throw .badConfiguration(
          key: key, found: found,
          expected: expected + "; several of them joined by +; or to train on a whole set mnist:train, "
            + "mnist:train/0..999 (or fashion, cifar10, cifar100; test) or builtin:digits/600")
      }
    }
    source = .images(specs)
  }

  /// The SPECs of a list.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var path: String?
    // By scalars: a `+` is one before whatever a path begins with, a mark that would be set over it too.
    let pieces = text.unicodeScalars.split(separator: "+", omittingEmptySubsequences: false)
    for piece in pieces.map(String.init) {
      let part = path.map { $0 + "+" + piece } ?? piece
      path = isWhole(part) ? nil : part
      if path == nil { parts.append(part) }
    }
    return parts + (path.map { [$0] } ?? [])
  }

  /// Whether a text cannot be the beginning of a path that goes on behind a `+`.
  private static func isWhole(_ text: String) -> Bool {
    if PictureFile.isName(text) { return true }
    // A misspelt word is a SPEC too, and the error should quote it alone.
    guard let spec = try? ImageSpec(parsing: text) else { return text.contains(":") }
    if case .file = spec.source { return false }
    return true
  }

  /// The set that a text names; nil where it names images, or nothing.
  private static func wholeSet(_ text: String) throws(LabError) -> Source? {
    // A list that begins with an image of a split, `mnist:train/5+a..b.png`, is no range of it.
    guard !text.unicodeScalars.contains("+") else { return nil }
    let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2 else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    if words[0] == "builtin", parts.count == 2, parts[0] == "digits" {
      guard let count = number(parts[1]), (1...largestDrawnSet).contains(count) else {
        throw problem(text, "builtin:digits/ and a number from 1 to \(largestDrawnSet)")
      }
      return .digits(count)
    }
    guard let kind = DatasetKind(rawValue: String(words[0])),
      let split = DatasetSplit(rawValue: String(parts[0]))
    else { return nil }
    if parts.count == 1 { return .split(kind, split, nil) }
    guard parts.count == 2, let dots = parts[1].firstRange(of: "..") else { return nil }
    guard let first = number(parts[1][..<dots.lowerBound]), let last = number(parts[1][dots.upperBound...]),
      first <= last
    else {
      throw problem(text, "\(words[0]):\(parts[0])/FIRST..LAST, whole numbers from 0, FIRST ≤ LAST")
    }
    return .split(kind, split, first...last)
  }

  /// A number in plain decimal digits, of at most nine so that no sum overflows.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.utf8.count <= 9 ? Int(text) : nil
  }

  private static func problem(_ text: String, _ expected: String) -> LabError {
    .badConfiguration(key: ImageSpec.key, found: "\"\(text)\"", expected: expected)
  }
}
