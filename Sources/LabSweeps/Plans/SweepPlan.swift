import LabBase
import LabRuns

/// The runs of a sweep in the order of its table: every combination of the axes' values, the first axis slowest.
package struct SweepPlan<L: Lab>: Equatable, Sendable {
  /// The sweep's name, that of its folder.
  package let name: String
  /// What varies, in the order of the laboratory's settings.
  package let axes: [SweepAxis]
  /// The runs, each once, even where several combinations come to the same.
  package let runs: [L.Configuration]
  /// What its runs were chosen for, one after what others had shown; nil of a plan that was known from the start.
  package let question: String?

  /// Expands settings with lists and ranges.
  ///
  /// - Parameter name: letters, digits, `-`, `_`, `.`; nil makes one of the axes and the plan's digest.
  /// - Throws: `LabError` for the first combination that cannot be run, or a name that cannot be a folder's.
  package init(name: String?, settings: Settings, lab: L) throws(LabError) {
    try self.init(name: name, SweepExpansion(settings, lab: lab))
  }

  /// Plans the runs of an expansion.
  ///
  /// - Throws: `LabError` for a name that cannot be a folder's.
  package init(name: String?, _ expansion: SweepExpansion<L>) throws(LabError) {
    axes = expansion.axes
    runs = expansion.runs
    question = nil
    self.name = try Self.checkedName(name ?? Self.usualName(axes: axes, runs: runs))
  }

  /// A plan of runs that are known.
  package init(name: String, axes: [SweepAxis], runs: [L.Configuration], question: String? = nil) {
    self.name = name
    self.axes = axes
    self.runs = runs
    self.question = question
  }

  /// This plan with the runs of another one, which it does not have, behind its own.
  func joined(with other: SweepPlan) -> SweepPlan {
    let present = Set(runs.map(\.runKey))
    let keys = (axes + other.axes).map(\.key)
    return SweepPlan(
      name: name,
      axes: L.Configuration.settings.keys.filter(keys.contains).map { key in
        SweepAxis(key: key, values: (axes + other.axes).filter { $0.key == key }.flatMap(\.values).distinct)
      },
      runs: runs + other.runs.filter { !present.contains($0.runKey) }, question: question)
  }

  private static func usualName(axes: [SweepAxis], runs: [L.Configuration]) -> String {
    let digest = Digest.sha256(Array(runs.map(\.runKey).joined().utf8)).prefix(6)
    let flags = axes.map { L.Configuration.settings[$0.key].flag }
    // Many axes make a long name, of which the digest is the part that matters.
    return flags.joined(separator: "-").prefix(80) + (axes.isEmpty ? "" : "-") + digest
  }

  static func checkedName(_ name: String) throws(LabError) -> String {
    let isAllowed = { (character: Character) in
      character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
    }
    guard !name.isEmpty, name.count <= 100, name.allSatisfy(isAllowed), !name.hasPrefix(".") else {
      throw .badConfiguration(
        key: "--name", found: "\"\(name)\"",
        expected: "up to 100 letters, digits, \"-\", \"_\" and \".\", not starting with a point")
    }
    return name
  }
}
