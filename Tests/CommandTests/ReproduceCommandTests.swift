import Foundation
import TestSupport
import Testing

@testable import LabImages

@Suite struct ReproduceCommandTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  @Test("a figure is made again, from stored runs and from fresh ones, and a changed digest is told")
  func figure() throws {
    #expect(try program.run("figure", "smoke").exitCode == 0)
    let path = folder.path("figures/smoke-quick.png")
    let stored = try program.run("reproduce", path)
    #expect(stored.exitCode == 0, "\(stored.errors)")
    #expect(stored.output.contains("2 runs, 0 of them trained now") && stored.output.contains("the same"))
    let fresh = try program.run("reproduce", path, "--fresh", "--json", "--to", folder.path("again.png"))
    #expect(fresh.exitCode == 0, "\(fresh.errors)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(fresh.output.utf8)) as? [String: Any])
    #expect(report["same"] as? Bool == true && report["trained"] as? Int == 2)
    #expect(try program.file("again.png") == program.file("figures/smoke-quick.png"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.contains("fresh") })

    let sidecar = String(decoding: try program.file("figures/smoke-quick.json"), as: UTF8.self)
    let digest = try #require(report["recorded"] as? String)
    let other = (digest.first == "0" ? "1" : "0") + digest.dropFirst()
    try Data(sidecar.replacing(digest, with: other).utf8)
      .write(to: URL(fileURLWithPath: folder.path("tampered.json")))
    let tampered = try program.run("reproduce", folder.path("tampered.json"))
    #expect(tampered.exitCode == 4 && tampered.output.contains("it differs"), "\(tampered.errors)")
  }

  @Test(
    "a picture of any format reproduces without its sidecar, from the runs beside it, wherever one stands")
  func formats() throws {
    #expect(try program.run("figure", "smoke", "--format", "svg,pdf").exitCode == 0)
    try FileManager.default.removeItem(atPath: folder.path("figures/smoke-quick.json"))
    let elsewhere = Program(output: folder.path("elsewhere"))
    for ending in ["svg", "pdf"] {
      let result = try elsewhere.run("reproduce", folder.path("figures/smoke-quick.\(ending)"))
      #expect(result.exitCode == 0, "\(result.errors)")
      #expect(result.output.contains("2 runs, 0 of them trained now"), "\(result.output)")
    }
    #expect(!FileManager.default.fileExists(atPath: elsewhere.output))
    _ = try folder.file("mine.png", Array("mine".utf8))
    let arguments = ["reproduce", folder.path("figures/smoke-quick.svg"), "--to", folder.path("mine.png")]
    let refused = try program.run(arguments)
    #expect(refused.exitCode == 73 && refused.errors.contains("--force"), "\(refused.errors)")
    #expect(try program.run(arguments + ["--force"]).exitCode == 0)
    #expect(try program.file("mine.png").count > 1000)
  }

  @Test("two fresh reproductions at once do not meet, and leave nothing behind")
  func concurrent() throws {
    #expect(try program.run("figure", "smoke").exitCode == 0)
    let before = try Set(FileManager.default.contentsOfDirectory(atPath: folder.path))
    let arguments = ["reproduce", folder.path("figures/smoke-quick.png"), "--fresh", "-j", "1"]
    let started = try (0..<2).map { _ in try program.start(arguments) }
    for (process, output, errors) in started {
      let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(complaint)")
      #expect(said.contains("2 runs, 2 of them trained now") && said.contains("the same"), "\(said)")
    }
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == before)
  }

  @Test("sweeps' grids and layer sheets are made again too")
  func others() throws {
    let sweep = try program.run(
      "sweep", "run", "--name", "s", "--depth", "1,2", "--width", "3", "--kernel-size", "3", "--size", "8",
      "--steps", "4")
    #expect(sweep.exitCode == 0, "\(sweep.errors)")
    let grid = try program.run("grid", "s", "--cell", "zone").output.trimmingCharacters(in: .newlines)
    #expect(try program.run("reproduce", grid).exitCode == 0)
    // From another place, by paths alone.
    let elsewhere = Program(output: folder.path("elsewhere"))
    let again = try elsewhere.run("grid", folder.path("sweeps/s"), "--cell", "zone")
    #expect(
      again.output.trimmingCharacters(in: .newlines).hasSuffix("/sweeps/s/figures/zone.png"),
      "\(again.errors)")
    #expect(try elsewhere.run("sweep", "status", folder.path("sweeps/s")).output.contains("2 done"))
    let runs = try program.run("runs", "list", "--json").output
    let key = try #require(runs.firstMatch(of: /"runKey"\s*:\s*"([0-9a-f]{16})"/)?.1)
    let sheet = try program.run("layers", String(key), "--input", "builtin:2").output
      .trimmingCharacters(in: .newlines)
    #expect(try program.run("reproduce", sheet, "--fresh").exitCode == 0)
    let run = folder.path("runs/\(key.prefix(2))/\(key)")
    let other = try elsewhere.run("layers", run, "--input", "builtin:2")
    #expect(
      other.exitCode == 0
        && other.output.hasSuffix(sheet.split(separator: "/").last.map { "/figures/\($0)\n" } ?? ""))
    #expect(!FileManager.default.fileExists(atPath: elsewhere.output))
    _ = try folder.file(String(sheet.dropFirst(folder.path.count + 1)), Array("notes".utf8))
    #expect(try program.run("layers", String(key), "--input", "builtin:2").exitCode == 73)
    #expect(try program.run("layers", String(key), "--input", "builtin:2", "--force").exitCode == 0)
  }

  @Test("a PNG of another program is refused, and so is a format that cannot be written")
  func refusals() throws {
    let path = folder.path("foreign.png")
    try PNGFile.write(Raster(width: 2, height: 2, bytes: [UInt8](0..<12)), texts: [], to: path)
    let foreign = try program.run("reproduce", path)
    #expect(foreign.exitCode == 65 && foreign.errors.contains("identity-lab.config"), "\(foreign.errors)")
    #expect(try program.run("reproduce", path, "--to", "picture.jpeg").exitCode == 78)
    #expect(try program.run("reproduce", folder.path("absent.png")).exitCode == 66)
  }
}
