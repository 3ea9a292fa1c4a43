import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabSweeps

@Suite("The script of a task of Slurm")
struct SlurmScriptTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Runs a task's script with a worker and a scontrol of their own, in folders with odd names.
  ///
  /// - Returns: its exit code, and what it, the worker and scontrol said.
  private func run(worker: String, told signal: Int32? = nil) throws -> (code: Int32, said: String) {
    let odd = folder.path("it's $HOME & more")
    for (name, text) in [("bin/scontrol", "echo scontrol \"$@\""), ("worker", worker)] {
      _ = try folder.file("it's $HOME & more/\(name)", Array("#!/bin/bash\n\(text)\n".utf8))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(odd)/\(name)")
    }
    let script = try SlurmScript(
      sweep: "s", program: "\(odd)/worker", output: "\(odd)/out put", data: "\(odd)/data", folder: odd)
    let path = try folder.file("work.sh", Array(script.work(shares: 8).utf8))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [path, "4"]
    process.environment = [
      "PATH": "\(odd)/bin:/usr/bin:/bin", "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_JOB_ID": "12",
    ]
    process.standardOutput = output
    // Test threads block signals, and what they start would too.
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    sigaddset(&signals, SIGUSR1)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, &before)
    try process.run()
    pthread_sigmask(SIG_SETMASK, &before, nil)
    if let signal {
      while !FileManager.default.fileExists(atPath: "\(odd)/ready") { usleep(5000) }
      kill(process.processIdentifier, signal)
    }
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return (process.terminationStatus, said)
  }

  @Test("the share, the folders and the data reach the program as they are")
  func arguments() throws {
    let (code, said) = try run(worker: "printf '<%s>' \"$@\" \"$IDENTITY_LAB_DATA\" \"$PWD\"; echo; exit 5")
    let odd = folder.path("it's $HOME & more")
    #expect(code == 5)
    #expect(
      said.contains("<sweep><work><s><--shard><7/8><--out><\(odd)/out put><\(odd)/data><\(odd)>\n"), "\(said)"
    )
    #expect(said.contains("share 7/8: exit code 5") && !said.contains("scontrol"), "\(said)")
  }

  @Test(
    "a signal is passed on, and the script waits for what the worker makes of it",
    arguments: [(SIGUSR1, "USR1", 75, true), (SIGTERM, "TERM", 143, false)])
  func signals(signal: Int32, name: String, code: Int32, isQueuedAgain: Bool) throws {
    let worker = """
      trap 'sleep 0.3; echo saved; exit \(code)' \(name)
      touch ready
      while :; do sleep 0.02; done
      """
    let (left, said) = try run(worker: worker, told: signal)
    #expect(left == code && said.contains("saved\nshare 7/8: exit code \(code)\n"), "\(said)")
    #expect(said.contains("scontrol requeue 12_7") == false)
    #expect(said.contains("scontrol requeue 12_3\n") == isQueuedAgain, "\(said)")
  }

  @Test(
    "a worker that was told before it listened is queued again, one that crashed is not", arguments: [10, 9])
  func deaths(signal: Int32) throws {
    let (code, said) = try run(worker: "kill -\(signal) $$")
    #expect(code == 128 + signal && said.contains("requeue") == (signal == 10), "\(said)")
  }

  @Test("the time limit and the warning stand in the head; both scripts are such as bash reads")
  func text() throws {
    let script = try SlurmScript(
      sweep: "s.1", program: "/p", output: "/o", data: nil, folder: "/f", timeLimit: 30)
    for (name, text) in [("work", script.work(shares: 2)), ("gather", script.gather)] {
      #expect(text.hasPrefix("#!/bin/bash\n") && text.contains("\n#SBATCH --time=30\n"))
      #expect(!text.contains("IDENTITY_LAB_DATA"))
      let path = try folder.file(name, Array(text.utf8))
      #expect(try SlurmCommand("bash").run(["-n", path], seconds: 10).exitCode == 0)
    }
    #expect(script.work(shares: 2).contains("\n#SBATCH --signal=B:USR1@90\n"))
    #expect(script.gather.contains("exec \"$program\" sweep gather s.1 --out \"$output\"\n"))
    let usual = try SlurmScript(sweep: "s", program: "/p", output: "/o", data: nil, folder: "/f")
    let pinned = try SlurmScript(
      sweep: "s", program: "/p", output: "/o", data: nil, isPortable: true, folder: "/f")
    #expect(pinned.work(shares: 1).contains("\nexport IDENTITY_LAB_PORTABLE=1\n"))
    #expect(!usual.work(shares: 1).contains("PORTABLE"))
    #expect(!usual.work(shares: 2).contains("--time") && !usual.gather.contains("--time"))
  }

  @Test(
    "a path with a line break is refused, and an output folder with a backslash, which sbatch reads as its own",
    arguments: ["/a\nb", "/a\r\nb", "/a\u{2028}b", "/a\\b"])
  func unusable(path: String) {
    let error = #expect(throws: LabError.self) {
      try SlurmScript(sweep: "s", program: "/p", output: path, data: nil, folder: "/f")
    }
    #expect(error?.exitCode == 78)
  }
}
