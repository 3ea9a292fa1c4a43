import LabBase

/// One picture of a figure as its recipe asks for it.
package struct FigurePicture<L: FigureLab>: Codable, Equatable, Sendable {
  /// What is drawn.
  package var kind: L.Kind
  /// How.
  package var options: L.Options

  /// Describes a picture.
  package init(_ kind: L.Kind, options: L.Options = L.Options()) {
    self.kind = kind
    self.options = options
  }

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
    options = try L.Options(value.named("\(value.place), \(kind.rawValue)").without("picture"))
  }
}
