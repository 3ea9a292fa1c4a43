import LabBase

/// One picture of a figure as its recipe asks for it.
package struct FigurePicture<L: FigureLab>: Codable, Equatable, Sendable {
  /// What is drawn.
  package var kind: L.Kind
  /// What it is called beside others of its kind; nil where there are none, and the kind is its name.
  package var name: String?
  /// How.
  package var options: L.Options

  /// Describes a picture.
  package init(_ kind: L.Kind, options: L.Options = L.Options()) {
    self.kind = kind
    self.options = options
  }

  /// What its file and its place on a page are called.
  package var title: String { name ?? kind.rawValue }

  /// Reads a kind's name, or a mapping of `picture` to it with options.
  ///
  /// - Throws: `LabError.badConfiguration` naming the place, with the nearest spelling.
  init(_ value: YAMLValue) throws(LabError) {
    guard let pairs = value.pairs else {
      self.init(try value.choice())
      return
    }
    let word = pairs.first { $0.key == "picture" }?.value ?? value
    self.init(try word.named(value.place).choice())
    name = try pairs.first { $0.key == "name" }.map { pair throws(LabError) in try Self.name(pair.value) }
    options = try L.Options(
      value.named("\(value.place), \(title)").without("picture").without("name"))
  }

  /// A name that can be part of a file's.
  private static func name(_ value: YAMLValue) throws(LabError) -> String {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
    guard let text = value.text, !text.isEmpty, text.allSatisfy(letters.contains) else {
      throw .badConfiguration(
        key: value.place, found: "\"\(value.text ?? "")\"", expected: "small letters, digits and dashes")
    }
    return text
  }
}
