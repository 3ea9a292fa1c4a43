import LabBase
import LabRuns
import LabStatistics

/// The runs of one level of a claim, by what is repeated.
///
/// Runs that differ in their seed alone are repetitions. Runs of several training images are not: the seeds of an image
/// have the image in common. There an image is the unit, and its value the mean over its seeds.
struct ClaimGroup {
  /// What counts as one value: a seed, or an image with all of its seeds.
  struct Unit {
    /// The image; empty where there is one and each run is a unit.
    let name: String
    /// What its runs gave, nil where one gave none.
    let values: [Double?]
    /// The mean of what they gave; nil where none did.
    var value: Double? { values.definedMean }
  }

  /// Such as `depth 5`.
  let label: String
  /// The units in the order of the runs.
  let units: [Unit]
  /// Whether the values are correlations.
  let areCorrelations: Bool

  /// The units' values.
  var defined: [Double] { units.compactMap(\.value) }
  /// Number of runs.
  var runs: Int { units.reduce(0) { $0 + $1.values.count } }
  /// Number of runs that gave no number.
  var undefinedRuns: Int { units.reduce(0) { $0 + $1.values.count { $0 == nil } } }
  /// Whether the units are images.
  var isOfImages: Bool { units.contains { !$0.name.isEmpty } }
  /// The group as tables show it.
  var level: ClaimResult.Level {
    ClaimResult.Level(
      label: label, runs: runs, undefinedRuns: undefinedRuns,
      summary: SampleSummary(units.map(\.value), areCorrelations: areCorrelations))
  }
  /// The mean in words.
  var mean: String { level.summary.meanText }

  /// The value of an image; nil where it has none.
  func value(of name: String) -> Double? {
    units.first { $0.name == name }.flatMap(\.value)
  }

  /// The images that have a value in each of some groups; nil where the units are no images, or fewer than two are
  /// common to all.
  static func commonImages(_ groups: [ClaimGroup]) -> [String]? {
    guard let first = groups.first, groups.allSatisfy(\.isOfImages) else { return nil }
    let names = first.units.map(\.name).filter { name in groups.allSatisfy { $0.value(of: name) != nil } }
    return names.count >= 2 ? names : nil
  }
}
