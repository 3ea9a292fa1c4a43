import LabBase
import LabRuns

/// What a preset of a figure trains: groups of settings, one after another.
///
/// In YAML a list of groups, or a mapping with `runs` (that list), `bisect` and `options`.
package struct FigurePreset<L: FigureLab>: Equatable, Sendable {
  /// The groups, each with lists or ranges.
  package var groups: [Settings]
  /// A setting whose values are not all run: only the first, the last, and where regions meet, by bisection.
  package var bisect: SettingKey?
  /// Options laid over those of every picture.
  package var options = L.Options()

  /// Reads a preset.
  ///
  /// - Throws: `LabError` naming the place and what was expected.
  init(_ value: YAMLValue) throws(LabError) {
    let keys = ["runs", "bisect", "options"]
    guard let pairs = value.pairs, pairs.contains(where: { $0.key == "runs" }) else {
      groups = try Self.groups(value)
      return
    }
    var fields = try YAMLMapping(value, keys: keys)
    groups = try Self.groups(fields.required("runs").named(value.place))
    if let value = fields.take("options") {
      options = try L.Options(value.named("\(fields.place), options"))
    }
    if fields.has("bisect") {
      bisect = try L.Configuration.settings.key(
        named: fields.text("bisect"), place: "\(fields.place), bisect")
    }
  }

  private static func groups(_ value: YAMLValue) throws(LabError) -> [Settings] {
    var groups: [Settings] = []
    for (index, group) in value.elements.enumerated() {
      groups.append(
        try Settings(
          group.named("\(value.place), group \(index + 1)"), table: L.Configuration.settings))
    }
    return groups
  }
}
