import GRDB
import LabBase
import LabRuns

/// The table of a laboratory: a row a run, a column a quantity.
struct RunTable<L: Lab>: LabTable {
  private let columns = IndexColumn<L>.all

  var name: String { L.name }
  var columnNames: [String] { columns.map(\.name) }

  func mark(_ runKey: String, output: String) -> LabMark? {
    RunDirectory<L>(output: output, runKey: runKey).mark
  }

  func read(_ runKey: String, output: String) -> RunReading {
    let directory = RunDirectory<L>(output: output, runKey: runKey)
    do throws(LabError) {
      let run = StoredRun(try directory.configuration(), in: directory)
      if run.record == nil { try directory.requireReadableRecord() }
      return .row(
        table: L.name, values: columns.map { $0.value(run) },
        // Whether a process is still at it is not told by the folder.
        isSettled: run.record != nil || run.status?.state != .running)
    } catch .missingInput {
      // Claimed this moment, and its configuration not written yet.
      return .absent
    } catch {
      return .damaged(lab: directory.mark?.lab, problem: "\(error)")
    }
  }
}
