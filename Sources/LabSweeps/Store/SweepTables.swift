import LabBase
import LabRuns

/// The tables of a sweep, made anew from its runs' files: results.csv (the same bytes whoever made the runs) and
/// timings.csv.
package struct SweepTables<L: Lab> {
  private let plan: SweepPlan<L>
  private let store: RunStore<L>

  /// Makes the tables' writer for a plan and the store of its runs.
  package init(plan: SweepPlan<L>, store: RunStore<L>) {
    self.plan = plan
    self.store = store
  }

  /// A row a run in the plan's order: the settings, then the result; the fields of a run that is not done are empty.
  package func resultsCSV() -> String {
    let settings = L.Configuration.settings.held
    let columns = L.resultColumns(for: plan.runs)
    let header = settings.map(\.key.rawValue) + ["runKey"] + columns.map(\.name)
    let rows = plan.runs.map { configuration in
      let record = store.record(of: configuration)
      return settings.map { $0.text(configuration) } + [configuration.runKey]
        + columns.map { column in record.map(column.text) ?? "" }
    }
    return CSV.text([header] + rows)
  }

  /// A row a run: state, attempts and times; differs from machine to machine.
  package func timingsCSV() -> String {
    let header = [
      "runKey", "state", "attempt", "host", "instructions", "steps", "seconds", "millisecondsPerStep",
    ]
    let rows = plan.runs.map { configuration in
      let directory = store.directory(configuration.runKey)
      let status = directory.status
      return [
        configuration.runKey, directory.state?.rawValue ?? "pending", status.map { String($0.attempt) } ?? "",
        status?.host ?? "", status?.instructions ?? "", status.map { String($0.steps) } ?? "",
        text(status?.seconds),
        text(status?.millisecondsPerStep),
      ]
    }
    return CSV.text([header] + rows)
  }

  /// Writes both into the sweep's folder.
  package func write() throws(LabError) {
    let directory = SweepDirectory<L>(output: store.output, name: plan.name)
    try AtomicFile.write(resultsCSV(), to: directory.file("results.csv"))
    try AtomicFile.write(timingsCSV(), to: directory.file("timings.csv"))
  }

  private func text(_ number: Double?) -> String {
    number.map(PlainNumber.text) ?? ""
  }
}
