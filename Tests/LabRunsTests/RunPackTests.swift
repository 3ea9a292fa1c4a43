import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("Packed runs are read as before, and come out again as they went in")
struct RunPackTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>
  private let packer: RunPacker<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
    packer = RunPacker(output: folder.path)
  }

  private func add(_ goal: String) throws -> RunDirectory<ToyLab> {
    let configuration = try ToyLab().makeConfiguration(Settings([.goal: goal]))
    _ = try RunExecutor(store: store).run(ToyLab().makeExperiment(configuration))
    return store.directory(configuration.runKey)
  }

  /// Runs of which two have the same prefix.
  private func addSeveral() throws -> [RunDirectory<ToyLab>] {
    let keys = try (1...60).map { try ToyLab().makeConfiguration(Settings([.goal: "\($0)"])).runKey }
    let twins = try #require(
      Dictionary(grouping: keys.indices) { keys[$0].prefix(2) }.values.first { $0.count > 1 })
    return try (twins.prefix(2) + [keys.indices.first { !twins.contains($0) } ?? 0]).map {
      try add("\($0 + 1)")
    }
  }

  /// All files below the folder of runs and their bytes.
  private func contents() throws -> [String: [UInt8]] {
    let root = folder.path + "/runs"
    var contents: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      if let bytes = try? AtomicFile.read(root + "/" + name) { contents[name] = bytes }
    }
    return contents
  }

  private func tar(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }

  @Test("one file a prefix; unpack gives every byte back, and tar does")
  func roundTrip() throws {
    let runs = try addSeveral()
    try AtomicFile.write("{}", to: runs[0].file("studies/a/b.json"))
    let before = try contents()
    let report = try packer.pack(runs)
    #expect(Set(report.runKeys) == Set(runs.map(\.runKey)))
    #expect(report.files == before.count)
    #expect(Set(try contents().keys) == Set(runs.map { "\($0.runKey.prefix(2)).tar" }))
    #expect(runs.allSatisfy { !FileManager.default.fileExists(atPath: $0.path) })

    let other = try TemporaryFolder()
    for name in try contents().keys { _ = try tar(["xf", "\(folder.path)/runs/\(name)", "-C", other.path]) }
    for (name, bytes) in before { #expect(try AtomicFile.read(other.path + "/" + name) == bytes, "\(name)") }

    #expect(try packer.unpack(runs).files == before.count)
    #expect(try contents() == before)
  }

  @Test("a packed run is done, listed and found by its digits or its path")
  func reads() throws {
    let runs = try addSeveral()
    let records = runs.map(\.record)
    let statuses = runs.map(\.status)
    _ = try packer.pack(runs)
    #expect(runs.map(\.record) == records && records.allSatisfy { $0 != nil })
    #expect(runs.map(\.status) == statuses)
    #expect(runs.allSatisfy { $0.state == .done && $0.mark?.lab == "toy" })
    #expect(store.runs.map(\.runKey) == runs.map(\.runKey).sorted())
    #expect(try store.run(matching: runs[0].runKey) == runs[0])
    #expect(try store.run(matching: runs[0].path).record == records[0])
    #expect(try runs[0].tensors("model.safetensors").tensors.isEmpty == false)
    #expect(runs[0].has("metrics.csv") && !runs[0].has("state.safetensors"))
    #expect(runs[0].size(of: "result.json") > 10 && runs[0].bytes > 100)
    #expect(throws: LabError.self) { try runs[0].read("nothing.json") }
    let configuration = try runs[0].configuration()
    guard case .done(_, _, let wasStored) = try RunExecutor(store: store).run(configuration, lab: ToyLab())
    else {
      Issue.record("the run is not done")
      return
    }
    #expect(wasStored)
  }

  @Test("what is written later lies beside the pack, wins, and is packed the next time")
  func beside() throws {
    let runs = try addSeveral()
    _ = try packer.pack(runs)
    let run = runs[0]
    try AtomicFile.write("1", to: run.file("studies/x.json"))
    let status = try run.read("status.json")
    try AtomicFile.write(status + [0x0A], to: run.file("status.json"))
    #expect(try run.read("status.json") == status + [0x0A])
    #expect(run.record != nil)
    #expect(run.names(in: "studies") == ["x.json"])
    let report = try packer.pack(runs)
    #expect(report.runKeys == [run.runKey] && report.files == 2)
    #expect(!FileManager.default.fileExists(atPath: run.path))
    #expect(try run.read("status.json") == status + [0x0A])
    #expect(try run.read("studies/x.json") == [0x31])
    #expect(runs.allSatisfy { $0.record != nil })
  }

  @Test("a run that is not done, or that somebody is at, is left")
  func leaves() throws {
    let runs = try addSeveral()
    let claim = try RunClaim(runs[0])
    try FileManager.default.removeItem(atPath: runs[1].file("result.json"))
    let report = try packer.pack(runs)
    #expect(report.runKeys == [runs[2].runKey])
    #expect(Set(report.skipped.map(\.runKey)) == [runs[0].runKey, runs[1].runKey])
    #expect(FileManager.default.fileExists(atPath: runs[0].file("result.json")))
    withExtendedLifetime(claim) {}
  }

  @Test("a removed run is gone from its pack, and its neighbour is not")
  func remove() throws {
    let runs = try addSeveral()
    _ = try packer.pack(runs)
    #expect(try packer.remove([runs[0]]).runKeys == [runs[0].runKey])
    #expect(store.runs.map(\.runKey) == runs.dropFirst().map(\.runKey).sorted())
    #expect(runs[1].record != nil)
    _ = try packer.remove([runs[1]])
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/runs/\(runs[1].runKey.prefix(2)).tar"))
  }

  @Test("a damaged pack is told, and what is whole in it is read")
  func damaged() throws {
    let runs = try addSeveral()
    _ = try packer.pack(runs)
    let record = try #require(runs[0].record)
    let prefix = String(runs[0].runKey.prefix(2))
    let path = "\(folder.path)/runs/\(prefix).tar"
    let whole = try AtomicFile.read(path)
    let second = try #require(RunPack(reading: path, prefix: prefix).runs[runs[0].runKey]?[1])
    var bytes = whole
    bytes[second.offset - 500] ^= 0xFF
    try AtomicFile.write(bytes, to: path)
    #expect(RunPack(reading: path, prefix: prefix).problem != nil)
    #expect(try runs[0].read("config.json").isEmpty == false)
    let error = try #require(throws: LabError.self) { try runs[0].read(second.name) }
    #expect(error.description.contains(path) && error.exitCode == 65)
    #expect(throws: LabError.self) { try packer.unpack(runs) }
    // Cut anywhere, it is an error or the same bytes.
    for length in stride(from: 0, to: whole.count - 1024, by: 700) {
      try AtomicFile.write(Array(whole.prefix(length)), to: path)
      #expect(RunPack(reading: path, prefix: prefix).problem != nil, "\(length)")
      #expect(runs[0].record == nil || runs[0].record == record, "\(length)")
    }
  }

  @Test("a head says name, size and time as tar does, and refuses what is none")
  func heads() throws {
    let long = "ab/abcdef0123456789/studies/" + String(repeating: "x", count: 90) + ".json"
    for name in ["ab/abcdef0123456789/config.json", long] {
      let head = TarHeader(name: name, size: 123_456, time: 1_800_000_000)
      let block = try #require(head.block)
      #expect(block.count == 512 && TarHeader(block[...]) == head)
      var other = block
      other[3] ^= 1
      #expect(TarHeader(other[...]) == nil)
    }
    #expect(TarHeader(name: String(repeating: "y", count: 300), size: 1, time: 0).block == nil)
    let path = try folder.file(
      "runs/ab/abcdef0123456789/studies/" + String(repeating: "x", count: 90) + ".json", [7])
    let head = try #require(TarHeader(name: long, size: 1, time: 0).block)
    let file = try folder.file("one.tar", head + [7] + [UInt8](repeating: 0, count: 511 + 1024))
    #expect(try tar(["tf", file]).trimmed == long)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test("what two packers do at once is done by one after the other")
  func concurrent() async throws {
    let runs = try addSeveral()
    let packer = packer
    let keys = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 { group.addTask { try packer.pack(runs).runKeys } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(keys.sorted() == runs.map(\.runKey).sorted())
    #expect(runs.allSatisfy { $0.record != nil })
  }
}
