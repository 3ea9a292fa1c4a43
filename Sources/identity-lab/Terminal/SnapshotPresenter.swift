import ArgumentParser
import LabRuns

/// Sees to it that a finished run has snapshots, and says what is done for that.
struct SnapshotPresenter<L: ProgramLab> {
  let directory: RunDirectory<L>
  let lab: L
  let threads: Int
  let isQuiet: Bool

  /// Trains the run again if weights after some steps are missing.
  ///
  /// - Throws: `ExitCode` where someone asked to stop, and what making snapshots throws.
  func complete(_ steps: [Int]) throws {
    let maker = SnapshotMaker(directory, threads: threads)
    let missing = maker.missing(steps)
    guard !missing.isEmpty else { return }
    Terminal.error(
      "run \(directory.runKey) is stored without \(missing.count) of \(Terminal.count(steps.count, "snapshot")): training "
        + "it again to save them; no result changes")
    let bar = ProgressBar(isQuiet: isQuiet)
    defer { bar.clear() }
    let isMade = try maker.make(
      steps, of: directory.configuration(), lab: lab,
      shouldStop: { InterruptSignal.received != nil },
      onProgress: { bar.draw($0, label: "run \(directory.runKey)") })
    bar.clear()
    guard isMade else {
      Terminal.error("stopped with the state saved; the same command goes on from there")
      throw ExitCode(InterruptSignal.exitCode)
    }
  }

  /// Says which snapshots there are, and how large they are.
  func report(_ steps: [Int]) {
    guard !steps.isEmpty else { return Terminal.error("no snapshots: the run has none of these steps") }
    let bytes = steps.map { directory.snapshotBytes(at: $0) }
    let shown =
      steps.count <= 16
      ? steps.map(String.init).joined(separator: ", ") : "\(steps[0]) … \(steps[steps.count - 1])"
    Terminal.error(
      "\(Terminal.count(steps.count, "snapshot")) (steps \(shown)) of \(Terminal.bytes(bytes.max() ?? 0)), "
        + "\(Terminal.bytes(bytes.reduce(0, +))) in all, in \(directory.file("snapshots"))")
  }
}
