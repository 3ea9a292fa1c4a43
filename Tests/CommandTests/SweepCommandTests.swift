import Foundation
import TestSupport
import Testing

@testable import LabImages

@Suite struct SweepCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let sweep = [
    "sweep", "run", "--name", "s", "--depth", "1,2", "--seed", "0..2", "--width", "4", "--kernel-size", "3",
    "--size",
    "8", "--steps", "20", "--tolerance", "0",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  @Test("one worker and two give the same table, byte for byte")
  func jobs() throws {
    let other = Program(output: folder.path("two"))
    let one = try program.run(sweep + ["-j", "1"])
    let two = try other.run(sweep + ["-j", "2"])
    #expect(one.exitCode == 0 && two.exitCode == 0, "\(one.errors)\(two.errors)")
    let table = try program.file("sweeps/s/results.csv")
    #expect(try table == other.file("sweeps/s/results.csv"))
    let lines = String(decoding: table, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 7)
    #expect(lines.dropFirst().allSatisfy { $0.contains("step-limit") })
  }

  @Test("a sweep stopped in the middle and run again gives the table of one that was not")
  func resume() throws {
    let long = [
      "sweep", "run", "--name", "s", "--depth", "3", "--seed", "0..3", "--width", "32", "--steps", "1000",
      "--tolerance", "0", "-j", "2",
    ]
    let (process, _, errors) = try program.start(long)
    while !FileManager.default.fileExists(atPath: folder.path("sweeps/s/manifest.jsonl")) { usleep(10_000) }
    var status = ""
    while process.isRunning, !status.contains("  run ") {
      status = try program.run("sweep", "status", "s").output
    }
    #expect(status.contains(/run [0-3] \([0-9a-f]{16}\): step \d+ of 1000/), "\(status)")
    kill(process.processIdentifier, SIGINT)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(said.contains(/sweep s: stopped with [0-3] of 4 runs done/), "\(said)")
    #expect(said.contains("sweep run --name s --depth 3 --seed 0..3 --width 32"), "\(said)")
    let again = try program.run(long)
    #expect(again.exitCode == 0, "\(again.errors)")
    let other = Program(output: folder.path("whole"))
    _ = try other.run(long)
    #expect(try program.file("sweeps/s/results.csv") == other.file("sweeps/s/results.csv"))
  }

  @Test("a dry run counts and writes nothing")
  func dryRun() throws {
    let result = try program.run(sweep + ["--dry-run"])
    #expect(result.output.contains("6 runs, 0 done already"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("sweeps")))
  }

  @Test("a failed run does not stop the others, is named, and makes exit code 3")
  func failure() throws {
    let forecast = try program.run(sweep + ["--json"])
    #expect(forecast.exitCode == 0)
    // Break one run so that it has to be made again and cannot be.
    let manifest = String(decoding: try program.file("sweeps/s/manifest.jsonl"), as: UTF8.self).split(
      separator: "\n")
    let line = try #require(
      try JSONSerialization.jsonObject(with: Data(manifest[2].utf8)) as? [String: Any])
    let key = try #require(line["runKey"] as? String)
    let directory = "runs/\(key.prefix(2))/\(key)"
    try FileManager.default.removeItem(atPath: folder.path(directory + "/result.json"))
    try Data("nonsense".utf8).write(to: URL(fileURLWithPath: folder.path(directory + "/state.safetensors")))
    let result = try program.run(sweep)
    #expect(result.exitCode == 3)
    #expect(result.errors.contains(key) && result.errors.contains("state.safetensors"), "\(result.errors)")
    let status = try program.run("sweep", "status", "s")
    #expect(status.output.contains("5 done") && status.output.contains("1 failed"), "\(status.output)")
    try FileManager.default.removeItem(atPath: folder.path(directory + "/state.safetensors"))
    #expect(try program.run(sweep).exitCode == 0)
  }

  @Test("shards together make the table that `sweep run` makes")
  func shards() throws {
    #expect(try program.run(sweep).exitCode == 0)
    let other = Program(output: folder.path("shards"))
    try FileManager.default.createDirectory(
      atPath: other.output + "/sweeps", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: other.output + "/sweeps/s", withIntermediateDirectories: true)
    for name in ["sweep.json", "manifest.jsonl"] {
      try program.file("sweeps/s/\(name)").write(to: URL(fileURLWithPath: other.output + "/sweeps/s/" + name))
    }
    for shard in ["1/2", "0/2"] {
      #expect(try other.run("sweep", "work", "s", "--shard", shard).exitCode == 0)
    }
    #expect(try other.run("sweep", "gather", "s").exitCode == 0)
    #expect(try program.file("sweeps/s/results.csv") == other.file("sweeps/s/results.csv"))
  }

  @Test(
    "a sweep is drawn in every kind of cell",
    arguments: ["prediction", "correlation", "deviation", "zone", "loss", "steps"])
  func grid(cell: String) throws {
    #expect(try program.run(sweep).exitCode == 0)
    let result = try program.run("grid", "s", "--cell", cell, "--rows", "depth", "--columns", "seed")
    #expect(result.exitCode == 0, "\(result.errors)")
    let picture = try program.file("sweeps/s/figures/\(cell)-rows-depth-columns-seed.png")
    #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    let wrong = try program.run("grid", "s", "--rows", "kernel-size")
    #expect(wrong.exitCode == 78 && wrong.errors.contains("depth"))
    let twice = try program.run("grid", "s", "--rows", "depth", "--columns", "depth")
    #expect(twice.exitCode == 78 && twice.errors.contains("each axis once"))
  }

  @Test("nets are asked about a picture of one's own, and the picture of it is made again where that is")
  func ownPicture() throws {
    #expect(try program.run(sweep + ["--tolerance", "10"]).exitCode == 0)
    let path = folder.path("photos/my.png")
    try PNGFile.write(Raster(width: 2, height: 2, bytes: [UInt8](0..<12)), texts: [], to: path)
    let result = try program.run("grid", "s", "--probe", "digits,\(path)", "--where", "depth<9")
    #expect(result.exitCode == 0, "\(result.errors)")
    let picture = result.output.trimmingCharacters(in: .newlines)
    #expect(picture.contains("figures/prediction-digits-my-png-") && picture.contains("where-depth-lt-9.png"))
    let away = try program.run("reproduce", picture)
    #expect(away.exitCode == 66 && away.errors.contains("my.png"), "\(away.errors)")
    let usage = try program.run("grid", "s", "--cell", "loss", "--probe", "digits")
    #expect(usage.exitCode == 64 && usage.errors.contains("--probe"))
    let unknown = try program.run("grid", "s", "--probe", "digit")
    #expect(unknown.exitCode == 78 && unknown.errors.contains("digits"), "\(unknown.errors)")
  }

  @Test("a plot is named after what it shows, and made again the same")
  func plot() throws {
    #expect(try program.run(sweep + ["--tolerance", "10"]).exitCode == 0)
    let result = try program.run("plot", "s", "--x", "depth", "--y", "loss,identity@fashion", "--log", "y")
    #expect(result.exitCode == 0, "\(result.errors)")
    let picture = result.output.trimmingCharacters(in: .newlines)
    #expect(picture.hasSuffix("sweeps/s/figures/plot-loss-identity-fashion-over-depth-log-y.png"))
    #expect(try program.run("reproduce", picture).exitCode == 0)
    for (arguments, word) in [
      (["--x", "dept"], "depth"), (["--x", "depth", "--log", "z"], "x,y"),
      (["--x", "depth", "--y", "zone"], "zone"),
    ] {
      let refused = try program.run(["plot", "s"] + arguments)
      #expect(refused.exitCode == 78 && refused.errors.contains(word), "\(refused.errors)")
    }
    #expect(try program.run("plot", "s").exitCode == 64)
  }

  @Test("a sweep counts what its runs came to, says what to try, and fails where the caller wants")
  func outcomes() throws {
    let mixed = [
      "sweep", "run", "--name", "mixed", "--depth", "1,12", "--width", "8", "--kernel-size", "3", "--size",
      "8",
      "--image", "builtin:7", "--steps", "2000", "--tolerance", "0.1",
    ]
    let result = try program.run(mixed)
    #expect(
      result.exitCode == 0 && result.output.contains("2 of 2 runs done, 1 of them fitted"), "\(result.output)"
    )
    #expect(result.output.contains("1 of 2 are not fitted (1 plateau)"), "\(result.output)")
    #expect(result.output.contains("plateau (1): try --recipe auto"), "\(result.output)")
    #expect(try program.run(mixed + ["--fail-on", "diverged"]).exitCode == 0)
    #expect(try program.run(mixed + ["--fail-on", "unfitted"]).exitCode == 3)
    let report = try program.run(mixed + ["--json"]).output
    #expect(report.contains("\"fitted\":1") && report.contains("\"plateau\":1"), "\(report)")
    let header = String(decoding: try program.file("sweeps/mixed/results.csv"), as: UTF8.self)
    #expect(header.contains(",outcome,") && !header.contains("recipe"))
  }
}
