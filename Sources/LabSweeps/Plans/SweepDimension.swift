import LabBase
import LabRuns

/// What is multiplied out in a sweep: one setting's list, or several that go in step.
struct SweepDimension {
  /// The settings, in the order of the laboratory's.
  private(set) var keys: [SettingKey]
  /// The texts of each setting, all lists of one length.
  private(set) var lists: [[String]]

  /// How many values it has.
  var count: Int { lists[0].count }

  /// Gives a combination the values at a place.
  func apply(_ place: Int, to combination: inout Settings) {
    for (key, list) in zip(keys, lists) { combination[key] = list[place] }
  }

  /// The dimensions of settings, in the order of the laboratory's settings; a zip stands where its first setting would.
  ///
  /// - Parameter zips: settings whose lists go in step.
  /// - Throws: `LabError.badConfiguration` for what is no list, and for zipped lists of different lengths.
  static func all<Configuration: RunConfiguration>(
    of settings: Settings, _ type: Configuration.Type, zips: [[SettingKey]]
  ) throws(LabError) -> [SweepDimension] {
    var dimensions: [SweepDimension] = []
    for setting in Configuration.settings.settings {
      let name = settings.name(of: setting.key)
      guard let text = settings[setting.key] else { continue }
      let list = try ValueList.parse(text, of: setting, name: name)
      let zipped = zips.first { $0.contains(setting.key) } ?? []
      guard let place = dimensions.firstIndex(where: { zipped.contains($0.keys[0]) }) else {
        dimensions.append(SweepDimension(keys: [setting.key], lists: [list]))
        continue
      }
      let first = dimensions[place]
      guard list.count == first.count else {
        throw .badConfiguration(
          key: name, found: "a list of \(list.count)",
          expected: "\(first.count) values, as \(settings.name(of: first.keys[0])) has, to go in step with it"
        )
      }
      dimensions[place].keys.append(setting.key)
      dimensions[place].lists.append(list)
    }
    return dimensions
  }
}
