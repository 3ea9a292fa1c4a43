import LabBase
import LabRuns
import LabSweeps

/// The runs of a sweep that a picture is about: those that were chosen, which of them are done, and which are fitted.
package struct SweepSubject<L: FigureLab> {
  /// The sweep's name.
  package let sweep: String
  /// The words by which runs were chosen; nil where all were.
  package let filter: String?
  /// All runs that were chosen, in the sweep's order.
  package let planned: [L.Configuration]
  /// Those that are done, at least one, in the same order.
  package let runs: [FinishedRun<L>]
  /// The outcomes of training whose findings are drawn: fitted, and what else was asked for.
  package let admitted: Set<TrainingOutcome>
  /// What the sweep varies, as its plan says.
  package let planAxes: [SettingKey]

  /// Gathers a sweep's runs.
  ///
  /// - Parameters:
  ///   - filter: which runs to take; nil takes all.
  ///   - admits: outcomes of training that count beside the laboratory's.
  /// - Throws: `LabError.missingInput` where no run is done, `.badConfiguration` where none is chosen.
  package init(
    plan: SweepPlan<L>, store: RunStore<L>, filter: RunFilter<L>?, admits: [TrainingOutcome] = []
  ) throws(LabError) {
    admitted = L.admitted.union(admits)
    let chosen = plan.runs.filter { run in
      filter?.accepts(StoredRun(run, in: store.directory(run.runKey))) ?? true
    }
    if let filter, chosen.isEmpty {
      throw .badConfiguration(
        key: "where", found: "\"\(filter.text)\", which none of the \(plan.runs.count) runs meets",
        expected: "a choice of some runs of sweep \(plan.name)")
    }
    sweep = plan.name
    self.filter = filter?.textWithoutFolders
    planned = chosen
    planAxes = plan.axes.map(\.key).filter { L.Configuration.settings[$0].role != .shorthand }
    runs = chosen.compactMap { try? FinishedRun($0, store: store) }
    guard !runs.isEmpty else {
      throw .missingInput(what: "a finished run of sweep \(plan.name)", advice: "run the sweep first")
    }
  }

  /// Gathers the runs of a picture that was drawn before; those that were missing then are missing again.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  init(_ recipe: SweepRecipe<L>, store: RunStore<L>) throws(LabError) {
    sweep = recipe.sweep
    filter = recipe.filter
    planned = recipe.planned ?? recipe.runs
    admitted = Set((recipe.admits ?? []) + [.fitted])
    planAxes = []
    runs = try FinishedRun.all(recipe.runs, store: store)
  }

  /// What a picture of these runs carries.
  package var recipe: SweepRecipe<L> {
    let others = TrainingOutcome.allCases.filter { $0 != .fitted && admitted.contains($0) }
    return SweepRecipe(
      sweep: sweep, filter: filter, runs: runs.map(\.configuration.withoutFolders),
      planned: runs.count == planned.count ? nil : planned.map(\.withoutFolders),
      admits: others.isEmpty ? nil : others)
  }

  /// The runs whose findings are drawn.
  package var counted: [FinishedRun<L>] { runs.filter { admitted.contains($0.record.outcome) } }

  /// The texts over a picture.
  ///
  /// - Parameters:
  ///   - varying: what differs; everything else is named as fixed.
  ///   - remarks: sentences about how the picture is made.
  package func heading(_ varying: VaryingSettings<L.Configuration>, remarks: [String]) -> FigureHeading {
    let subjects = planned.map(\.subject).distinct
    let trained =
      subjects.count == 1 ? "trained on \(subjects[0])" : "\(subjects.count) training sets, one a net"
    let first = [trained, filter.map { "where \($0)" }, counts].compactMap(\.self).joined(separator: "; ")
    let fixed = planned[0].named(varying.fixed)
    let followers = varying.followers.map(\.title).joined(separator: ", ")
    let lines =
      [first, "fixed: \(fixed)"]
      + (followers.isEmpty ? [] : ["vary with these: \(followers)"])
      + (remarks.isEmpty ? [] : [remarks.joined(separator: "; ")])
    return FigureHeading(
      title: "Sweep \(sweep)", subtitle: lines.joined(separator: "\n"), source: "this laboratory")
  }

  /// How many runs there are and what became of those that are no findings.
  package var counts: String {
    let missing = planned.count - runs.count
    let lost = OutcomeCounts(runs.map { admitted.contains($0.record.outcome) ? .fitted : $0.record.outcome })
    let unfinished = OutcomeCounts(counted.map(\.record.outcome)).unfittedText
    return [
      "\(planned.count) run\(planned.count == 1 ? "" : "s")", lost.sentence,
      unfinished.isEmpty ? nil : "drawn though not fitted: \(unfinished)",
      missing > 0 ? "\(missing) not done" : nil,
    ].compactMap(\.self).joined(separator: "; ")
  }

  /// Which seeds there are, such as `3 seeds (0, 1, 2)`.
  package var seeds: String {
    let seeds = planned.map { $0.text(of: .seed) }.distinct
    let names = seeds.count > 8 ? "" : " (\(seeds.joined(separator: ", ")))"
    return seeds.count == 1 ? "seed \(seeds[0])" : "\(seeds.count) seeds\(names)"
  }
}
