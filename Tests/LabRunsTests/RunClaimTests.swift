import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite struct RunClaimTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory<ToyLab>
  /// A claim of a process that is gone: no process has this number.
  private let deadClaim = "999999999 \(RunClaim.host) \(RunClaim.processNamespace)\n"

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory<ToyLab>(output: folder.path, runKey: "0123456789abcdef")
  }

  @Test("one process holds a run, and lets go of it")
  func exclusive() throws {
    var claim = try RunClaim(directory)
    #expect(claim != nil)
    #expect(RunClaim.isHeld(directory))
    #expect(try RunClaim(directory) == nil)
    claim = nil
    #expect(!RunClaim.isHeld(directory))
    #expect(try RunClaim(directory) != nil)
  }

  @Test("the claim of a dead process is void and is taken over")
  func dead() throws {
    try AtomicFile.write(deadClaim, to: directory.file("claim"))
    #expect(!RunClaim.isHeld(directory))
    let claim = try RunClaim(directory)
    #expect(claim != nil && RunClaim.isHeld(directory))
  }

  @Test("another machine's claim holds until nobody has touched it for two minutes")
  func otherMachine() throws {
    try AtomicFile.write("1 another-machine\n", to: directory.file("claim"))
    #expect(try RunClaim(directory) == nil)
    let old = Date(timeIntervalSinceNow: -RunClaim.patience - 10)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: directory.file("claim"))
    #expect(try RunClaim(directory) != nil)
  }

  @Test("a claim's age is told by the clock that dates the files, not by this machine's")
  func serverClock() throws {
    let path = directory.file("claim")
    try AtomicFile.write("1 another-machine\n", to: path)
    #expect(!RunClaim.isVoid(path))
    #expect(RunClaim.isVoid(path, now: Date(timeIntervalSinceNow: RunClaim.patience + 10)))
    // The server is an hour behind: a claim that was touched now, by its clock, is held.
    let now = Date(timeIntervalSinceNow: -3600)
    try FileManager.default.setAttributes([.modificationDate: now], ofItemAtPath: path)
    #expect(RunClaim.isVoid(path) && !RunClaim.isVoid(path, now: now))
  }

  @Test("the process at a run is told where it lives on this machine")
  func localProcess() throws {
    #expect(directory.localProcess == nil)
    let claim = try RunClaim(directory)
    #expect(directory.localProcess == ProcessInfo.processInfo.processIdentifier)
    withExtendedLifetime(claim) {}
    for text in [
      deadClaim, "1 another-machine x\n", "1 \(RunClaim.host) elsewhere/pid:[1]\n", "",
      "0 \(RunClaim.host) \(RunClaim.processNamespace)\n",
    ] {
      try AtomicFile.write(text, to: directory.file("claim"))
      #expect(directory.localProcess == nil, "\(text)")
    }
  }

  @Test("a process number of another namespace of the same machine says nothing")
  func otherNamespace() throws {
    try AtomicFile.write("999999999 \(RunClaim.host) elsewhere/pid:[1]\n", to: directory.file("claim"))
    #expect(try RunClaim(directory) == nil)
    // Nor does one of before namespaces were written down.
    try AtomicFile.write("999999999 \(RunClaim.host)\n", to: directory.file("claim"))
    #expect(try RunClaim(directory) == nil)
  }

  @Test("a claim that has just vanished holds nobody off")
  func vanished() throws {
    #expect(!RunClaim.isHeld(directory))
    let path = directory.file("claim")
    let claim = try RunClaim(directory)
    try FileManager.default.removeItem(atPath: path)
    #expect(!RunClaim.isHeld(directory))
    #expect(try RunClaim(directory) != nil)
    withExtendedLifetime(claim) {}
  }

  @Test("of many takers of a void claim one wins")
  func takers() async throws {
    for _ in 0..<20 {
      try AtomicFile.write(deadClaim, to: directory.file("claim"))
      let winners = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask { [directory] in
            guard let claim = try? RunClaim(directory) else { return false }
            // Held long enough that every other taker looks at it.
            try? await Task.sleep(for: .milliseconds(20))
            return withExtendedLifetime(claim) { true }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(winners == 1)
    }
  }

  @Test("who lost the claim does not remove that of the next")
  func lost() throws {
    var first = try RunClaim(directory)
    #expect(first != nil)
    try AtomicFile.write("1 another-machine\n", to: directory.file("claim"))
    first = nil
    #expect(RunClaim.isHeld(directory))
  }

  @Test("a run whose process was killed is not running")
  func stale() throws {
    #expect(directory.state == nil)
    let status = RunStatus(
      state: .running, attempt: 1, host: RunClaim.host, pid: 999_999_999, heartbeat: "", started: "",
      seconds: 1, steps: 1, message: nil)
    try AtomicFile.write(CanonicalJSON.pretty(status), to: directory.file("status.json"))
    try AtomicFile.write(deadClaim, to: directory.file("claim"))
    #expect(directory.state == .failed)
    let claim = try RunClaim(directory)
    #expect(directory.state == .running)
    withExtendedLifetime(claim) {}
  }

  @Test("what is no claim is an error, and one from the future is void")
  func odd() throws {
    try FileManager.default.createDirectory(
      atPath: directory.file("claim"), withIntermediateDirectories: true)
    #expect(#expect(throws: LabError.self) { _ = try RunClaim(directory) }?.exitCode == 73)
    try FileManager.default.removeItem(atPath: directory.file("claim"))
    try AtomicFile.write("1 elsewhere other\n", to: directory.file("claim"))
    #expect(RunClaim.isHeld(directory))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: 1e8)], ofItemAtPath: directory.file("claim"))
    #expect(!RunClaim.isHeld(directory))
  }
}
