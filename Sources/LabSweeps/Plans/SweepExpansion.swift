import LabBase
import LabRuns

/// The runs that settings with lists come to: the lists multiplied out, without exclusions and repetitions.
package struct SweepExpansion<L: Lab> {
  /// A setting that did nothing in some combinations.
  package struct Ineffective: Equatable, Sendable {
    /// What it was called where it was given.
    package let name: String
    /// With what it has no effect, in the first of the combinations.
    package let reason: String
    /// In how many combinations.
    package fileprivate(set) var combinations = 1
  }

  /// Largest number of combinations.
  package static var limit: Int { 1_000_000 }

  /// The given settings that vary among the runs, in the order of the laboratory's, with the values that runs have.
  package private(set) var axes: [SweepAxis] = []
  /// The runs, each once, the first axis slowest.
  package private(set) var runs: [L.Configuration] = []
  /// How many combinations the lists have.
  package private(set) var combinations = 0
  /// How many of them exclusions left out.
  package private(set) var excluded = 0
  /// The settings that did nothing in some of the others, in the order in which they were met.
  package private(set) var ineffective: [Ineffective] = []

  /// How many combinations came to a run that another one had come to before.
  package var repeated: Int { combinations - excluded - runs.count }

  private let exclusions: [SweepExclusion<L.Configuration>]
  private var seen: Set<String> = []

  /// Expands settings.
  ///
  /// - Parameters:
  ///   - zips: settings whose lists go in step, the first values together, then the second.
  ///   - exclusions: what is left out.
  /// - Throws: `LabError` for the first combination that cannot be run, lists of different lengths in one zip, zips and
  ///   exclusions of settings that are not given, and exclusions that leave nothing.
  package init(
    _ settings: Settings, zips: [[SettingKey]] = [],
    exclusions: [SweepExclusion<L.Configuration>] = [], lab: L
  ) throws(LabError) {
    self.exclusions = exclusions
    for key in zips.joined() { try Self.require(key, in: settings, of: "--zip") }
    for key in exclusions.flatMap(\.keys) { try Self.require(key, in: settings, of: "--exclude") }
    for part in try settings.byFamily(L.Configuration.settings) {
      let dimensions = try SweepDimension.all(of: part, L.Configuration.self, zips: zips)
      let first = combinations
      try count(dimensions, of: settings)
      for index in 0..<combinations - first {
        var combination = part
        var rest = index
        for dimension in dimensions.reversed() {
          dimension.apply(rest % dimension.count, to: &combination)
          rest /= dimension.count
        }
        try add(combination, lab)
      }
    }
    guard !runs.isEmpty else {
      throw .badConfiguration(
        key: "--exclude", found: "all \(combinations) combinations", expected: "exclusions that leave some")
    }
    axes = L.Configuration.settings.keys.filter { settings[$0] != nil }
      .map { SweepAxis(key: $0, values: runs.values(of: $0)) }.filter { $0.values.count > 1 }
  }

  private static func require(
    _ key: SettingKey, in settings: Settings, of option: String
  ) throws(LabError) {
    guard settings[key] == nil else { return }
    throw .badConfiguration(
      key: option, found: L.Configuration.settings[key].flag,
      expected: "a setting that is given beside it: "
        + L.Configuration.settings.settings.filter { settings[$0.key] != nil }.map(\.flag)
        .joined(separator: ", "))
  }

  private mutating func count(_ dimensions: [SweepDimension], of settings: Settings) throws(LabError) {
    var product = 1
    for dimension in dimensions {
      product *= dimension.count
      guard combinations + product <= Self.limit else {
        throw .badConfiguration(
          key: settings.name(of: dimension.keys[0]), found: "more than \(Self.limit) combinations",
          expected: "a smaller sweep")
      }
    }
    combinations += product
  }

  private mutating func add(_ combination: Settings, _ lab: L) throws(LabError) {
    var combination = combination
    for exclusion in exclusions {
      guard let rest = try exclusion.applied(to: combination) else {
        excluded += 1
        return
      }
      combination = rest
    }
    let configuration = try lab.makeConfiguration(combination)
    for key in configuration.ineffective(combination) {
      let name = combination.name(of: key)
      if let place = ineffective.firstIndex(where: { $0.name == name }) {
        ineffective[place].combinations += 1
      } else {
        ineffective.append(Ineffective(name: name, reason: configuration.reason(ineffective: key)))
      }
    }
    if seen.insert(configuration.runKey).inserted { runs.append(configuration) }
  }
}
