import Yams

/// What a user said about an experiment, each setting as text: one value for a run, a list for a sweep.
///
/// Layers are laid over each other, the later winning: file, then flags. What nobody said is decided when a
/// complete ``ExperimentConfiguration`` is made of it.
public struct ExperimentSettings: Equatable, Sendable {
  /// The text of each setting that was given.
  public private(set) var values: [ExperimentKey: String] = [:]

  /// Makes settings that say nothing.
  public init() {}

  /// Makes settings of the given texts.
  public init(_ values: [ExperimentKey: String]) {
    self.values = values
  }

  /// The text of a setting; nil leaves it to the layers below.
  public subscript(key: ExperimentKey) -> String? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// These settings with those of `upper` laid over them.
  public func overlaid(with upper: ExperimentSettings) -> ExperimentSettings {
    ExperimentSettings(values.merging(upper.values) { $1 })
  }

  /// Reads YAML (or JSON, which is YAML): a mapping of ``ExperimentKey`` names to scalars or lists of scalars.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown key, with the nearest spelling, and for a value that is
  ///   no scalar or list; `LabError.badData` where the text is no YAML mapping.
  public init(yaml: String, name: String) throws(LabError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch {
      throw .badData(path: name, expected: "YAML", found: "\(error)")
    }
    // An empty file says nothing, which is allowed.
    guard let node else {
      self.init()
      return
    }
    try self.init(node: node, name: name)
  }

  /// Reads a YAML mapping that is a part of a larger file.
  init(node: Node, name: String) throws(LabError) {
    guard let mapping = node.mapping else {
      throw .badData(path: name, expected: "a mapping of settings to values", found: "something else")
    }
    for (keyNode, valueNode) in mapping {
      let word = keyNode.scalar?.string ?? "a key that is no text"
      guard let key = ExperimentKey(rawValue: word) else {
        throw .badConfiguration(
          key: "\(name): \(word)", found: "an unknown setting",
          expected: Spelling.choices(for: word, among: ExperimentKey.allCases.map(\.rawValue)))
      }
      let scalars = valueNode.sequence.map(Array.init) ?? [valueNode]
      let texts = scalars.compactMap { $0.scalar?.string }
      guard texts.count == scalars.count, !texts.isEmpty else {
        throw .badConfiguration(
          key: "\(name): \(word)", found: "a nested value", expected: "a value or a list")
      }
      values[key] = texts.joined(separator: ",")
    }
  }
}
