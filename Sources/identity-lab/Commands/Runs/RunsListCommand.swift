import ArgumentParser
import LabBase
import LabRuns

/// `runs list`: a line a run.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the stored runs, a line each.")

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    var runs: [RunSummary] = []
    var problem: LabError?
    for directory in locations.store.runs {
      do throws(LabError) {
        runs.append(try RunSummary(directory))
      } catch .missingInput {
        // Claimed this moment, and its configuration not written yet.
      } catch {
        // One run that cannot be read must not hide the others.
        Terminal.error("error: \(error)")
        problem = error
      }
    }
    show(runs)
    if let problem { throw ExitCode(problem.exitCode) }
  }

  private func show(_ runs: [RunSummary]) {
    if format.json {
      Terminal.json(["runs": runs])
      return
    }
    guard !runs.isEmpty else {
      Terminal.error("no runs in \(locations.store.output)/runs; `identity-lab train` makes one")
      return
    }
    let rows = runs.map { run in
      [
        run.runKey, run.stopReason == .diverged ? "diverged" : run.state, Terminal.short(run.finalLoss),
        Terminal.correlation(run.correlationWithIdentity),
        Terminal.correlation(run.correlationWithConstant), run.zone ?? "–", run.summary,
      ]
    }
    let header = ["run", "state", "loss", "identity", "constant", "zone", "net"]
    Terminal.result(Terminal.table([header] + rows, leftColumns: 2, lastIsLeft: true))
    Terminal.error("identity and constant: correlations on digits; \(runs.count) runs")
  }
}
