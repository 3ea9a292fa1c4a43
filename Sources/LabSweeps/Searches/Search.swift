import LabBase
import LabRuns
import Nets

/// Random search: settings drawn from ranges, the same for a trial however many there are, and ranked by a number; with
/// successive halving only the best go on to the next budget.
package struct Search<L: Lab> {
  /// Largest number of trials.
  package static var mostTrials: Int { 100_000 }

  /// The number by which trials are ranked.
  package let objective: SearchObjective<L>
  /// The budgets; nil for one rung of all trials.
  package let halving: SuccessiveHalving?
  /// The trials, by number.
  package let trials: [SearchTrial<L>]
  /// The settings that are drawn, in the order of the laboratory's.
  package let drawn: [SettingKey]
  /// What is asked, without the trials and seeds, which may become more: a sweep is of one question.
  package let question: String

  /// Draws the trials.
  ///
  /// - Parameters:
  ///   - settings: each a value, a list or a range to draw from; of the seed a list, of which a trial has all.
  ///   - searchSeed: other trials for another one.
  /// - Throws: `LabError` for ranges that cannot be, the first trial that cannot be run, a budget that is given twice, and
  ///   a number of trials or runs that is out of bounds.
  package init(
    _ settings: Settings, trials count: Int, objective: SearchObjective<L>, halving: SuccessiveHalving?,
    searchSeed: UInt64, lab: L
  ) throws(LabError) {
    let table = L.Configuration.settings
    guard (1...Self.mostTrials).contains(count) else {
      throw .badConfiguration(
        key: "--trials", found: "\(count)", expected: "a number from 1 to \(Self.mostTrials)")
    }
    if let key = halving?.key, settings[key] != nil {
      throw .badConfiguration(
        key: settings.name(of: key), found: "a value beside --halving \(table[key].flag)",
        expected: "one of the two")
    }
    let seeds = try ValueList.parse(settings[.seed] ?? "0", of: table[.seed], name: settings.name(of: .seed))
      .distinct
    let rungs = halving?.budgets.count ?? 1
    guard count * seeds.count * rungs <= SweepExpansion<L>.limit else {
      throw .badConfiguration(
        key: "--trials", found: "more than \(SweepExpansion<L>.limit) runs", expected: "a smaller search")
    }
    var space = settings
    space[.seed] = nil
    let key = RandomKey(seed: searchSeed).deriving("search")
    var trials: [SearchTrial<L>] = []
    var drawn: Set<SettingKey> = []
    for number in 0..<count {
      let (values, keys) = try Self.draw(space, trial: number, key: key)
      drawn.formUnion(keys)
      var runs: [[L.Configuration]] = []
      for rung in 0..<rungs {
        var ofRung: [L.Configuration] = []
        for seed in seeds {
          var complete = values
          if let halving { complete[halving.key] = halving.budgets[rung] }
          complete[.seed] = seed
          ofRung.append(try lab.makeConfiguration(complete))
        }
        runs.append(ofRung)
      }
      trials.append(SearchTrial(number: number, settings: values, runs: runs))
    }
    guard !drawn.isEmpty || count == 1 else {
      throw .badConfiguration(
        key: "--trials", found: "\(count) of settings that are all given",
        expected: "a setting to draw, such as --learning-rate log-uniform:1e-4..1e-1 or --width 8,16,32")
    }
    self.trials = trials
    self.objective = objective
    self.halving = halving
    self.drawn = table.keys.filter(drawn.contains)
    let given = table.keys.compactMap { key in space[key].map { "\(key.rawValue) \($0)" } }
    // What was not given may be another thing one day, and data may: the first trial's run has all of it.
    let first = Digest.sha256(Array(trials[0].runs[0][0].withoutSeed.canonicalJSON.utf8)).prefix(6)
    question =
      "the search \(searchSeed) for the \(objective.statement) over "
      + (given + [halving?.statement].compactMap(\.self)).joined(separator: "; ") + " (\(first))"
  }

  /// The settings of a trial, and which of them were drawn.
  private static func draw(
    _ space: Settings, trial: Int, key: RandomKey
  ) throws(LabError) -> (settings: Settings, drawn: [SettingKey]) {
    let table = L.Configuration.settings
    var values = space
    var drawn: [SettingKey] = []
    // The family comes first, for it decides what others are drawn from.
    for setting in [table.familyKey].compactMap(\.self) + table.keys.filter({ $0 != table.familyKey }) {
      guard let text = values[setting] else { continue }
      let range = try SearchRange(parsing: text, of: table[setting], name: space.name(of: setting))
      values[setting] = range.value(ofTrial: trial, key: key.deriving(setting.rawValue))
      if range.isDrawn { drawn.append(setting) }
      if setting == table.familyKey, let part = try values.byFamily(table).first { values = part }
    }
    return (values, drawn)
  }

  /// The name of its sweep where nobody gives one.
  package var usualName: String { "search-\(Digest.sha256(Array(question.utf8)).prefix(6))" }

  /// What varies among its runs.
  package var axes: [SweepAxis] {
    let runs = trials.flatMap { $0.runs.joined() }
    let keys = drawn + [halving?.key, .seed].compactMap(\.self)
    return L.Configuration.settings.keys.filter(keys.contains)
      .map { SweepAxis(key: $0, values: runs.values(of: $0)) }.filter { $0.values.count > 1 }
  }

  /// The runs that are needed, as far as those that are known tell: those of each rung once the rung before is done.
  package func chosen(_ known: [String: StoredRun<L>]) -> [L.Configuration] {
    var runs: [L.Configuration] = []
    for (rung, numbers) in rungs(known).enumerated() { runs += numbers.flatMap { trials[$0].runs[rung] } }
    return Self.distinct(runs)
  }

  /// As many runs as it takes: those of the first trials stand for those that will go on.
  package var forecast: [L.Configuration] {
    var (runs, count) = ([L.Configuration](), trials.count)
    for rung in 0..<(halving?.budgets.count ?? 1) {
      if rung > 0 { count = halving?.kept(of: count) ?? count }
      runs += trials.prefix(count).flatMap { $0.runs[rung] }
    }
    return Self.distinct(runs)
  }

  /// The standings of each rung that is done, the best first.
  package func standings(_ known: [String: StoredRun<L>]) -> [[SearchStanding]] {
    rungs(known).enumerated().compactMap { rung, numbers in ranked(numbers, rung: rung, known) }
  }

  /// The trials of each rung, in their order, as far as they are known.
  private func rungs(_ known: [String: StoredRun<L>]) -> [[Int]] {
    var rungs = [trials.map(\.number)]
    while rungs.count < (halving?.budgets.count ?? 1),
      let standings = ranked(rungs[rungs.count - 1], rung: rungs.count - 1, known)
    {
      rungs.append(standings.filter(\.isKept).map(\.trial).sorted())
    }
    return rungs
  }

  /// The trials of a rung, the best first; nil where a run of theirs is not known.
  private func ranked(
    _ numbers: [Int], rung: Int, _ known: [String: StoredRun<L>]
  ) -> [SearchStanding]? {
    var standings: [SearchStanding] = []
    for number in numbers {
      let runs = trials[number].runs[rung].compactMap { known[$0.runKey] }
      guard runs.count == trials[number].runs[rung].count else { return nil }
      standings.append(SearchStanding(trial: number, rung: rung, runs: runs, objective: objective))
    }
    standings.sort { $0.precedes($1, by: objective) }
    let isLast = rung == (halving?.budgets.count ?? 1) - 1
    let kept = isLast ? 0 : halving?.kept(of: standings.count) ?? 0
    for place in standings.indices {
      standings[place].rank = place + 1
      standings[place].isKept = place < kept
    }
    return standings
  }

  private static func distinct(_ runs: [L.Configuration]) -> [L.Configuration] {
    var seen: Set<String> = []
    return runs.filter { seen.insert($0.runKey).inserted }
  }
}
