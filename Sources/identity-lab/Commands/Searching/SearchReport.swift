import LabBase
import LabRuns
import LabSweeps

/// What `search` found, as a table and with `--json`.
struct SearchReport: Encodable {
  /// A rung with its trials.
  private struct Rung: Encodable {
    let budget: String?
    let trials: Int
    /// Trials of which every seed has the number.
    let valued: Int
  }

  /// A trial on the last rung that it reached.
  private struct Trial: Encodable {
    let trial: Int
    let rung: Int
    let rank: Int
    let settings: [String: String]
    let mean: Double?
    let deviation: Double?
    let runs: Int
    let fitted: Int
    let diverged: Int
    let valued: Int
  }

  private let name: String
  private let lab: String
  private let objective: String
  private let maximized: Bool
  private let trials: Int
  private let runs: Int
  private let rungs: [Rung]
  private let best: [Trial]
  private let command: String
  private let table: String
  private let drawn: [String]

  private enum CodingKeys: String, CodingKey {
    case name, lab, objective, maximized, trials, runs, rungs, best, command, table
  }

  /// States a search that has come to its end.
  ///
  /// - Parameters:
  ///   - limit: how many of the best trials.
  ///   - command: what trains a net of some settings.
  init<L: ProgramLab>(
    _ search: Search<L>, _ standings: [[SearchStanding]], name: String, runs: Int, limit: Int, table: String,
    command: (Settings, L.Type) -> String
  ) {
    self.name = name
    lab = L.name
    objective = search.objective.quantity.name
    maximized = search.objective.isMaximized
    trials = search.trials.count
    self.runs = runs
    self.table = table
    drawn = search.drawn.map(\.rawValue)
    rungs = standings.enumerated().map { rung, standings in
      Rung(
        budget: search.halving?.budgets[rung], trials: standings.count,
        valued: standings.count { $0.valued == $0.runs })
    }
    // Those that came furthest first; one that went on stands where it ended.
    let ranked = standings.reversed().joined().filter { !$0.isKept }
    best = ranked.prefix(limit).map { standing in
      let settings = search.trials[standing.trial].settings
      return Trial(
        trial: standing.trial, rung: standing.rung, rank: standing.rank,
        settings: Dictionary(
          search.drawn.compactMap { key in settings[key].map { (key.rawValue, $0) } },
          uniquingKeysWith: { $1 }),
        mean: standing.mean, deviation: standing.deviation, runs: standing.runs, fitted: standing.fitted,
        diverged: standing.diverged, valued: standing.valued)
    }
    let first = ranked.first.map { Settings(training: $0, of: search) } ?? Settings()
    self.command = command(first, L.self)
  }

  /// Prints it for a reader.
  func show() {
    Terminal.result(
      "search \(name): \(Terminal.count(trials, "trial")), \(Terminal.count(runs, "run")), "
        + "\(maximized ? "greatest" : "least") \(objective) first")
    for rung in rungs {
      let budget = rung.budget.map { "  budget \($0): " } ?? "  "
      let missing = rung.trials - rung.valued
      Terminal.result(
        budget + Terminal.count(rung.trials, "trial")
          + (missing > 0 ? ", \(missing) with a seed that gives no \(objective), which are ranked last" : ""))
    }
    Terminal.result("")
    Terminal.show(shown)
    Terminal.result("\nall trials in \(table); the best is trained by\n  \(command)")
  }

  private var shown: TextTable {
    let columns =
      [TextTable.Column(title: "trial", rank: 0)]
      + (rungs.count > 1 ? [TextTable.Column(title: "budget", rank: 1)] : [])
      + drawn.map { TextTable.Column(title: $0, rank: 1) }
      + [
        TextTable.Column(title: objective, rank: 0), TextTable.Column(title: "runs", rank: 2),
        TextTable.Column(title: "fitted", rank: 1), TextTable.Column(title: "diverged", rank: 2),
      ]
    return TextTable(
      columns,
      rows: best.map { trial in
        let mean = trial.mean.map { mean in
          trial.deviation.map { Terminal.number(mean, deviation: $0) } ?? Terminal.number(mean)
        }
        return [String(trial.trial)] + (rungs.count > 1 ? [rungs[trial.rung].budget ?? ""] : [])
          + drawn.map { trial.settings[$0] ?? ValueText.none }
          + [mean ?? ValueText.none, String(trial.runs), String(trial.fitted), String(trial.diverged)]
      })
  }
}

extension Settings {
  /// What the first run of a trial on a rung is of: all that was given or drawn, with its budget and seed.
  fileprivate init<L>(training standing: SearchStanding, of search: Search<L>) {
    let trial = search.trials[standing.trial]
    self = trial.settings
    if let halving = search.halving { self[halving.key] = halving.budgets[standing.rung] }
    self[.seed] = trial.runs[standing.rung].first?.text(of: .seed)
  }
}
