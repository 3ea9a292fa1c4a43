import LabBase
import LabRuns

/// Where a measure crosses a level along one setting, in every column of the others: found by bisection, with a part of
/// the runs that the full grid would take.
///
/// A place is the runs of one column and one value of the axis, which differ in their seed alone. Its measure is the mean
/// over those that count; a place without any is on a side of its own, so that where nets stop training is found as the
/// crossing is. Of each column the ends and some probes between them are run, and then the middle between neighbours on
/// different sides (``Refinement``).
package struct Boundary<L: Lab> {
  /// Largest number of columns.
  package static var mostColumns: Int { 1000 }
  /// Largest number of probes.
  package static var mostProbes: Int { 10_000 }

  /// The setting along which the level is crossed.
  package let axis: SettingKey
  /// What is measured.
  package let measure: RunQuantity<L>
  /// The level.
  package let level: Double
  /// The settings that tell columns apart.
  package let columnKeys: [SettingKey]
  /// All that vary, with their values.
  package let axes: [SweepAxis]
  /// The full grid, the axis rising.
  package let grid: [L.Configuration]
  private let admitted: Set<TrainingOutcome>
  private let probes: Int

  /// Asks where a measure crosses a level.
  ///
  /// - Parameters:
  ///   - expansion: the full grid.
  ///   - probes: how many values between the ends are run before anything is known.
  ///   - admits: outcomes of training whose runs count beside the fitted ones.
  /// - Throws: `LabError.badConfiguration` for an axis that is not of numbers or has a single value, a measure that is not
  ///   found of runs, a level that is no number, and too many columns or probes.
  package init(
    _ expansion: SweepExpansion<L>, axis: SettingKey, measure: RunQuantity<L>, level: Double, probes: Int,
    admits: [TrainingOutcome] = []
  ) throws(LabError) {
    try Self.requireNumbers(along: axis)
    let setting = L.Configuration.settings[axis]
    guard measure.hasMean else {
      throw .badConfiguration(
        key: "--measure", found: measure.name,
        expected: "a number that runs find: "
          + RunQuantity<L>.all.filter { $0.hasMean && !$0.name.contains("@") }.map(\.name)
          .joined(separator: ", "))
    }
    guard level.isFinite else {
      throw .badConfiguration(key: "--level", found: "\(level)", expected: "a number")
    }
    guard (0...Self.mostProbes).contains(probes) else {
      throw .badConfiguration(
        key: "--probes", found: "\(probes)", expected: "a number from 0 to \(Self.mostProbes)")
    }
    let values = expansion.runs.values(of: axis)
    guard values.count > 1 else {
      throw .badConfiguration(
        key: "--" + setting.flag, found: "one value",
        expected: "a list or a range of values, for it is the axis")
    }
    columnKeys = expansion.axes.map(\.key).filter { $0 != axis && $0 != .seed }
    let keys = columnKeys
    let columns = Set(expansion.runs.map { run in keys.map { run.text(of: $0) } }).count
    guard columns <= Self.mostColumns else {
      throw .badConfiguration(
        key: "--over", found: "more than \(Self.mostColumns) columns", expected: "fewer values")
    }
    let places = expansion.runs.map { setting.place($0.text(of: axis)) ?? 0 }
    grid = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { expansion.runs[$0] }
    self.axis = axis
    self.measure = measure
    self.level = level
    self.probes = probes
    axes = expansion.axes
    admitted = Set(admits + [.fitted])
  }

  /// Requires that a setting can be an axis: that it is of numbers, and not the seed.
  ///
  /// - Throws: `LabError.badConfiguration` for any other, with those that can.
  package static func requireNumbers(along axis: SettingKey) throws(LabError) {
    let possible = L.Configuration.settings.settings.filter { $0.domain.isNumeric && $0.key != .seed }
    guard !possible.contains(where: { $0.key == axis }) else { return }
    throw .badConfiguration(
      key: "--axis", found: L.Configuration.settings[axis].flag,
      expected: "a setting of numbers: " + possible.map(\.flag).joined(separator: ", "))
  }

  /// What is asked, without the seeds, which may become more: a sweep is of one question.
  package var question: String {
    let others = TrainingOutcome.allCases.filter { $0 != .fitted && admitted.contains($0) }
    let runs = grid.map { $0.withoutSeed.canonicalJSON }.distinct
    return
      "the boundary of \(measure.name) at \(PlainNumber.text(level)) along \(axis.rawValue), \(probes) probes"
      + (others.isEmpty ? "" : ", \(others.map(\.rawValue).joined(separator: " and ")) runs admitted")
      + ", grid \(Digest.sha256(Array(runs.joined().utf8)).prefix(6))"
  }

  /// The name of its sweep where nobody gives one.
  package var usualName: String {
    "boundary-\(L.Configuration.settings[axis].flag)-\(Digest.sha256(Array(question.utf8)).prefix(6))"
  }

  /// The runs that are needed, as far as those that are known tell.
  package func chosen(_ known: [String: StoredRun<L>]) -> [L.Configuration] {
    refinement(known).chosen { known[$0.runKey]?.record }
  }

  /// What is known of each column.
  package func columns(_ known: [String: StoredRun<L>]) -> [BoundaryColumn] {
    refinement(known).columns.map { column in
      let places = column.enumerated().compactMap { index, runs -> (index: Int, place: BoundaryPlace)? in
        let stored = runs.compactMap { known[$0.runKey] }
        return stored.count == runs.count ? (index, place(stored)) : nil
      }
      return BoundaryColumn(settings: settings(of: column), places: places, values: column.count)
    }
  }

  /// The runs of columns that all cross at their last value: as many as it takes at most where each crosses once.
  package var forecast: [L.Configuration] { refinement([:]).forecast }

  private func refinement(_ known: [String: StoredRun<L>]) -> Refinement<L> {
    Refinement(grid, along: axis, tellingApart: columnKeys, probes: probes) { _, records in
      place(records.compactMap { known[$0.runKey] }).side.rawValue
    }
  }

  private func place(_ runs: [StoredRun<L>]) -> BoundaryPlace {
    let numbers = runs.map { run in
      run.record.flatMap { admitted.contains($0.outcome) ? measure.number(of: run) : nil }
    }
    return BoundaryPlace(runs.first?.configuration.text(of: axis) ?? "", numbers: numbers, level: level)
  }

  private func settings(of column: [[L.Configuration]]) -> [String: String] {
    var settings: [String: String] = [:]
    for key in columnKeys {
      let run = column.joined().first { $0.isAffected(by: key) }
      if let text = run?.text(of: key), !text.isEmpty { settings[key.rawValue] = text }
    }
    return settings
  }
}
