/// A choice among a figure's runs by their settings: `{depth: [5, 7], initializer: torch}`.
public struct RunSelection: Equatable, Sendable {
  private struct Condition: Equatable {
    let key: ExperimentKey
    let values: [String]
  }

  private let conditions: [Condition]

  /// Chooses every run.
  public init() {
    conditions = []
  }

  /// Chooses the runs with one of the given values in every given setting.
  ///
  /// - Throws: `LabError.badConfiguration` for a list or range that cannot be.
  public init(_ settings: ExperimentSettings) throws(LabError) {
    var conditions: [Condition] = []
    for key in ExperimentKey.allCases {
      guard let text = settings[key] else { continue }
      conditions.append(Condition(key: key, values: try ValueList.parse(text, key: key)))
    }
    self.conditions = conditions
  }

  /// Whether nothing is asked for.
  public var isEmpty: Bool { conditions.isEmpty }

  /// Whether a run is chosen.
  public func contains(_ configuration: ExperimentConfiguration) -> Bool {
    conditions.allSatisfy { condition in
      let text = configuration.text(of: condition.key)
      return condition.values.contains { Self.matches($0, text, condition.key) }
    }
  }

  /// Such as `depth 5 or 7, initializer torch`.
  public var title: String {
    conditions.map { "\($0.key.title) \($0.values.joined(separator: " or "))" }.joined(separator: ", ")
  }

  /// Numbers are compared as such (1e-3 is 0.001), and a size of 28 is 28x28.
  private static func matches(_ wanted: String, _ text: String, _ key: ExperimentKey) -> Bool {
    if key == .size, !wanted.contains("x") { return "\(wanted)x\(wanted)" == text }
    if let wanted = Double(wanted), let value = Double(text) { return wanted == value }
    return wanted == text
  }
}
