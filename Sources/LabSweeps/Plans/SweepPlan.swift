import LabBase
import LabRuns

/// The runs of a sweep in the order of its table: every combination of the axes' values, the first axis slowest.
package struct SweepPlan<L: Lab>: Equatable, Sendable {
  /// Largest number of runs in one plan.
  package static var limit: Int { 1_000_000 }

  /// The sweep's name, that of its folder.
  package let name: String
  /// What varies, in the order of the laboratory's settings.
  package let axes: [SweepAxis]
  /// The runs, each once, even where several combinations come to the same.
  package let runs: [L.Configuration]

  /// Expands settings with lists and ranges.
  ///
  /// - Parameter name: letters, digits, `-`, `_`, `.`; nil makes one of the axes and the plan's digest.
  /// - Throws: `LabError` for the first combination that cannot be run, or a name that cannot be a folder's.
  package init(name: String?, settings: Settings, lab: L) throws(LabError) {
    var single = Settings()
    var axes: [SweepAxis] = []
    var count = 1
    for setting in L.Configuration.settings.settings {
      guard let text = settings[setting.key] else { continue }
      let values = try ValueList.parse(text, of: setting)
      if values.count == 1 {
        single[setting.key] = values[0]
      } else {
        axes.append(SweepAxis(key: setting.key, values: values))
        count *= values.count
        guard count <= Self.limit else {
          throw .badConfiguration(
            key: setting.key.rawValue, found: "more than \(Self.limit) combinations",
            expected: "a smaller sweep")
        }
      }
    }
    var runs: [L.Configuration] = []
    var seen: Set<String> = []
    for index in 0..<count {
      var combination = single
      var rest = index
      for axis in axes.reversed() {
        combination[axis.key] = axis.values[rest % axis.values.count]
        rest /= axis.values.count
      }
      let configuration = try lab.makeConfiguration(combination)
      if seen.insert(configuration.runKey).inserted {
        runs.append(configuration)
      }
    }
    self.axes = axes
    self.runs = runs
    self.name = try Self.checkedName(name ?? Self.usualName(axes: axes, runs: runs))
  }

  /// A plan of runs that are known.
  package init(name: String, axes: [SweepAxis], runs: [L.Configuration]) {
    self.name = name
    self.axes = axes
    self.runs = runs
  }

  private static func usualName(axes: [SweepAxis], runs: [L.Configuration]) -> String {
    let digest = Digest.sha256(Array(runs.map(\.runKey).joined().utf8)).prefix(6)
    let flags = axes.map { L.Configuration.settings[$0.key].flag }
    // Many axes make a long name, of which the digest is the part that matters.
    return flags.joined(separator: "-").prefix(80) + (axes.isEmpty ? "" : "-") + digest
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
