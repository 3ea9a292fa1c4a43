import ArgumentParser
import Foundation
import LabBase
import LabRuns
import LabSweeps

extension SweepRunCommand {
  /// Gives what is pending to Slurm and says what was given; stays until it is made where that is wanted.
  ///
  /// - Returns: how the sweep stands where it was waited for, nil otherwise.
  func submit<L: ProgramLab>(_ plan: SweepPlan<L>, added: Int?) throws -> SweepSummary? {
    let submission = try launching.submission(of: plan, in: locations)
    let jobs = try submission.submit()
    let store = locations.store(of: L.self)
    let done = SweepSummary(plan: plan, store: store).done
    let folder = SweepDirectory<L>(output: locations.folder, name: plan.name).file("slurm")
    if !launching.wait, format.json {
      Terminal.json(
        SlurmReport(plan: plan, added: added, done: done, jobs: jobs, folder: folder), as: .sweepSubmission)
    } else if let jobs, !format.json {
      say(jobs, pending: plan.runs.count - done, of: plan.name, folder: folder)
    } else if !format.json {
      Terminal.result("sweep \(plan.name): all \(done) runs are done, nothing is left for Slurm")
    }
    guard launching.wait else { return nil }
    if let jobs { try wait(for: jobs, of: plan, store) }
    if InterruptSignal.received != nil {
      Terminal.error("sweep \(plan.name): not waited for any more; Slurm goes on")
      throw ExitCode(InterruptSignal.exitCode)
    }
    return SweepSummary(plan: plan, store: store)
  }

  private func say(_ jobs: SlurmJobs, pending: Int, of sweep: String, folder: String) {
    let arrays = jobs.arrays.map { String($0.id) }.joined(separator: ", ")
    let out = locations.output.map { " --out \(ShellWord.quoted($0))" } ?? ""
    Terminal.result(
      "sweep \(sweep): \(Terminal.count(pending, "run")) given to Slurm in \(Terminal.count(jobs.tasks, "task")): "
        + "\(jobs.arrays.count == 1 ? "array" : "arrays") \(arrays)"
        + (jobs.tables.map { ", then job \($0.id) for the tables" } ?? ""))
    Terminal.result("  scripts and logs in \(folder)")
    Terminal.result("  identity-lab sweep status \(sweep)\(out)")
    Terminal.result("  identity-lab sweep cancel \(sweep)\(out)")
  }

  /// Waits until squeue lists none of the jobs any more, or somebody asks to stop, which leaves the jobs as they are.
  private func wait<L: ProgramLab>(for jobs: SlurmJobs, of plan: SweepPlan<L>, _ store: RunStore<L>) throws {
    InterruptSignal.install()
    let bar = ProgressBar(isQuiet: self.jobs.quiet || format.json)
    defer { bar.clear() }
    var refusals = 0
    while InterruptSignal.received == nil {
      do {
        if try SlurmClient().queue(jobs).isEmpty { return }
        refusals = 0
      } catch {
        // A controller may be restarted; one that is silent for minutes is down.
        refusals += 1
        if refusals == 30 { throw error }
      }
      let isQuiet = self.jobs.quiet || format.json
      // Reading what all runs say takes long over a network: it is read for the bar alone, and not all the time.
      let start = ContinuousClock.now
      if !isQuiet { bar.draw(SweepSummary(plan: plan, store: store), label: plan.name) }
      let pause = max(5, 10 * (ContinuousClock.now - start).seconds)
      for _ in 0..<Int(10 * pause) where InterruptSignal.received == nil { usleep(100_000) }
    }
  }
}
