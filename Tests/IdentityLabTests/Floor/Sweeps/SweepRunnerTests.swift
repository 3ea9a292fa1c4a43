import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns
@testable import LabSweeps

@Suite struct SweepRunnerTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ReconstructionLab>
  private let plan: SweepPlan<ReconstructionLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<ReconstructionLab>(output: folder.path)
    let settings = Settings([
      .seed: "0..3", .depth: "1", .width: "2", .kernelSize: "3", .size: "6", .steps: "2", .tolerance: "0",
    ])
    plan = try SweepPlan(name: "test", settings: settings, lab: ReconstructionLab.builtIn())
  }

  /// A runner whose worker is a shell script that is given runs as the program is: `$index` is the place of one.
  private func runner(
    _ script: String, before: String = "", jobs: Int = 2, policy: FailurePolicy = .keepGoing
  ) throws -> SweepRunner<ReconstructionLab> {
    let loop = """
      #!/bin/sh
      \(before)
      echo '{"ready":{}}'
      while read -r line; do
        index=$(echo "$line" | sed 's/.*"index":\\([0-9]*\\).*/\\1/')
        \(script)
      done

      """
    let path = try folder.file("worker", Array(loop.utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return SweepRunner(
      plan: plan, store: store, launcher: WorkerCommand(executable: path, commonArguments: []), jobs: jobs,
      policy: policy)
  }

  /// A worker's answer that its run is broken.
  private static let fails = #"echo '{"failed":{"index":'$index',"reason":"run '$index' broke"}}'"#

  /// What a script appends to a file, one word a line.
  private func lines(_ name: String) -> [String] {
    let text = (try? AtomicFile.read(folder.path(name))) ?? []
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("runs that fail are named in the plan's order with their error, and leave no log")
  func failures() throws {
    let summary = try runner(Self.fails).run()
    #expect(summary.done == 0 && summary.total == 4 && !summary.wasInterrupted)
    #expect(summary.failures.map(\.index) == [0, 1, 2, 3])
    #expect(summary.failures.map(\.runKey) == plan.runs.map(\.runKey))
    #expect(summary.failures.map(\.reason) == (0..<4).map { "run \($0) broke" })
    #expect(!FileManager.default.fileExists(atPath: folder.path("sweeps/test/logs")))
  }

  @Test("one worker takes all runs")
  func oneWorker() throws {
    _ = try runner(Self.fails, before: "echo $$ >> \(folder.path("pids"))", jobs: 1).run()
    #expect(lines("pids").count == 1)
  }

  @Test("a run whose worker crashes is made once more by another one, and then set aside")
  func crash() throws {
    let script = """
      echo $index >> \(folder.path("order"))
      if [ $index = 2 ]; then echo out of luck >&2; kill -9 $$; fi
      \(Self.fails)
      """
    let summary = try runner(script, before: "echo $$ >> \(folder.path("pids"))", jobs: 1).run()
    #expect(summary.failures.map(\.index) == [0, 1, 2, 3])
    #expect(summary.failures[2].reason == "its worker was killed by signal 9, twice (out of luck)")
    #expect(summary.failures[1].reason == "run 1 broke")
    #expect(lines("order").sorted() == ["0", "1", "2", "2", "3"])
    #expect(lines("pids").count == 3)
    let logs = try FileManager.default.contentsOfDirectory(atPath: folder.path("sweeps/test/logs"))
    #expect(logs.count == 2, "\(logs)")
  }

  @Test("a run whose worker crashed once and is then made is no failure")
  func crashOnce() throws {
    let script = """
      if [ $index = 1 ] && [ ! -e \(folder.path("crashed")) ]; then touch \(folder.path("crashed")); kill -9 $$; fi
      echo '{"done":{"index":'$index'}}'
      """
    let summary = try runner(script).run()
    #expect(summary.done == 4 && summary.failures.isEmpty)
  }

  @Test("a worker that crashes between runs costs none")
  func crashAtTheEnd() throws {
    let summary = try runner("\(Self.fails); exit 1", jobs: 1).run()
    #expect(summary.failures.map(\.reason) == (0..<4).map { "run \($0) broke" })
  }

  @Test("runs that another process is at come last, and are waited for")
  func held() throws {
    let script = """
      echo "$line" >> \(folder.path("order"))
      if [ $index = 1 ] && ! echo "$line" | grep -q true; then echo '{"held":{"index":1}}'
      else echo '{"done":{"index":'$index'}}'; fi
      """
    let summary = try runner(script, jobs: 1).run()
    #expect(summary.done == 4 && summary.failures.isEmpty)
    #expect(lines("order").count == 5)
    #expect(lines("order").last == #"{"index":1,"runKey":"\#(plan.runs[1].runKey)","waits":true}"#)
  }

  @Test("fail-fast starts nothing after a failure")
  func failFast() throws {
    let summary = try runner(Self.fails, jobs: 1, policy: .failFast).run()
    #expect(summary.failures.count == 1)
  }

  @Test("a sample is made first and then the longest runs, those of like length in the order of their keys")
  func order() throws {
    let list = folder.path("order")
    _ = try runner("echo $index >> \(list); \(Self.fails)", jobs: 1).run()
    #expect(
      lines("order").map { Int($0) }
        == plan.runs.indices.sorted { plan.runs[$0].runKey < plan.runs[$1].runKey })
    let settings = Settings([
      .depth: "1..6", .width: "2", .kernelSize: "3", .size: "6", .steps: "2", .tolerance: "0",
    ])
    let deep = try SweepPlan(name: "deep", settings: settings, lab: ReconstructionLab.builtIn())
    let path = folder.path("worker")
    _ = try SweepRunner(
      plan: deep, store: store, launcher: WorkerCommand(executable: path, commonArguments: []), jobs: 1
    ).run()
    let sample = try #require(deep.runs.indices.min { deep.runs[$0].runKey < deep.runs[$1].runKey })
    #expect(
      lines("order").dropFirst(4).map { Int($0) } == [sample] + (0..<6).reversed().filter { $0 != sample })
  }

  @Test("a signal is passed on to the workers, and what they then leave undone is no failure")
  func interrupted() throws {
    let marker = folder.path("started")
    let script = "trap 'exit 130' INT; touch \(marker); while :; do sleep 0.05; done"
    let summary = try runner(script)
      .run(stopSignal: { FileManager.default.fileExists(atPath: marker) ? SIGINT : nil })
    #expect(summary.wasInterrupted && summary.failures.isEmpty && summary.running == 0)
  }

  @Test("a worker that someone else stops ends the sweep: it was meant")
  func stoppedWorker() throws {
    let script = """
      echo $index >> \(folder.path("order"))
      echo '{"stopped":{"index":'$index'}}'
      """
    let summary = try runner(script, jobs: 1).run()
    #expect(summary.wasInterrupted && summary.failures.isEmpty && summary.done == 0)
    #expect(lines("order").count == 1)
  }

  @Test("a worker that cannot be started is an error, after the tables are written")
  func unstartable() throws {
    let runner = SweepRunner(
      plan: plan, store: store, launcher: WorkerCommand(executable: folder.path("none"), commonArguments: []),
      jobs: 2)
    #expect(#expect(throws: LabError.self) { try runner.run() }?.exitCode == 69)
    let table = SweepDirectory<ReconstructionLab>(output: folder.path, name: "test").file("results.csv")
    #expect(FileManager.default.fileExists(atPath: table))
  }

  @Test("a worker that ends before it is ready is an error that says why, not a failure of every run")
  func neverReady() throws {
    let error = #expect(throws: LabError.self) {
      try runner("", before: "echo no such data >&2; echo $$ >> \(folder.path("pids")); exit 66", jobs: 1)
        .run()
    }
    #expect(error?.description.contains("left with exit code 66") == true)
    #expect(error?.description.contains("no such data") == true)
    #expect(lines("pids").count == 1)
  }

  @Test("a worker that the system has forgotten is not waited for for ever")
  func forgotten() throws {
    let worker = try WorkerProcess(
      executable: "/bin/sh", arguments: ["-c", "exit 7"], logPath: folder.path("log"))
    var end: WorkerEnd?
    while end == nil {
      end = worker.look().end
      usleep(1000)
    }
    #expect(end == .exit(7))
    worker.assign(WorkerAssignment(index: 0))
    #expect(worker.look().end == .exit(7))
    let other = try WorkerProcess(
      executable: "/bin/sh", arguments: ["-c", "exit 7"], logPath: folder.path("log"))
    // As where SIGCHLD is ignored: nobody can be waited for.
    waitpid(other.pid, nil, 0)
    end = nil
    while end == nil {
      end = other.look().end
      usleep(1000)
    }
    #expect(end == .unknown)
  }

  @Test("a worker's last words are its own, not what stood in its log before")
  func ownWords() throws {
    let log = "sweeps/test/logs/worker-\(getpid())-1.txt"
    _ = try folder.file(log, Array("an old story\n".utf8))
    let error = #expect(throws: LabError.self) { try runner("", before: "exit 66", jobs: 1).run() }
    #expect(error?.description.contains("it said nothing") == true, "\(error?.description ?? "")")
    #expect(FileManager.default.fileExists(atPath: folder.path(log)))
  }

  @Test("after a failure fail-fast gives nothing out again, what others are at and what crashed neither")
  func failFastTakesNothingBack() throws {
    let script = """
      echo $index >> \(folder.path("order"))
      if mkdir \(folder.path("first")) 2>/dev/null; then \(Self.fails)
      else sleep 0.5; echo '{"held":{"index":'$index'}}'; fi
      """
    let summary = try runner(script, jobs: 2, policy: .failFast).run()
    #expect(summary.failures.count == 1 && !summary.wasInterrupted)
    #expect(lines("order").count == 2)
    try FileManager.default.removeItem(atPath: folder.path("first"))
    let crashing =
      "if mkdir \(folder.path("first")) 2>/dev/null; then \(Self.fails); else sleep 0.5; kill -9 $$; fi"
    #expect(try runner(crashing, jobs: 2, policy: .failFast).run().failures.count == 1)
  }

  @Test("where the number of workers is the program's choice, as many are started as fit the memory")
  func lowered() throws {
    let path = try folder.file("fails", Array("#!/bin/sh\necho '{\"ready\":{}}'; read line; exit 1\n".utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let one = try #require(plan.runs.map(\.cost.memory).max()) + ReconstructionLab.heldBytes
    func runner(_ lowersJobs: Bool) -> SweepRunner<ReconstructionLab> {
      SweepRunner(
        plan: plan, store: store, launcher: WorkerCommand(executable: path, commonArguments: []), jobs: 4,
        lowersJobs: lowersJobs, memory: 2.5 * one)
    }
    #expect(throws: LabError.self) { try runner(false).run() }
    #expect(try runner(true).run().jobs == 2)
  }

  @Test("replies come whole, however they arrive, and what is no reply is left out")
  func replies() throws {
    let script = #"printf '{"ready":{}}\nhello\n{"do'; sleep 0.2; printf 'ne":{"index":3}}\n'"#
    let worker = try WorkerProcess(
      executable: "/bin/sh", arguments: ["-c", script], logPath: folder.path("log"))
    var replies: [WorkerReply] = []
    while true {
      let (more, end) = worker.look()
      replies += more
      if end != nil { break }
      usleep(1000)
    }
    #expect(replies == [.ready, .done(index: 3)])
  }

  @Test("a sweep of many axes gets a name that a folder can have")
  func manyAxes() throws {
    let settings = Settings([
      .architecture: "cnn,resnet-conv", .depth: "2,4", .width: "1,2", .kernelSize: "1,3",
      .initializerGain: "1,2", .activation: "relu,tanh", .initializer: "torch,orthogonal",
      .learningRate: "0.1,0.2", .momentum: "0,0.9", .schedule: "step,constant", .zoneThreshold: "0.7,0.8",
      .size: "4",
    ])
    let name = try SweepPlan(name: nil, settings: settings, lab: ReconstructionLab.builtIn()).name
    #expect(name.hasPrefix("arch-depth-width-") && name.count <= 100)
  }
}
