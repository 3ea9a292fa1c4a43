import LabBase
import LabFigures
import LabRuns

/// What `figure --dry-run` says: the figures one by one and together.
struct FigureForecastReport: Encodable {
  let figures: [FigureForecast]
  let total: FigureForecast
  let jobs: Int
  /// Names of figures that cannot be made here, each with the reason.
  let failed: [String: String]

  /// Puts reports on the figures of several laboratories together.
  init(adding reports: [FigureForecastReport], jobs: Int) {
    figures = reports.flatMap(\.figures)
    total = FigureForecast(adding: reports.map(\.total))
    self.jobs = jobs
    failed = reports.reduce(into: [:]) { $0.merge($1.failed) { $1 } }
  }

  /// Looks at figures of a laboratory; one that cannot be made, such as one whose data are missing, does not hide the
  /// others.
  ///
  /// - Parameter isOnly: whether nothing else is looked at.
  /// - Throws: the `LabError` of an only figure.
  init<L: ProgramLab>(
    _ recipes: [FigureRecipe<L>], isOnly: Bool, preset: FigurePresetName, overrides: Settings, lab: L,
    store: RunStore<L>, jobs: Int
  ) throws(LabError) {
    var plans: [FigurePlan<L>] = []
    var figures: [FigureForecast] = []
    var failed: [String: String] = [:]
    for recipe in recipes {
      do throws(LabError) {
        let plan = try recipe.plan(preset, overrides: overrides, lab: lab)
        plans.append(plan)
        figures.append(FigureForecast(plan, name: recipe.name, store: store, jobs: jobs))
      } catch {
        guard !isOnly else { throw error }
        failed[recipe.name] = "\(error)"
      }
    }
    self.figures = figures
    self.jobs = jobs
    self.failed = failed
    total = FigureForecast(all: plans, store: store, jobs: jobs)
  }

  /// A line a figure, one for all, and what the columns mean.
  var text: String {
    let rows = figures.map { [$0.name ?? ""] + Self.cells($0) }
    let sum = figures.count > 1 ? [["together"] + Self.cells(total)] : []
    let table = Terminal.table([["figure", "runs", "done", "to train", "minutes at most"]] + rows + sum)
    return """
      \(table)
      minutes on \(Terminal.count(jobs, "worker")) if every run takes all its steps (most reach their tolerance \
      before); a range where bisection decides which runs are made; together, runs that figures share count once
      """
  }

  private static func cells(_ forecast: FigureForecast) -> [String] {
    func range(_ value: (FigureForecast.Effort) -> String) -> String {
      let ends = [value(forecast.atLeast), value(forecast.atMost)]
      return ends.distinct.joined(separator: "–")
    }
    return [
      range { "\($0.runs)" }, range { "\($0.done)" }, range { "\($0.missing)" },
      range { effort in
        let minutes = effort.secondsAtMost / 60
        return minutes > 0 && minutes < 0.1
          ? "< 0.1" : NumberText.fixed(minutes, decimals: minutes < 10 ? 1 : 0)
      },
    ]
  }
}
