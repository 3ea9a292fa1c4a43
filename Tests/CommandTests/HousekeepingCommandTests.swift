import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns
@testable import identity_lab

@Suite("Runs are asked about in SQL, packed and cleaned up")
struct HousekeepingCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let tiny = ["--width", "2", "--kernel-size", "3", "--size", "6", "-q"]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  /// Two runs of a sweep, and one by itself.
  private func runs() throws {
    let sweep = try program.run(
      ["sweep", "run", "--depth", "1,2", "--tolerance", "1000", "--name", "s"] + tiny)
    #expect(sweep.exitCode == 0, "\(sweep.errors)")
    let single = try program.run(["train", "--depth", "3", "--tolerance", "1000"] + tiny)
    #expect(single.exitCode == 0, "\(single.errors)")
  }

  private func object(_ arguments: String...) throws -> JSONValue {
    let result = try program.run(arguments + ["--json"])
    #expect(result.exitCode == 0, "\(result.errors)")
    return try JSONValue(parsing: result.output)
  }

  @Test("an answer is a table, CSV or Markdown; a mistake is a usage error with a suggestion")
  func query() throws {
    try runs()
    let sql = "SELECT depth, state FROM reconstruction ORDER BY depth DESC"
    #expect(
      try program.run("runs", "query", sql, "--format", "csv").output
        == "depth,state\n3,fitted\n2,fitted\n1,fitted\n")
    #expect(
      try program.run("runs", "query", sql).output
        == "depth  state\n    3  fitted\n    2  fitted\n    1  fitted\n")
    let tables = try program.run("runs", "query", "--tables").output
    #expect(
      tables.contains("reconstruction: runKey, state, date,")
        && tables.contains("sweep_runs: sweep, place, runKey"))
    let wrong = try program.run("runs", "query", "SELECT dept FROM reconstruction")
    #expect(wrong.exitCode == 64 && wrong.errors.contains("did you mean \"depth\"?"), "\(wrong.errors)")
    #expect(try program.run("runs", "query").exitCode == 64)
    let joined = "SELECT count(*) AS n FROM sweep_runs JOIN runs USING (runKey) WHERE sweep = 's'"
    #expect(try program.run("runs", "query", joined, "--format", "csv").output == "n\n2\n")
  }

  @Test("packed runs are shown, drawn and found done as before, and the index follows")
  func pack() throws {
    try runs()
    let (list, show) = (try program.run("runs", "list"), try program.run("sweep", "show", "s"))
    let csv = try program.run("runs", "list", "--format", "csv").output
    #expect(try program.run("runs", "pack").output == "packed 3 runs, 20 files\n")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/runs")
    #expect(!names.contains { $0.hasSuffix("result.json") } && names.contains { $0.hasSuffix(".tar") })
    #expect(try program.run("runs", "list").output == list.output)
    #expect(try program.run("runs", "list", "--format", "csv").output == csv)
    #expect(try program.run("sweep", "show", "s").output == show.output)
    let key = try #require(csv.split(separator: "\n").last?.split(separator: ",").first.map(String.init))
    for command in [["runs", "show"], ["evaluate"], ["layers"], ["filters"]] {
      let result = try program.run(command + [key])
      #expect(result.exitCode == 0, "\(command): \(result.errors)")
    }
    #expect(try program.run("grid", "s").exitCode == 0)
    let again = try program.run(
      ["sweep", "run", "--depth", "1,2", "--tolerance", "1000", "--name", "s"] + tiny)
    #expect(again.exitCode == 0)
    #expect(
      try !FileManager.default.subpathsOfDirectory(atPath: folder.path + "/runs").contains {
        $0.hasSuffix("result.json")
      })
    #expect(try program.run("runs", "unpack").output.hasPrefix("unpacked 3 runs, "))
    #expect(try program.run("runs", "list", "--format", "csv").output == csv)
  }

  @Test("what could go is said with reasons, and only what is named goes")
  func clean() throws {
    try runs()
    let before = try object("runs", "clean", "--dry-run")
    let found = before["runs"]?.elements ?? []
    #expect(found.count == 1 && found[0]["reasons"]?.elements.map(\.string) == ["unreferenced"])
    guard case .number(let bytes) = found[0]["bytes"] else { throw LabError.usage("no size") }
    #expect(bytes > 1000)
    #expect(try program.run("runs", "clean").exitCode == 64)
    // A failed run, and a claim that a crash left.
    let directory = try #require(
      FileManager.default.subpathsOfDirectory(atPath: folder.path + "/runs").first {
        $0.hasSuffix("/result.json")
      })
    let run = folder.path + "/runs/" + directory.dropLast("/result.json".count)
    try FileManager.default.removeItem(atPath: run + "/result.json")
    let status = String(decoding: try AtomicFile.read(run + "/status.json"), as: UTF8.self)
    try AtomicFile.write(
      status.replacingOccurrences(of: "\"done\"", with: "\"failed\""), to: run + "/status.json")
    try AtomicFile.write("[", to: run + "/result.damaged.json")
    try AtomicFile.write("1 elsewhere -\n", to: run + "/claim")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: run + "/claim")
    let key = String(run.suffix(16))
    let failed = try object("runs", "clean", "--failed", "--dry-run")
    #expect(failed["runs"]?.elements.compactMap { $0["runKey"]?.string } == [key])
    #expect(failed["leftovers"] == .array([]))
    let leftovers = try object("runs", "clean", "--leftovers")
    #expect(leftovers["leftovers"]?.elements.count == 2 && leftovers["freed"] == .number(1 + 14))
    #expect(!FileManager.default.fileExists(atPath: run + "/claim"))
    #expect(FileManager.default.fileExists(atPath: run + "/config.json"))
    let removed = try program.run("runs", "clean", "--failed")
    #expect(removed.exitCode == 0 && removed.output.contains("freed "), "\(removed.errors)")
    #expect(!FileManager.default.fileExists(atPath: run))
    #expect(
      try program.run("runs", "query", "SELECT count(*) AS n FROM runs", "--format", "csv").output == "n\n2\n"
    )
  }

  @Test("runs of an earlier arithmetic go, and no other ones")
  func superseded() throws {
    try runs()
    let store = RunStore<ReconstructionLab>(output: folder.path)
    let keys = store.runs.map(\.runKey)
    let run = try #require(store.runs.first)
    var configuration = try run.configuration()
    configuration.numerics -= 1
    let old = store.directory(configuration.runKey)
    try AtomicFile.write(CanonicalJSON.pretty(configuration), to: old.file("config.json"))
    let removed = try object("runs", "clean", "--superseded")
    #expect(removed["runs"]?.elements.compactMap { $0["runKey"]?.string } == [old.runKey])
    #expect(removed["skipped"] == .array([]))
    #expect(store.runs.map(\.runKey) == keys)
  }

  @Test("a run that is wanted by the time it is to go stays")
  func wantedAgain() throws {
    try runs()
    let store = RunStore<ReconstructionLab>(output: folder.path)
    var report = CleaningReport()
    #expect(report.look(for: [.unreferenced], in: store).isEmpty)
    let key = try #require(report.runs.first?.runKey)
    _ = try folder.file("sweeps/t/manifest.jsonl", Array("{\"runKey\": \"\(key)\"}\n".utf8))
    let run = try #require(store.runs.first { $0.runKey != key })
    let result = try run.read("result.json")
    let status = String(decoding: try run.read("status.json"), as: UTF8.self)
    try FileManager.default.removeItem(atPath: run.file("result.json"))
    try AtomicFile.write(status.replacing("\"done\"", with: "\"failed\""), to: run.file("status.json"))
    #expect(report.look(for: [.failed], in: store).isEmpty)
    #expect(report.runs.map(\.runKey) == [key, run.runKey])
    try AtomicFile.write(result, to: run.file("result.json"))
    try report.remove(in: store)
    #expect(report.freed == 0 && Set(report.skipped.map(\.runKey)) == [key, run.runKey])
    #expect(store.runs.allSatisfy { $0.record != nil } && store.runs.count == 3)
  }

  @Test("a run that its process left in the middle is removed as failed")
  func killed() throws {
    try runs()
    let store = RunStore<ReconstructionLab>(output: folder.path)
    let run = try #require(store.runs.first)
    let status = String(decoding: try run.read("status.json"), as: UTF8.self)
    try FileManager.default.removeItem(atPath: run.file("result.json"))
    try AtomicFile.write(status.replacing("\"done\"", with: "\"running\""), to: run.file("status.json"))
    let removed = try object("runs", "clean", "--failed")
    #expect(removed["runs"]?.elements.count == 1 && removed["skipped"] == .array([]))
    #expect(store.runs.count == 2)
  }

  @Test("a sweep says that a pack is damaged, and does not make its runs again")
  func damagedPack() throws {
    try runs()
    #expect(try program.run("runs", "pack").exitCode == 0)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/runs")
    for pack in files where pack.hasSuffix(".tar") {
      _ = try folder.file("runs/" + pack, Array("no pack".utf8))
    }
    let sweep = try program.run(
      ["sweep", "run", "--depth", "1,2", "--tolerance", "1000", "--name", "s"] + tiny)
    #expect(sweep.exitCode != 0)
    #expect((sweep.output + sweep.errors).contains(".tar: expected a pack of runs"), "\(sweep.errors)")
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/runs").sorted() == files.sorted())
  }

  @Test("runs are written for other programs", arguments: ["csv", "jsonl", "npy", "tensorboard"])
  func export(format: String) throws {
    try runs()
    let path = folder.path("export")
    let command = ["runs", "export", "--format", format, "--to", path]
    let result = try program.run(command)
    #expect(result.exitCode == 0 && result.output.contains(path), "\(result.errors)")
    #expect(try program.run(command).exitCode == 73)
    #expect(try program.run(command + ["--force", "--sweep", "s"]).exitCode == 0)
    guard format != "tensorboard" else {
      let names = try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.contains("events") }
      #expect(names.count == 3 && names.allSatisfy { $0.hasPrefix("reconstruction/") })
      return
    }
    let bytes = try AtomicFile.read(path)
    let text = String(decoding: bytes, as: UTF8.self)
    switch format {
    case "csv": #expect(text.hasPrefix("lab,") && text.split(separator: "\n").count == 1 + 2)
    case "jsonl":
      let lines = try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
      #expect(lines.map { $0["depth"] } == [.number(1), .number(2)])
    default: #expect(text.dropFirst().hasPrefix("NUMPY") && text.contains("'shape': (2,)"))
    }
  }

  @Test("a picture keeps its runs, and a plan that cannot be read keeps all")
  func references() throws {
    try runs()
    let csv = try program.run("runs", "list", "--format", "csv", "--where", "depth=3").output
    let key = try #require(csv.split(separator: "\n").last?.split(separator: ",").first.map(String.init))
    let layers = try program.run("layers", key)
    #expect(layers.exitCode == 0, "\(layers.errors)")
    #expect(try object("runs", "clean", "--dry-run")["runs"]?.elements.count == 0)
    try FileManager.default.removeItem(atPath: folder.path + "/figures")
    #expect(try object("runs", "clean", "--dry-run")["runs"]?.elements.count == 1)
    _ = try folder.file("sweeps/broken/manifest.jsonl", Array("{".utf8))
    let careful = try program.run("runs", "clean", "--unreferenced")
    #expect(careful.exitCode == 0 && careful.errors.contains("no run counts as unreferenced"))
    #expect(
      try program.run("runs", "query", "SELECT count(*) AS n FROM runs", "--format", "csv").output == "n\n3\n"
    )
  }
}
