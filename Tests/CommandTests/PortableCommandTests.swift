import Foundation
import Nets
import TestSupport
import Testing

@testable import identity_lab

@Suite("The same bits on processors of all kinds") struct PortableCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let training = [
    "train", "--depth", "3", "--width", "8", "--size", "12", "--steps", "60", "--tolerance", "0",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  /// The files of the one run below an output folder, by name.
  private func files(_ output: String) throws -> [String: Data] {
    let root = output + "/runs"
    let paths = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
      .filter {
        ["result.json", "model.safetensors", "metrics.csv"].contains(($0 as NSString).lastPathComponent)
      }
    return Dictionary(
      uniqueKeysWithValues: try paths.map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: root + "/" + $0)))
      })
  }

  private func instructions(_ text: String) throws -> String {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require(object["instructions"] as? String)
  }

  @Test("--portable and its variable pin the kernels, for a run and for the workers of a sweep")
  func pinned() throws {
    let result = try program.run(training + ["--portable", "--json"])
    #expect(try instructions(result.output) == "portable", "\(result.errors)")
    let other = Program(output: folder.path("variable"))
    let same = try other.run(training + ["--json"], environment: ["IDENTITY_LAB_PORTABLE": "1"])
    #expect(try instructions(same.output) == "portable")
    let third = Program(output: folder.path("sweep"))
    let sweep = ["sweep", "run", "--name", "s"] + training.dropFirst() + ["--portable"]
    #expect(try third.run(sweep).exitCode == 0)
    #expect(try files(folder.path("sweep")) == files(folder.path("variable")))
    #expect(try files(folder.path).count == 3)
    let timings = String(decoding: try third.file("sweeps/s/timings.csv"), as: UTF8.self)
    #expect(timings.contains(",portable,"), "\(timings)")
  }

  @Test(
    "what the C library computes is pinned, too: a processor that it takes for an older one gives the same bytes"
  )
  func olderProcessor() throws {
    let older = ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX512F,-FMA,-AVX"]
    let settings = training + ["--activation", "tanh", "--init", "orthogonal", "--portable"]
    #expect(try program.run(settings).exitCode == 0)
    let other = Program(output: folder.path("older"))
    #expect(try other.run(settings, environment: older).exitCode == 0)
    #expect(try files(folder.path("older")).count == 3)
    let own = try files(folder.path).filter { !$0.key.hasPrefix("older") }
    #expect(try files(folder.path("older")) == own)
  }

  @Test(
    "tunables of the user stay, and capabilities are added to theirs",
    arguments: [
      ("", "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"),
      ("glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4", "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"),
      ("glibc.malloc.check=1", "glibc.malloc.check=1:glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"),
      (
        "glibc.cpu.hwcaps=-AVX,-FMA:glibc.malloc.check=1",
        "glibc.malloc.check=1:glibc.cpu.hwcaps=-AVX,-FMA,-AVX2,-FMA4"
      ),
    ])
  func tunables(present: String, expected: String) {
    #expect(PortableStart.tunables(present) == expected)
    #expect(PortableStart.tunables(expected) == expected)
  }

  @Test("a value of the variable that means nothing is refused")
  func badVariable() throws {
    let result = try program.run(training, environment: ["IDENTITY_LAB_PORTABLE": "yes"])
    #expect(result.exitCode == 78 && result.errors.contains("IDENTITY_LAB_PORTABLE"), "\(result.errors)")
  }

  @Test("a run that goes on with other instructions says so before, and carries the mark")
  func resumed() throws {
    try #require(InstructionSet.best != .portable, "this processor has one instruction set only")
    let long = [
      "train", "--depth", "3", "--width", "32", "--size", "28", "--steps", "1500", "--tolerance", "0",
      "--json",
    ]
    let (process, _, errors) = try program.start(long + ["--portable"])
    while (FileManager.default.enumerator(atPath: folder.path("runs"))?.contains {
      ($0 as? String)?.hasSuffix("status.json") == true
    }) != true { usleep(10_000) }
    kill(process.processIdentifier, SIGUSR1)
    _ = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 75)
    let result = try program.run(long)
    #expect(
      result.errors.contains("goes on with \(InstructionSet.best.rawValue) kernels"), "\(result.errors)")
    #expect(try instructions(result.output) == "portable+\(InstructionSet.best.rawValue)")
    let shown = try program.run(
      "runs", "list", "--where", "instructions=portable+\(InstructionSet.best.rawValue)")
    #expect(shown.output.contains("1 run"), "\(shown.output)\(shown.errors)")
    let key = try #require(shown.output.firstMatch(of: /[0-9a-f]{8}/)).output
    let words = try program.run("runs", "show", String(key)).output
    #expect(words.contains("no one kind of processor gives these bits again"), "\(words)")
  }
}
