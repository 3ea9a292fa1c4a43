import LabBase

/// What is asked of Slurm, in the words of its programs.
package struct SlurmClient: Sendable {
  /// Makes a client; its programs are looked for on PATH.
  package init() {}

  /// Requires that jobs can be submitted from this machine.
  ///
  /// - Throws: `LabError.unavailable` where they cannot.
  package func require() throws(LabError) {
    let programs = ["sbatch", "scontrol", "squeue", "scancel"]
    guard let missing = programs.first(where: { !SlurmCommand($0).isInstalled }) else { return }
    _ = try SlurmCommand(missing).run([], seconds: 1)
  }

  /// MaxArraySize: an array's tasks have smaller numbers.
  ///
  /// - Throws: `LabError.unavailable` where Slurm does not say, or takes no arrays.
  package func largestArray() throws(LabError) -> Int {
    let text = try SlurmCommand("scontrol").output(["show", "config"], seconds: 30)
    return try Self.largestArray(config: text)
  }

  static func largestArray(config: String) throws(LabError) -> Int {
    for line in config.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, parts[0] == "MaxArraySize", let size = Int(parts[1]) else { continue }
      guard size >= 1 else {
        throw .unavailable(
          what: "Slurm's job array",
          advice: "its MaxArraySize is \(size); `identity-lab sweep work NAME --shard i/N` in jobs of "
            + "their own does the same")
      }
      return size
    }
    throw .unavailable(what: "Slurm's MaxArraySize", advice: "`scontrol show config` does not tell it")
  }

  /// Submits a script.
  ///
  /// - Throws: `LabError.unavailable` where it is refused.
  func submit(_ arguments: [String]) throws(LabError) -> SlurmJobs.Job {
    try Self.job(submitted: try SlurmCommand("sbatch").output(["--parsable"] + arguments, seconds: 120))
  }

  /// The last line that is a job's number, `12` or `12;CLUSTER`: some sites print words before it.
  static func job(submitted text: String) throws(LabError) -> SlurmJobs.Job {
    for line in text.split(separator: "\n").reversed() {
      let parts = line.trimmed.split(separator: ";", omittingEmptySubsequences: false)
      guard parts.count <= 2, let id = Int(parts[0]), id > 0 else { continue }
      return SlurmJobs.Job(id: id, cluster: parts.count == 2 ? String(parts[1]) : nil)
    }
    throw .unavailable(what: "the number of the job", advice: "sbatch said: \(text.trimmed)")
  }

  /// Which tasks of a submission have not ended.
  ///
  /// - Throws: `LabError.unavailable` where squeue is not there or does not say.
  package func queue(_ jobs: SlurmJobs) throws(LabError) -> SlurmQueue {
    let squeue = SlurmCommand("squeue")
    let list = jobs.all.map { String($0.id) }.joined(separator: ",")
    let result = try squeue.run(
      ["--noheader", "--array", "--format=\(SlurmQueue.format)", "--jobs=\(list)"]
        + Self.cluster(of: jobs.all), seconds: 30)
    // That a job is not known any more is what a single one says long after its end.
    guard result.exitCode == 0 || result.errors.contains("Invalid job id") else {
      throw squeue.failure(of: result)
    }
    return SlurmQueue(parsing: result.output, folder: jobs.folder)
  }

  /// Ends jobs; those that have ended are no error.
  ///
  /// - Throws: `LabError.unavailable` where scancel is not there or refuses.
  package func cancel(_ jobs: [SlurmJobs.Job]) throws(LabError) {
    guard !jobs.isEmpty else { return }
    let scancel = SlurmCommand("scancel")
    let result = try scancel.run(
      ["--quiet"] + Self.cluster(of: jobs) + jobs.map { String($0.id) }, seconds: 60)
    guard result.exitCode == 0 || result.errors.contains("Invalid job id") else {
      throw scancel.failure(of: result)
    }
  }

  private static func cluster(of jobs: [SlurmJobs.Job]) -> [String] {
    jobs.compactMap(\.cluster).first.map { ["--clusters=\($0)"] } ?? []
  }
}
