import Foundation
import TestSupport
import Testing

@Suite("A sweep is given to Slurm, looked at and cancelled")
struct SlurmCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let slurm: FakeSlurm
  private let sweep = [
    "sweep", "run", "--name", "s", "--depth", "1,2", "--seed", "0..2", "--width", "4", "--kernel-size", "3",
    "--size",
    "8", "--steps", "20", "--tolerance", "0",
  ]
  /// As many tasks as runs.
  private var submit: [String] { sweep + ["--launcher", "slurm", "--slurm-minutes", "1e-6"] }

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path("10% of it's"))
    slurm = try FakeSlurm()
  }

  private func run(_ words: [String]) throws -> Program.Result {
    try program.run(words, environment: slurm.environment)
  }

  /// Does what Slurm would: the tasks in the queue, then the tables.
  private func work() throws {
    let script = program.output + "/sweeps/s/slurm/"
    for line in try slurm.queue {
      let task = line.prefix { $0 != "|" }.split(separator: "_")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = task.count == 2 ? [script + "work.sh", "0"] : [script + "gather.sh"]
      process.environment = slurm.environment.merging([
        "SLURM_ARRAY_TASK_ID": String(task.last ?? ""), "SLURM_ARRAY_JOB_ID": "11",
      ]) { $1 }
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(line)")
    }
    try slurm.end()
  }

  @Test("an array and a job behind it are submitted; their scripts make what a local sweep makes")
  func submitted() throws {
    let result = try run(submit + ["--slurm-option=--partition=a b", "--slurm-time", "30"])
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("6 runs given to Slurm in 6 tasks: array 11, then job 12 for the tables"))
    #expect(
      result.output.contains("sweep status s") && result.output.contains("sweep cancel s"), "\(result.output)"
    )
    let calls = try slurm.calls(of: "sbatch")
    let path = program.output + "/sweeps/s/slurm"
    let common = ["--parsable", "--partition=a b", "--chdir=\(path)"]
    // To sbatch a % begins a pattern.
    let logs = folder.path("10%% of it's/sweeps/s/slurm/logs")
    #expect(
      calls == [
        common + ["--output=\(logs)/%A_%a.txt", "--array=0-5", "\(path)/work.sh", "0"],
        common + ["--output=\(logs)/tables-%j.txt", "--dependency=afterany:11", "\(path)/gather.sh"],
      ])
    #expect(FileManager.default.fileExists(atPath: path + "/logs"))
    #expect(
      String(decoding: try program.file("sweeps/s/slurm/work.sh"), as: UTF8.self).contains("--time=30\n"))

    let status = try run(["sweep", "status", "s"]).output
    #expect(status.contains("6 not started"), "\(status)")
    #expect(
      status.contains("jobs 11, 12: not ended, as squeue says:\n    job 11: 6 PENDING (Resources)\n"),
      "\(status)")
    try work()
    #expect(try run(["sweep", "status", "s"]).output.contains("jobs 11, 12: ended"))
    let other = Program(output: folder.path("local"))
    #expect(try other.run(sweep).exitCode == 0)
    #expect(try program.file("sweeps/s/results.csv") == other.file("sweeps/s/results.csv"))

    let again = try run(submit)
    #expect(
      again.exitCode == 0 && again.output.contains("all 6 runs are done"), "\(again.output)\(again.errors)")
    #expect(try slurm.calls(of: "sbatch").count == 2)
  }

  @Test("what is queued already is not submitted again; cancelled, it is")
  func cancelled() throws {
    #expect(try run(submit).exitCode == 0)
    let refused = try run(submit)
    #expect(refused.exitCode == 69 && refused.errors.contains("sweep cancel s"), "\(refused.errors)")
    #expect(
      refused.errors.contains("job 11: 6 PENDING (Resources); job 12: 1 PENDING (Dependency)"),
      "\(refused.errors)")
    let result = try run(["sweep", "cancel", "s"])
    #expect(
      result.output == "sweep s: cancelled 7 tasks of jobs 11, 12\n", "\(result.output)\(result.errors)")
    #expect(try slurm.calls(of: "scancel") == [["--quiet", "11", "12"]])
    let nothing = try run(["sweep", "cancel", "s"])
    #expect(nothing.exitCode == 0 && nothing.output.contains("nothing of it is at work"), "\(nothing.output)")
    #expect(try slurm.calls(of: "scancel").count == 1)
    #expect(try run(submit).exitCode == 0)
    #expect(try slurm.calls(of: "sbatch").count == 4)
  }

  @Test("more tasks than an array may have become several; runs that are done need none")
  func arrays() throws {
    let small = try FakeSlurm(maxArraySize: 4)
    #expect(try program.run(submit, environment: small.environment).exitCode == 0)
    let calls = try small.calls(of: "sbatch")
    try #require(calls.count == 3)
    #expect(calls[0].contains("--array=0-3") && calls[0].last == "0")
    #expect(calls[1].contains("--array=0-1") && calls[1].last == "4")
    #expect(calls[2].contains("--dependency=afterany:11:12"))
    try small.end()
    // Half of the runs, under another name.
    #expect(try program.run(sweep.map { $0 == "1,2" ? "1" : $0 == "s" ? "t" : $0 }).exitCode == 0)
    #expect(
      try program.run(submit, environment: small.environment).output.contains(
        "3 runs given to Slurm in 3 tasks"))
  }

  @Test("of a sweep that was extended the plan that is there counts, whatever settings it is asked for with")
  func extended() throws {
    #expect(try program.run(sweep).exitCode == 0)
    #expect(
      try run(["sweep", "run", "--extend", "s", "--seed", "3..4", "--launcher", "slurm"]).exitCode == 0)
    _ = try run(["sweep", "cancel", "s"])
    // Nothing of the shorter plan is pending, but four runs of the longer one are.
    let result = try run(submit)
    #expect(result.output.contains("in 4 tasks"), "\(result.output)\(result.errors)")
    try work()
    let lines = String(decoding: try program.file("sweeps/s/results.csv"), as: UTF8.self).split(
      separator: "\n")
    #expect(lines.count == 11 && lines.allSatisfy { $0.contains("step-limit") || $0.contains("runKey") })
  }

  @Test("where a job is refused, those before it are cancelled")
  func refusal() throws {
    try slurm.refuse(12)
    let result = try run(submit)
    #expect(result.exitCode == 69 && result.errors.contains("Invalid partition"), "\(result.errors)")
    #expect(try slurm.calls(of: "scancel") == [["--quiet", "11"]])
    #expect(try slurm.queue.isEmpty)
  }

  @Test("without Slurm nothing is written, and it is said what to do; a status does without squeue")
  func missing() throws {
    let result = try program.run(submit, environment: slurm.missing)
    #expect(result.exitCode == 69 && result.errors.contains("slurm-client"), "\(result.errors)")
    #expect(result.errors.contains("sweep work NAME --shard i/N"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.output + "/sweeps"))
    #expect(try run(submit).exitCode == 0)
    let status = try program.run(["sweep", "status", "s"], environment: slurm.missing)
    #expect(
      status.exitCode == 0 && status.output.contains("squeue does not say"),
      "\(status.output)\(status.errors)")
    let cancel = try program.run(["sweep", "cancel", "s"], environment: slurm.missing)
    #expect(cancel.exitCode == 69 && cancel.errors.contains("squeue"), "\(cancel.errors)")
  }

  @Test("a damaged job.json is said to be so", arguments: ["", "[]", "{\"arrays\": 3}"])
  func damaged(text: String) throws {
    #expect(try run(submit).exitCode == 0)
    try Data(text.utf8).write(to: URL(fileURLWithPath: program.output + "/sweeps/s/slurm/job.json"))
    for words in [["sweep", "status", "s"], ["sweep", "cancel", "s"], submit] {
      let result = try run(words)
      #expect(result.exitCode == 65 && result.errors.contains("job.json"), "\(result.errors)")
    }
  }

  @Test("with --wait a sweep ends as one on this machine does")
  func wait() throws {
    let (process, output, _) = try program.start(submit + ["--wait"], environment: slurm.environment)
    while try slurm.queue.count < 7 { usleep(20_000) }
    try work()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && said.contains("sweep s: 6 of 6 runs done"), "\(said)")
  }

  @Test("a dry run says how many tasks there would be")
  func dryRun() throws {
    let result = try run(submit + ["--dry-run"])
    #expect(
      result.exitCode == 0 && result.output.contains("on 6 workers"), "\(result.output)\(result.errors)")
    #expect(try slurm.calls(of: "sbatch").isEmpty)
  }

  @Test("the other laboratory's sweeps too")
  func classifiers() throws {
    let sweep = [
      "sweep", "run", "--name", "s", "--net", "mlp:1x4,mlp:1x6", "--data-set", "builtin:digits/40",
      "--test-set",
      "builtin:digits-test/20", "--epochs", "2",
    ]
    let result = try run(sweep + ["--launcher", "slurm", "--slurm-minutes", "1e-6"])
    #expect(result.output.contains("2 runs given to Slurm in 2 tasks"), "\(result.output)\(result.errors)")
    try work()
    let other = Program(output: folder.path("local"))
    #expect(try other.run(sweep).exitCode == 0)
    #expect(try program.file("sweeps/s/results.csv") == other.file("sweeps/s/results.csv"))
    #expect(try run(["sweep", "cancel", "s"]).output.contains("nothing of it is at work"))
  }
}
