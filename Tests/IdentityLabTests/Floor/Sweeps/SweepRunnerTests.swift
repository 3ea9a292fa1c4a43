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

  /// A runner whose worker is a shell script.
  private func runner(
    _ script: String, jobs: Int = 2, policy: FailurePolicy = .keepGoing
  ) throws -> SweepRunner<ReconstructionLab> {
    let path = try folder.file("worker", Array("#!/bin/sh\n\(script)\n".utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return SweepRunner(
      plan: plan, store: store, launcher: WorkerCommand(executable: path, commonArguments: []), jobs: jobs,
      policy: policy)
  }

  @Test("runs that fail are named in the plan's order with the worker's last words")
  func failures() throws {
    let summary = try runner("echo first; echo run $5 broke >&2; exit 65").run()
    #expect(summary.done == 0 && summary.total == 4 && !summary.wasInterrupted)
    #expect(summary.failures.map(\.index) == [0, 1, 2, 3])
    #expect(summary.failures.map(\.runKey) == plan.runs.map(\.runKey))
    #expect(summary.failures.map(\.reason) == (0..<4).map { "run \($0) broke" })
  }

  @Test("a later attempt's reason is not an earlier one's")
  func freshReason() throws {
    _ = try runner("echo an old story >&2; exit 1").run()
    let summary = try runner("kill -9 $$").run()
    #expect(Set(summary.failures.map(\.reason)) == ["killed by signal 9"])
  }

  @Test("fail-fast starts nothing after a failure")
  func failFast() throws {
    let summary = try runner("exit 1", jobs: 1, policy: .failFast).run()
    #expect(summary.failures.count == 1)
    #expect(summary.failures.map(\.reason) == ["exit code 1"])
  }

  @Test("runs are started in the order of their keys, which has nothing to do with what varies")
  func order() throws {
    let list = folder.path("order")
    _ = try runner("echo $5 >> \(list); exit 1", jobs: 1).run()
    let started = String(decoding: try AtomicFile.read(list), as: UTF8.self).split(separator: "\n").map {
      Int($0)
    }
    #expect(started == plan.runs.indices.sorted { plan.runs[$0].runKey < plan.runs[$1].runKey })
  }

  @Test("a signal is passed on to the workers, and what they then leave undone is no failure")
  func interrupted() throws {
    let marker = folder.path("started")
    let script = "trap 'exit 130' INT; touch \(marker); while :; do sleep 0.05; done"
    let summary = try runner(script)
      .run(stopSignal: { FileManager.default.fileExists(atPath: marker) ? SIGINT : nil })
    #expect(summary.wasInterrupted && summary.failures.isEmpty && summary.running == 0)
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

  @Test("a worker that the system has forgotten is not waited for for ever")
  func forgotten() throws {
    let worker = try WorkerProcess(
      executable: "/bin/sh", arguments: ["-c", "exit 7"], logPath: folder.path("log"))
    var end: RunEnd?
    while end == nil {
      end = worker.poll()
      usleep(1000)
    }
    #expect(end == .exit(7))
    #expect(worker.poll() == .unknown)
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
