import LabBase
import LabRuns

/// What differs among the runs of a sweep: a picture shows or names every setting that does.
package struct VaryingSettings<Configuration: RunConfiguration> {
  /// Settings that tell the runs apart, none of which the ones before it decide.
  package let axes: [SettingKey]
  /// Settings that vary with the axes: a rule's usual learning rate, or the second of two zipped axes.
  package let followers: [SettingKey]
  /// Settings that apply and are the same in all runs.
  package let fixed: [SettingKey]

  /// Finds what differs.
  ///
  /// - Parameter first: the settings that are axes before all others, in their order; those that do not differ are none.
  package init(_ configurations: [Configuration], first: [SettingKey]) {
    let keys = Configuration.settings.keys
    let texts = Dictionary(
      uniqueKeysWithValues: keys.map { key in (key, configurations.map { $0.text(of: key) }) })
    func values(_ key: SettingKey) -> [String] { texts[key] ?? [] }
    let varying = keys.filter { Set(values($0)).count > 1 }
    // Two runs are in one group as long as no axis tells them apart.
    var groups = [Int](repeating: 0, count: configurations.count)
    var axes: [SettingKey] = []
    for key in (first + keys).distinct where varying.contains(key) {
      var places: [String: Int] = [:]
      let finer = zip(groups, values(key)).map { group, value in
        let name = "\(group) \(value)"
        let place = places[name] ?? places.count
        places[name] = place
        return place
      }
      guard places.count > Set(groups).count else { continue }
      axes.append(key)
      groups = finer
    }
    self.axes = axes
    followers = varying.filter { !axes.contains($0) }
    fixed = keys.filter { !varying.contains($0) && !(values($0).first ?? "").isEmpty }
  }
}
