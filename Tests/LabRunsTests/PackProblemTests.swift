import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("Packs that change, are damaged or cannot be read cost no run")
struct PackProblemTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>
  private let packer: RunPacker<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
    packer = RunPacker(output: folder.path)
  }

  private func experiment(_ goal: String) throws -> ToyLab.Experiment {
    try ToyLab().makeExperiment(ToyLab().makeConfiguration(Settings([.goal: goal])))
  }

  private func add(_ goal: String = "1") throws -> RunDirectory<ToyLab> {
    let experiment = try experiment(goal)
    _ = try RunExecutor(store: store).run(experiment)
    return store.directory(experiment.runKey)
  }

  private func packPath(_ run: RunDirectory<ToyLab>) -> String {
    RunPack.path(prefix: run.runKey.prefix(2), output: folder.path)
  }

  @Test("a pack that was written anew since its heads were read gives the same bytes, and not another file's")
  func rewritten() throws {
    let run = try add()
    _ = try packer.pack([run])
    let result = try run.read("result.json")
    let old = try #require(run.pack)
    try AtomicFile.write([UInt8](repeating: 7, count: 3000), to: run.file("a.bin"))
    try AtomicFile.write([UInt8](repeating: 8, count: 3000), to: run.file("config.json"))
    _ = try packer.pack([run])
    #expect(try old.read("result.json", of: run.runKey) == result)
    _ = try packer.remove([run])
    let other = "\(run.runKey.prefix(2))/\(run.runKey)/model.safetensors"
    let head = try #require(TarHeader(name: other, size: 1, time: 0).block)
    try AtomicFile.write(head + [UInt8](repeating: 0, count: 512 + 1024), to: old.path)
    #expect(try old.read("result.json", of: run.runKey) == nil)
  }

  @Test("sizes are octal digits, and entries are of runs of the pack's prefix")
  func foreignEntries() throws {
    func block(_ name: String, size: String? = nil) throws -> [UInt8] {
      var block = try #require(TarHeader(name: name, size: 0, time: 0).block)
      guard let size else { return block }
      block.replaceSubrange(124..<136, with: Array(size.utf8))
      let sum = block.indices.reduce(0) { $0 + (148..<156 ~= $1 ? 0x20 : Int(block[$1])) }
      let digits = String(sum, radix: 8)
      block.replaceSubrange(
        148..<154, with: Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8))
      return block
    }
    let own = "ab/abcdef0123456789/result.json"
    #expect(try TarHeader(block(own, size: "00000000000\0")[...])?.size == 0)
    for size in ["-0000001000\0", "+0000001000\0", "00000000x00\0", "           \0"] {
      let bytes = try block(own, size: size)
      #expect(TarHeader(bytes[...]) == nil, "\(size)")
      let path = try folder.file("runs/ab.tar", bytes + [UInt8](repeating: 0, count: 1024))
      #expect(RunPack(reading: path, prefix: "ab").problem != nil, "\(size)")
    }
    let others = [
      "cd/cdcdef0123456789/result.json", "ab/cdcdef0123456789/result.json", "/abcdef0123456789/result.json",
      "ab/abcdef012345678/result.json", "ab/abcdef012345678\u{FF19}/result.json", "ab/ABCDEF0123456789/x",
      "ab/abcdef0123456789/../x",
    ]
    for name in others {
      let path = try folder.file("runs/ab.tar", block(name) + block(own) + [UInt8](repeating: 0, count: 1024))
      let pack = RunPack(reading: path, prefix: "ab")
      #expect(pack.problem != nil && pack.keys == ["abcdef0123456789"], "\(name)")
    }
  }

  @Test("a run that may be in a damaged pack is not made again before the pack is away")
  func damaged() throws {
    let run = try add()
    _ = try packer.pack([run])
    try AtomicFile.write("no pack", to: packPath(run))
    let error = try #require(throws: LabError.self) {
      try RunExecutor(store: store).run(experiment("1"))
    }
    #expect(error.exitCode == 65 && error.description.contains(packPath(run)), "\(error)")
    #expect(!FileManager.default.fileExists(atPath: run.path))
    try FileManager.default.removeItem(atPath: packPath(run))
    #expect(try add().record != nil)
  }

  @Test("a pack that could not be read is read the next time")
  func unreadable() throws {
    let run = try add()
    _ = try packer.pack([run])
    try FileManager.default.removeItem(atPath: packPath(run))
    // A folder can be opened, and not read; with some files it is larger than a head.
    for name in 1000..<1060 {
      try FileManager.default.createDirectory(
        atPath: packPath(run) + "/folder-\(name)", withIntermediateDirectories: true)
    }
    let pack = try #require(run.pack)
    #expect(pack.identity == nil)
    let error = try #require(throws: LabError.self) { try RunExecutor(store: store).run(experiment("1")) }
    #expect(error.exitCode == 74, "\(error)")
  }

  @Test("a damaged result in a whole pack is set aside where the run is made again")
  func damagedResult() throws {
    let run = try add()
    let result = try run.read("result.json")
    _ = try packer.pack([run])
    var bytes = try AtomicFile.read(packPath(run))
    let place = try #require(run.pack?.runs[run.runKey]?.first { $0.name == "result.json" }).offset
    bytes[place] = UInt8(ascii: "x")
    try AtomicFile.write(bytes, to: packPath(run))
    #expect(try add().read("result.json") == result)
    #expect(try AtomicFile.read(run.file("result.damaged.json")).first == UInt8(ascii: "x"))
  }

  @Test("what is no part of a run's result stays in its folder")
  func leavesOut() throws {
    let run = try add()
    let names = [
      "snapshots/again/5.safetensors", "snapshots/again/state.safetensors", ".lock", "result.damaged.json",
    ]
    for name in names { try AtomicFile.write([1], to: run.file(name)) }
    try AtomicFile.write([2], to: run.file("snapshots/7.safetensors"))
    _ = try packer.pack([run])
    #expect(names.allSatisfy { access(run.file($0), F_OK) == 0 })
    let packed = try #require(run.pack?.runs[run.runKey]).map(\.name)
    #expect(packed.contains("snapshots/7.safetensors") && Set(packed).isDisjoint(with: names))
    #expect(try packer.pack([run]).runKeys.isEmpty)
  }

  @Test("a run is asked about while it is held, and one with an objection stays", arguments: [false, true])
  func objection(isPacked: Bool) throws {
    let runs = try ["1", "2"].map(add)
    if isPacked { _ = try packer.pack(runs) }
    var held: [Bool] = []
    let report = try packer.remove(runs) { run in
      held.append(RunClaim.localHolder(run) == getpid())
      return run == runs[0] ? "it is wanted" : nil
    }
    #expect(held == [true, true])
    #expect(report.runKeys == [runs[1].runKey])
    #expect(report.skipped.map(\.runKey) == [runs[0].runKey] && report.skipped[0].reason == "it is wanted")
    #expect(runs[0].record != nil && runs[1].record == nil)
    #expect(FileManager.default.fileExists(atPath: runs[0].path) == !isPacked)
    #expect(!FileManager.default.fileExists(atPath: runs[0].file("claim")))
  }

  @Test("without the folder's lock every run is left, and it is said")
  func noLock() throws {
    let nowhere = RunPacker<ToyLab>(output: folder.path("nowhere"))
    let run = RunDirectory<ToyLab>(output: folder.path("nowhere"), runKey: "abcdef0123456789")
    for report in [try nowhere.pack([run]), try nowhere.unpack([run]), try nowhere.remove([run])] {
      #expect(report.runKeys.isEmpty && report.skipped.map(\.runKey) == [run.runKey])
      #expect(report.skipped.first?.reason.contains("cannot be opened") == true)
    }
  }

  @Test("a run whose folder cannot be removed is left, and it is said", .enabled(if: Self.canProtect))
  func protected() throws {
    let run = try add()
    let path = run.file("config.json")
    try Self.setProtected(path, true)
    defer { try? Self.setProtected(path, false) }
    let report = try packer.remove([run])
    #expect(report.runKeys.isEmpty && report.files == 0)
    #expect(report.skipped.first?.reason.contains("cannot be removed") == true)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  /// Whether files can be protected even from root.
  private static let canProtect: Bool = {
    guard let folder = try? TemporaryFolder(), let path = try? folder.file("x", [1]) else { return false }
    return (try? setProtected(path, true)) != nil && (try? setProtected(path, false)) != nil
  }()

  private static func setProtected(_ path: String, _ isProtected: Bool) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["chattr", isProtected ? "+i" : "-i", path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw LabError.unavailable(what: "chattr", advice: "run as root")
    }
  }
}
