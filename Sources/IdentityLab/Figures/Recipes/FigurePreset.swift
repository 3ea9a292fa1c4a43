import Yams

/// What a preset of a figure trains: groups of settings, one after another.
///
/// In YAML a list of groups, or a mapping with `runs` (that list), `bisect` and `options`.
public struct FigurePreset: Equatable, Sendable {
  /// The groups, each with lists or ranges.
  public var groups: [ExperimentSettings]
  /// A setting whose values are not all run: only the first, the last, and where zones meet, by bisection.
  public var bisect: ExperimentKey?
  /// Options laid over those of every picture.
  public var options = PictureOptions()

  private enum Key: String, CaseIterable {
    case runs, bisect, options
  }

  /// Reads a preset.
  ///
  /// - Throws: `LabError` naming the place and what was expected.
  init(_ node: Node, name: String) throws(LabError) {
    guard let mapping = node.mapping, let runs = mapping[Key.runs.rawValue] else {
      groups = try Self.groups(node, name)
      return
    }
    groups = try Self.groups(runs, name)
    for (keyNode, value) in mapping {
      let word = keyNode.scalar?.string ?? ""
      switch Key(rawValue: word) {
      case .runs: break
      case .options:
        let fields = value.mapping?.map { (key: $0.scalar?.string ?? "", value: $1) } ?? []
        options = try PictureOptions(fields, name: "\(name), options")
      case .bisect:
        let setting = value.scalar?.string ?? ""
        guard let key = ExperimentKey(rawValue: setting) else {
          throw .badConfiguration(
            key: "\(name), bisect", found: "\"\(setting)\"",
            expected: Spelling.choices(for: setting, among: ExperimentKey.allCases.map(\.rawValue)))
        }
        bisect = key
      case nil:
        throw .badConfiguration(
          key: "\(name): \(word)", found: "an unknown key",
          expected: Spelling.choices(for: word, among: Key.allCases.map(\.rawValue)))
      }
    }
  }

  private static func groups(_ node: Node, _ name: String) throws(LabError) -> [ExperimentSettings] {
    var groups: [ExperimentSettings] = []
    for (index, group) in (node.sequence.map(Array.init) ?? [node]).enumerated() {
      groups.append(try ExperimentSettings(node: group, name: "\(name), group \(index + 1)"))
    }
    return groups
  }
}
