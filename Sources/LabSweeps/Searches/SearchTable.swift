import LabBase
import LabRuns

/// search.csv beside a sweep's other tables: a row a trial and rung, the same bytes whoever made the runs.
package struct SearchTable<L: Lab> {
  private let search: Search<L>
  private let standings: [SearchStanding]

  /// Makes the table of a search and of how its trials stand.
  package init(_ search: Search<L>, _ standings: [[SearchStanding]]) {
    self.search = search
    self.standings = standings.joined().sorted { ($0.trial, $0.rung) < ($1.trial, $1.rung) }
  }

  /// The rows by trial, then by rung.
  package var csv: String {
    let objective = search.objective.quantity.name
    let header =
      ["trial", "rung"] + (search.halving.map { ["budget." + $0.key.rawValue] } ?? [])
      + search.drawn.map(\.rawValue)
      + [
        "rank", "goesOn", "runs", "fitted", "diverged", "valued", "mean.\(objective)",
        "deviation.\(objective)",
      ]
      + ["mean.finalLoss"]
    let rows = standings.map { standing in
      let settings = search.trials[standing.trial].settings
      let counts = [standing.runs, standing.fitted, standing.diverged, standing.valued].map(String.init)
      let numbers = [standing.mean, standing.deviation, standing.loss].map { $0.map(PlainNumber.text) ?? "" }
      return [String(standing.trial), String(standing.rung)]
        + (search.halving.map { [$0.budgets[standing.rung]] } ?? []) + search.drawn.map { settings[$0] ?? "" }
        + [String(standing.rank), standing.isKept ? "yes" : "no"] + counts + numbers
    }
    return CSV.text([header] + rows)
  }
}
