import LabBase
import LabRuns

/// A choice among a figure's runs by their settings: `{depth: [5, 7], initializer: torch}`.
package struct RunSelection<L: Lab>: Equatable, Sendable {
  private struct Condition: Equatable {
    let key: SettingKey
    let values: [String]
  }

  private let conditions: [Condition]

  /// Chooses every run.
  package init() {
    conditions = []
  }

  /// Chooses the runs with one of the given values in every given setting.
  ///
  /// - Throws: `LabError.badConfiguration` for a list or range that cannot be.
  package init(_ settings: Settings) throws(LabError) {
    var conditions: [Condition] = []
    for setting in L.Configuration.settings.settings {
      guard let text = settings[setting.key] else { continue }
      conditions.append(Condition(key: setting.key, values: try ValueList.parse(text, of: setting)))
    }
    self.conditions = conditions
  }

  /// Whether nothing is asked for.
  package var isEmpty: Bool { conditions.isEmpty }

  /// Whether a run is chosen.
  package func contains(_ configuration: L.Configuration) -> Bool {
    conditions.allSatisfy { condition in
      let text = configuration.text(of: condition.key)
      return condition.values.contains { Self.matches($0, text, condition.key) }
    }
  }

  /// Such as `depth 5 or 7, initializer torch`.
  package var title: String {
    conditions.map { "\($0.key.title) \($0.values.joined(separator: " or "))" }.joined(separator: ", ")
  }

  /// A text in another form is the same value: 1e-3 is 0.001, and a size of 28 is 28x28.
  private static func matches(_ wanted: String, _ text: String, _ key: SettingKey) -> Bool {
    wanted == text || (try? L.Configuration.settings[key].domain.checked(wanted, key: key)) == text
  }
}
