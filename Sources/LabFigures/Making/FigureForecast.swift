import LabBase
import LabRuns
import LabSweeps

/// What a figure would train, for `--dry-run`: without bisection exactly that, with it from a least number of runs, those of
/// the next stage, to all that the preset names.
package struct FigureForecast: Encodable, Equatable, Sendable {
  /// Runs and what they take.
  package struct Effort: Encodable, Equatable, Sendable {
    /// Runs that are there when the figure is made.
    package let runs: Int
    /// How many of them are done already.
    package let done: Int
    /// How many are to be trained.
    package let missing: Int
    /// Seconds that these take at most: if every run takes all its steps.
    package let secondsAtMost: Double
    /// Bytes of disk that they add.
    package let diskBytes: Double

    /// Adds efforts.
    fileprivate init(adding parts: [Effort]) {
      runs = parts.map(\.runs).reduce(0, +)
      done = parts.map(\.done).reduce(0, +)
      missing = parts.map(\.missing).reduce(0, +)
      secondsAtMost = parts.map(\.secondsAtMost).reduce(0, +)
      diskBytes = parts.map(\.diskBytes).reduce(0, +)
    }

    /// Adds up what the runs take that are not done, each once.
    fileprivate init<L: Lab>(_ runs: [L.Configuration], store: RunStore<L>, jobs: Int) {
      var seen: Set<String> = []
      let distinct = runs.filter { seen.insert($0.runKey).inserted }
      let forecast = SweepForecast(
        plan: SweepPlan<L>(name: "", axes: [], runs: distinct), store: store, jobs: jobs)
      self.runs = forecast.runs
      done = forecast.done
      missing = forecast.runs - forecast.done
      secondsAtMost = forecast.secondsAtMost
      diskBytes = forecast.diskBytes
    }
  }

  /// The figure's name; nil of several figures together.
  package let name: String?
  /// The least that is trained.
  package let atLeast: Effort
  /// The most that is trained.
  package let atMost: Effort

  /// Looks which runs of a figure are done and what the others take.
  package init<L: FigureLab>(_ plan: FigurePlan<L>, name: String, store: RunStore<L>, jobs: Int) {
    self.name = name
    atLeast = Effort(plan.stage(store).runs, store: store, jobs: jobs)
    atMost = Effort(plan.runs, store: store, jobs: jobs)
  }

  /// Adds forecasts of figures that share no runs, such as those of different laboratories.
  package init(adding parts: [FigureForecast]) {
    name = nil
    atLeast = Effort(adding: parts.map(\.atLeast))
    atMost = Effort(adding: parts.map(\.atMost))
  }

  /// Looks at several figures together: runs that they share are trained once.
  package init<L: FigureLab>(all plans: [FigurePlan<L>], store: RunStore<L>, jobs: Int) {
    name = nil
    atLeast = Effort(plans.flatMap { $0.stage(store).runs }, store: store, jobs: jobs)
    atMost = Effort(plans.flatMap(\.runs), store: store, jobs: jobs)
  }
}
