import Foundation
import TestSupport
import Testing

@Suite struct SearchCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let search = [
    "search", "--trials", "6", "--learning-rate", "log-uniform:1e-3..1e-1", "--width", "uniform:2..9",
    "--optimizer",
    "sgd,adam", "--minimize", "loss", "--halving", "steps=5,20,60", "--keep", "1/2", "--seed", "0,1",
    "--depth", "2",
    "--kernel-size", "3", "--size", "7", "--image", "builtin:7", "--name", "s",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func tables(_ program: Program) throws -> [Data] {
    try ["search.csv", "results.csv"].map { try program.file("sweeps/s/\($0)") }
  }

  @Test("one worker and three give the same tables, and the command that is named trains the best again")
  func jobs() throws {
    let other = Program(output: folder.path("three"))
    let one = try program.run(search + ["-j", "1"])
    let three = try other.run(search + ["-j", "3"])
    #expect(one.exitCode == 0 && three.exitCode == 0, "\(one.errors)\(three.errors)")
    #expect(try tables(program) == tables(other))
    #expect(one.output.contains("6 trials, 20 runs, least loss first"), "\(one.output)")
    let command = try #require(one.output.split(separator: "\n").last).split(separator: " ").map(String.init)
    #expect(command.prefix(2) == ["identity-lab", "train"])
    let again = try program.run(Array(command.dropFirst()))
    #expect(again.exitCode == 0 && again.output.contains("stored; nothing was computed"), "\(again.output)")
  }

  @Test("killed in the middle and run again, and with more trials, it has the tables of one that was not")
  func resumed() throws {
    let long = search.map { $0 == "steps=5,20,60" ? "steps=100,300,900" : $0 }
    let (process, _, _) = try program.start(long + ["-j", "2"])
    while process.isRunning, (try? program.file("sweeps/s/sweep.json")) == nil { usleep(10_000) }
    usleep(300_000)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let (stopped, _, errors) = try program.start(long + ["-j", "2"])
    usleep(300_000)
    kill(stopped.processIdentifier, SIGINT)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    stopped.waitUntilExit()
    #expect(
      stopped.terminationStatus == 0
        || (stopped.terminationStatus == 130 && said.contains("sweep s: stopped")))
    let again = try program.run(long)
    #expect(again.exitCode == 0, "\(again.errors)")
    let whole = Program(output: folder.path("whole"))
    #expect(try whole.run(long).exitCode == 0)
    #expect(try tables(program) == tables(whole))
    let more = long.map { $0 == "6" ? "9" : $0 }
    #expect(try program.run(more).exitCode == 0)
    let fresh = Program(output: folder.path("fresh"))
    #expect(try fresh.run(more).exitCode == 0)
    #expect(try program.file("sweeps/s/search.csv") == fresh.file("sweeps/s/search.csv"))
  }

  @Test("values by architecture are drawn from by the architecture that was drawn")
  func families() throws {
    let result = try program.run(
      "search", "--trials", "12", "--arch", "cnn,fcn", "--width", "cnn:uniform:2..4;fcn:uniform:20..24",
      "--depth",
      "2", "--size", "6", "--steps", "2", "--maximize", "parameterCount", "--json", "--best", "12")
    #expect(result.exitCode == 0, "\(result.errors)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let best = try #require(object["best"] as? [[String: Any]])
    let nets = try best.map { trial in try #require(trial["settings"] as? [String: String]) }
    #expect(Set(nets.compactMap { $0["architecture"] }) == ["cnn", "fcn"])
    for net in nets {
      let width = try #require(net["width"].flatMap(Int.init))
      #expect(net["architecture"] == "cnn" ? (2...4).contains(width) : (20...24).contains(width))
    }
  }

  @Test("a dry run counts all rungs and writes nothing")
  func dryRun() throws {
    let result = try program.run(search + ["--dry-run"])
    #expect(result.exitCode == 0 && result.output.contains("20 runs, 0 done already"), "\(result.output)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("sweeps")))
  }

  @Test("what cannot be searched is refused")
  func refused() throws {
    let name = try program.run(
      "sweep", "run", "--depth", "1", "--width", "2", "--size", "6", "--steps", "1", "--name", "s")
    #expect(name.exitCode == 0)
    let taken = try program.run(search)
    #expect(taken.exitCode == 78 && taken.errors.contains("a sweep of known runs"), "\(taken.errors)")
    for (arguments, word) in [
      (["--minimize", "los"], "did you mean \"loss\"?"), (["--minimize", "zone"], "--minimize: zone"),
      (["--minimize", "loss", "--width", "uniform:9..2"], "--width"),
      (["--minimize", "loss", "--optimizer", "sgd,adm"], "did you mean \"adam\"?"),
      (["--minimize", "loss", "--optimizer", "uniform:1..2"], "no setting of numbers"),
      (["--minimize", "loss", "--halving", "steps=9,3"], "--halving steps"),
      (["--minimize", "loss", "--halving", "steps=3,9", "--steps", "5"], "beside --halving"),
      (["--minimize", "loss", "--halving", "steps=3,9", "--keep", "2"], "--keep"),
    ] {
      let result = try program.run(["search", "--trials", "20", "--dry-run"] + arguments)
      #expect(
        result.exitCode == 78 && result.errors.contains(word),
        "\(arguments): \(result.exitCode) \(result.errors)")
    }
    #expect(try program.run("search", "--trials", "3").exitCode == 64)
    #expect(try program.run("search", "--trials", "3", "--minimize", "loss", "--keep", "1/2").exitCode == 64)
    #expect(
      try program.run("search", "--trials", "3", "--minimize", "loss", "--maximize", "identity").exitCode
        == 64)
  }
}
