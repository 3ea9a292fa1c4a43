import Foundation
import TestSupport
import Testing

@Suite("Shards of a sweep, by several processes at once")
struct SweepShardTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let whole: Program
  private let sweep = [
    "sweep", "run", "--name", "s", "--depth", "1,2,3", "--seed", "0..3", "--width", "8", "--kernel-size", "3",
    "--size",
    "10", "--steps", "200", "--tolerance", "0",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path("shards"))
    whole = Program(output: folder.path("whole"))
  }

  /// Plans the sweep for the shards.
  private func plan() throws {
    let result = try program.run(sweep + ["--launcher", "plan"])
    #expect(
      result.exitCode == 0 && result.output.hasPrefix("sweep s: 12 runs planned in "), "\(result.errors)")
    #expect(result.output.contains("`sweep work s --shard i/N`"))
  }

  /// The value of a column in every row of timings.csv.
  private func timings(_ column: String) throws -> [String] {
    let rows = String(decoding: try program.file("sweeps/s/timings.csv"), as: UTF8.self).split(
      separator: "\n"
    )
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let place = try #require(rows.first?.firstIndex(of: column))
    return rows.dropFirst().map { $0[place] }
  }

  @Test(
    "two at once make every run once, and the table of a sweep on one machine",
    arguments: [["0/2", "1/2"], ["0/1", "0/1"], ["0/3", "1/3", "2/3"]])
  func together(shards: [String]) throws {
    try plan()
    #expect(try whole.run(sweep).exitCode == 0)
    let started = try shards.map { try program.start(["sweep", "work", "s", "--shard", $0]) }
    for (process, _, errors) in started {
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(said)")
    }
    #expect(try program.run("sweep", "gather", "s").exitCode == 0)
    #expect(try program.file("sweeps/s/results.csv") == whole.file("sweeps/s/results.csv"))
    #expect(try timings("attempt") == [String](repeating: "1", count: 12))
    #expect(try timings("state") == [String](repeating: "done", count: 12))
  }

  @Test("a run that fails does not stop those behind it, is named, and makes exit code 3")
  func failure() throws {
    try plan()
    let manifest = String(decoding: try program.file("sweeps/s/manifest.jsonl"), as: UTF8.self)
    let line = try #require(manifest.split(separator: "\n").dropFirst(9).first)
    let key = try #require(try JSONValue(parsing: String(line))["runKey"]?.string)
    _ = try folder.file("shards/runs/\(key.prefix(2))/\(key)/state.safetensors", Array("nonsense".utf8))
    let result = try program.run("sweep", "work", "s", "--shard", "0/1")
    #expect(result.exitCode == 3 && result.errors.contains("run 9 (\(key)) failed: "), "\(result.errors)")
    #expect(try program.run("sweep", "status", "s").output.contains("11 done"))
  }

  @Test("a sweep that goes on is told to stop by another process, and goes on to the same table")
  func cancel() throws {
    let long = sweep.map { $0 == "200" ? "20000" : $0 == "s" ? "long" : $0 } + ["-j", "2"]
    let (process, _, errors) = try program.start(long)
    // Before a run has begun there is no state to save.
    while process.isRunning, try !program.run("sweep", "status", "long").output.contains(": step ") {}
    var said = ""
    while process.isRunning, !said.contains("told process") {
      said = try program.run("sweep", "cancel", "long").output
    }
    #expect(
      said.contains("told process \(process.processIdentifier) to save and stop: identity-lab sweep run"),
      "\(said)")
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(
      process.terminationStatus == 143 && complaint.contains("sweep long: stopped with"), "\(complaint)")
    let status = try program.run("sweep", "status", "long").output
    #expect(status.contains("0 running") && !status.contains(" 0 checkpointed"), "\(status)")
    #expect(try program.run("sweep", "cancel", "long").output.contains("nothing of it is at work"))
  }

  @Test("a shard that a shell started is told to stop itself")
  func cancelShard() throws {
    let long = sweep.map { $0 == "200" ? "20000" : $0 == "s" ? "long" : $0 }
    #expect(try program.run(long + ["--launcher", "plan"]).exitCode == 0)
    let (shard, _, _) = try program.start(["sweep", "work", "long", "--shard", "0/1"])
    var said = ""
    while shard.isRunning, !said.contains("told process") {
      said = try program.run("sweep", "cancel", "long").output
    }
    shard.waitUntilExit()
    #expect(said.contains("told process \(shard.processIdentifier) to save and stop: "), "\(said)")
    #expect(shard.terminationReason == .exit && shard.terminationStatus == 143)
  }
}
