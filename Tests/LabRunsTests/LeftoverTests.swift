import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import ToyLab

@Suite("Leftovers are what nobody reads or writes any more")
struct LeftoverTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("dead claims, old temporary files and damaged results are found, living and other ones not")
  func finds() throws {
    let dead = "999999999 \(RunClaim.host) \(RunClaim.processNamespace)\n"
    let living = "\(getpid()) \(RunClaim.host) \(RunClaim.processNamespace)\n"
    let run = "runs/ab/abcdef0123456789/"
    let found = [
      try folder.file(run + ".identity-lab-7-0.tmp", [1]), try folder.file(run + "claim", Array(dead.utf8)),
      try folder.file(run + "result.damaged.json", [1, 2]),
      try folder.file("figures/.identity-lab-9-1.tmp", [1, 2, 3]),
    ]
    for path in [found[0], found[3]] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
    }
    _ = try folder.file("runs/ab/abcdef0123456780/claim", Array(living.utf8))
    _ = try folder.file("figures/.identity-lab-9-2.tmp", [1])
    _ = try folder.file("figures/claim", [1])
    _ = try folder.file(run + "config.json", [1])
    let leftovers = Leftover.all(below: folder.path)
    #expect(leftovers.map(\.path) == found.sorted())
    #expect(leftovers.reduce(0) { $0 + $1.bytes } == dead.utf8.count + 6)
    #expect(leftovers.allSatisfy { $0.remove() })
    #expect(Leftover.all(below: folder.path).isEmpty)
  }

  @Test("a claim that somebody has taken over since it was found is not removed")
  func takenOver() throws {
    let dead = "999999999 \(RunClaim.host) \(RunClaim.processNamespace)\n"
    let path = try folder.file("runs/ab/abcdef0123456789/claim", Array(dead.utf8))
    let leftovers = Leftover.all(below: folder.path)
    let run = RunDirectory<ToyLab>(output: folder.path, runKey: "abcdef0123456789")
    let claim = try #require(try RunClaim(run))
    #expect(leftovers.map(\.path) == [path] && !leftovers[0].remove())
    #expect(RunClaim.isHeld(run))
    withExtendedLifetime(claim) {}
  }
}
