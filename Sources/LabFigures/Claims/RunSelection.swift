import LabBase
import LabRuns

/// A choice among a figure's runs by their settings: `{depth: [5, 7], initializer: torch}`.
package struct RunSelection<L: Lab>: Equatable, Sendable {
  private struct Condition: Equatable {
    let key: SettingKey
    /// As they were given.
    let values: [String]
    /// In the form that runs are known by: 1e-3 is 0.001, and a size of 28 is 28x28.
    let forms: Set<String>
  }

  private let conditions: [Condition]

  /// Chooses every run.
  package init() {
    conditions = []
  }

  /// Chooses the runs with one of the given values in every given setting.
  ///
  /// - Throws: `LabError.badConfiguration` for a list or range that cannot be, and for a value that no run has.
  package init(_ settings: Settings) throws(LabError) {
    var conditions: [Condition] = []
    for setting in L.Configuration.settings.settings {
      guard let text = settings[setting.key] else { continue }
      let name = settings.name(of: setting.key)
      let values = try ValueList.parse(text, of: setting, name: name)
      var forms: Set<String> = []
      for value in values { forms.insert(try setting.domain.checked(value, name: name)) }
      conditions.append(Condition(key: setting.key, values: values, forms: forms))
    }
    self.conditions = conditions
  }

  /// Whether nothing is asked for.
  package var isEmpty: Bool { conditions.isEmpty }

  /// Whether a run is chosen; a setting that has no effect on it is no reason against it.
  package func contains(_ configuration: L.Configuration) -> Bool {
    conditions.allSatisfy { condition in
      condition.forms.contains { configuration.fits($0, of: condition.key) }
    }
  }

  /// Such as `depth 5 or 7, initializer torch`.
  package var title: String {
    conditions.map { condition in
      let values = condition.values.map(L.Configuration.settings[condition.key].shown)
      return "\(condition.key.title) \(values.joined(separator: " or "))"
    }.joined(separator: ", ")
  }
}
