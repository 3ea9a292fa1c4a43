import Foundation
import TestSupport
import Testing

@Suite struct BoundaryCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  /// Deeper nets end with a greater loss after so few steps; every run counts.
  private let boundary = [
    "boundary", "--axis", "depth", "--depth", "1..6", "--over", "kernel-size=1,3", "--seeds", "2",
    "--measure", "loss",
    "--level", "0.5", "--admit", "descending,plateau", "--probes", "1", "--width", "4", "--size", "7",
    "--steps", "60",
    "--image", "builtin:7", "--name", "b",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  @Test("one worker and three find the same, in the same bytes, and stored runs are not made again")
  func jobs() throws {
    let other = Program(output: folder.path("three"))
    let one = try program.run(boundary + ["-j", "1"])
    let three = try other.run(boundary + ["-j", "3"])
    #expect(one.exitCode == 0 && three.exitCode == 0, "\(one.errors)\(three.errors)")
    #expect(one.output.contains("runs of the full grid"), "\(one.output)")
    #expect(
      one.output.replacing(folder.path, with: "") == three.output.replacing(folder.path + "/three", with: ""))
    #expect(try program.file("sweeps/b/results.csv") == other.file("sweeps/b/results.csv"))
    let before = try program.file("sweeps/b/timings.csv")
    #expect(try program.run(boundary).output == one.output)
    #expect(try program.file("sweeps/b/timings.csv") == before)
    #expect(try program.run("sweep", "show", "b", "--columns", "loss").exitCode == 0)
    let more = try program.run(boundary.map { $0 == "2" ? "3" : $0 } + ["--json"])
    #expect(more.exitCode == 0 && more.output.contains("\"counted\":3"), "\(more.errors)")
  }

  @Test("a boundary of classifiers is found too")
  func classifiers() throws {
    let result = try program.run(
      "boundary", "--axis", "labels", "--labels", "0..1:0.25", "--net", "mlp:1x4,mlp:1x8", "--data-set",
      "builtin:digits/60", "--test-set", "builtin:digits-test/20", "--epochs", "3", "--measure",
      "trainAccuracy",
      "--level", "0.3", "--admit", "descending,plateau")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("mlp:1x8") && result.output.contains("of 5"), "\(result.output)")
  }

  @Test("a dry run counts, and writes nothing; the depth has usual values")
  func dryRun() throws {
    let result = try program.run(
      "boundary", "--axis", "depth", "--over", "kernel-size=3,5,7", "--seeds", "5", "--measure", "constant",
      "--level", "0.8", "--width", "4", "--size", "8", "--dry-run")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("3 columns, 120 runs where each crosses once, of 360 of the full grid"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("sweeps")))
  }

  @Test("what cannot be asked is refused, with what can")
  func refused() throws {
    let rest = ["--measure", "loss", "--level", "0.5"]
    for (arguments, word) in [
      (["--axis", "dept"] + rest, "did you mean \"depth\"?"),
      (["--axis", "arch"] + rest, "a setting of numbers"),
      (["--axis", "width"] + rest, "--width beside it"),
      (["--axis", "depth", "--depth", "3"] + rest, "one value"),
      (["--axis", "depth", "--measure", "los", "--level", "1"], "did you mean \"loss\"?"),
      (["--axis", "depth", "--measure", "zone", "--level", "1"], "a number that runs find"),
      (["--axis", "depth", "--measure", "loss", "--level", "x"], "--level"),
      (["--axis", "depth", "--measure", "loss", "--level", "nan"], "--level"),
      (["--axis", "depth", "--over", "width"] + rest, "kernel-size=3,5,7"),
      (["--axis", "depth", "--over", "widht=3"] + rest, "did you mean \"width\"?"),
      (["--axis", "depth", "--over", "width=3", "--width", "4"] + rest, "one of the two"),
      (["--axis", "depth", "--seeds", "0"] + rest, "--seeds"),
      (["--axis", "depth", "--seeds", "2", "--seed", "1"] + rest, "one of the two"),
      (["--axis", "depth", "--admit", "fited"] + rest, "did you mean \"fitted\"?"),
      (["--axis", "depth", "--probes", "-1"] + rest, "--probes"),
      (["--axis", "depth", "--measure", "loss", "--level", "-inf"], "--level"),
      (["--axis", "depth", "--over", "labels=0,1"] + rest, "--over labels"),
    ] {
      let result = try program.run(["boundary", "--dry-run"] + arguments)
      #expect(
        result.exitCode == 78 && result.errors.contains(word),
        "\(arguments): \(result.exitCode) \(result.errors)")
    }
    #expect(try program.run("boundary", "--axis", "depth", "--level", "1").exitCode == 64)
  }
}
