import Nets

/// The runs of a sweep in the order of its table: every combination of the axes' values, the first axis slowest.
public struct SweepPlan: Equatable, Sendable {
  /// A setting that takes several values.
  public struct Axis: Codable, Equatable, Sendable {
    /// The setting.
    public let key: ExperimentKey
    /// Its values as text, in the order given.
    public let values: [String]
  }

  /// Largest number of runs in one plan.
  public static let limit = 1_000_000

  /// The sweep's name, that of its folder.
  public let name: String
  /// What varies, in the order of ``ExperimentKey``.
  public let axes: [Axis]
  /// The runs, each once, even where several combinations come to the same.
  public let runs: [ExperimentConfiguration]

  /// Expands settings with lists and ranges.
  ///
  /// - Parameter name: letters, digits, `-`, `_`, `.`; nil makes one of the axes and the plan's digest.
  /// - Throws: `LabError` for the first combination that cannot be run, or a name that cannot be a folder's.
  public init(
    name: String?, settings: ExperimentSettings, factory: ExperimentFactory
  ) throws(LabError) {
    var single = ExperimentSettings()
    var axes: [Axis] = []
    var count = 1
    for key in ExperimentKey.allCases {
      guard let text = settings[key] else { continue }
      let values = try ValueList.parse(text, key: key)
      if values.count == 1 {
        single[key] = values[0]
      } else {
        axes.append(Axis(key: key, values: values))
        count *= values.count
        guard count <= Self.limit else {
          throw .badConfiguration(
            key: key.rawValue, found: "more than \(Self.limit) combinations", expected: "a smaller sweep")
        }
      }
    }
    var runs: [ExperimentConfiguration] = []
    var seen: Set<String> = []
    for index in 0..<count {
      var combination = single
      var rest = index
      for axis in axes.reversed() {
        combination[axis.key] = axis.values[rest % axis.values.count]
        rest /= axis.values.count
      }
      let configuration = try factory.makeExperiment(combination).configuration
      if seen.insert(configuration.runKey).inserted {
        runs.append(configuration)
      }
    }
    self.axes = axes
    self.runs = runs
    self.name = try Self.checkedName(name ?? Self.usualName(axes: axes, runs: runs))
  }

  init(name: String, axes: [Axis], runs: [ExperimentConfiguration]) {
    self.name = name
    self.axes = axes
    self.runs = runs
  }

  private static func usualName(axes: [Axis], runs: [ExperimentConfiguration]) -> String {
    let digest = Digest.sha256(Array(runs.map(\.runKey).joined().utf8)).prefix(6)
    // Many axes make a long name, of which the digest is the part that matters.
    return axes.map(\.key.flag).joined(separator: "-").prefix(80) + (axes.isEmpty ? "" : "-") + digest
  }

  private static func checkedName(_ name: String) throws(LabError) -> String {
    let isAllowed = { (character: Character) in
      character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
    }
    guard !name.isEmpty, name.count <= 100, name.allSatisfy(isAllowed), !name.hasPrefix(".") else {
      throw .badConfiguration(
        key: "name", found: "\"\(name)\"",
        expected: "up to 100 letters, digits, \"-\", \"_\" and \".\", not starting with a point")
    }
    return name
  }
}
