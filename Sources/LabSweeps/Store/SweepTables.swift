import LabBase
import LabRuns
import Nets

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
  package func resultsCSV() -> String { texts(of: read()).results }

  /// A row a run: state, attempts and times; differs from machine to machine.
  package func timingsCSV() -> String { texts(of: read()).timings }

  /// Writes both into the sweep's folder.
  package func write() throws(LabError) {
    let directory = SweepDirectory<L>(output: store.output, name: plan.name)
    let (results, timings) = texts(of: read())
    try AtomicFile.write(results, to: directory.file("results.csv"))
    try AtomicFile.write(timings, to: directory.file("timings.csv"))
  }

  /// The runs as their files say, each read once.
  private func read() -> [StoredRun<L>] {
    let store = store
    return ParallelMap.map(plan.runs, threads: MachineProcessors.usable(scheduled: Processor.usableCount)) {
      run in
      StoredRun(run, in: store.directory(run.runKey))
    }
  }

  private func texts(of runs: [StoredRun<L>]) -> (results: String, timings: String) {
    let settings = L.Configuration.settings.held
    let columns = L.resultColumns(for: plan.runs)
    let results = runs.map { run in
      settings.map { $0.text(run.configuration) } + [run.runKey]
        + columns.map { column in run.record.map(column.text) ?? "" }
    }
    let timings = runs.map { run in
      let status = run.status
      return [
        run.runKey, run.record != nil ? RunStatus.State.done.rawValue : run.state,
        status.map { String($0.attempt) } ?? "", status?.host ?? "", status?.instructions ?? "",
        status.map { String($0.steps) } ?? "", text(status?.seconds), text(status?.measuringSeconds),
        text(status?.millisecondsPerStep),
      ]
    }
    return (
      CSV.text([settings.map(\.key.rawValue) + ["runKey"] + columns.map(\.name)] + results),
      CSV.text(
        [
          [
            "runKey", "state", "attempt", "host", "instructions", "steps", "seconds", "measuringSeconds",
            "millisecondsPerStep",
          ]
        ] + timings)
    )
  }

  private func text(_ number: Double?) -> String {
    number.map(PlainNumber.text) ?? ""
  }
}
