import Foundation
import TestSupport
import Testing

@Suite("Commands that look inside nets")
struct InsideCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private static let small = [
    "--depth", "2", "--width", "3", "--kernel-size", "3", "--size", "7", "--steps", "20", "--tolerance", "0",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ result: Program.Result) throws -> [String: Any] {
    #expect(result.exitCode == 0, "\(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func train(_ more: String...) throws -> (key: String, report: [String: Any]) {
    let report = try object(program.run(["train"] + Self.small + more + ["--json"]))
    return (try #require(report["runKey"] as? String), report)
  }

  private func expectSame(_ picture: String, _ more: String...) throws {
    let again = try program.run(["reproduce", picture] + more)
    #expect(again.exitCode == 0, "\(picture): \(again.errors)")
  }

  @Test("layers' numbers are written under the names that the sheet has")
  func layers() throws {
    let key = try train().key
    let result = try program.run("layers", key, "--npy", "--input", "builtin:2")
    let names = result.output.split(separator: "\n").compactMap {
      $0.split(separator: "/").last.map(String.init)
    }
    #expect(
      names == ["layers-\(key)-builtin-2-top-8-layer.png", "input.npy", "layer-1.npy", "output.npy"],
      "\(result.errors)")
  }

  @Test("a sweep's name stands for each of its nets, and several can be named")
  func sweeps() throws {
    let sweep = try program.run(["sweep", "run", "--name", "s", "--seed", "0,1"] + Self.small)
    #expect(sweep.exitCode == 0, "\(sweep.errors)")
    let other = try train("--seed", "7").key
    let sheets = try #require(try object(program.run("layers", "s", "--json"))["files"] as? [String])
    #expect(sheets.count == 2)
    let all = try object(program.run("filters", "s", other, "s", "--json"))
    let runs = try #require(all["runs"] as? [[String: Any]])
    #expect(runs.count == 3 && runs.last?["runKey"] as? String == other)
    let first = try #require(runs.first?["layers"] as? [[String: Any]])
    #expect(first.compactMap { $0["layer"] as? String } == ["layer 1", "output"])
    #expect(first.allSatisfy { ($0["stableRank"] as? Double ?? 0) >= 1 && $0["distanceFromStart"] is Double })
    try expectSame(try #require((runs.last?["files"] as? [String])?.first), "--fresh")
    #expect(try program.run("layers", "nothing").exitCode == 66)
  }

  @Test("filters print a table of the layers and draw two pictures")
  func filters() throws {
    let key = try train().key
    let result = try program.run("filters", key, "--select", "svd:2")
    #expect(result.exitCode == 0 && result.output.contains("stable rank"), "\(result.errors)")
    #expect(result.output.contains("not fitted"))
    #expect(result.output.contains("filters-\(key)-svd-2-layer.png"))
    #expect(result.output.contains("filters-\(key)-spectra.png"))
    let untrained = try program.run("filters", key, "--untrained")
    #expect(untrained.exitCode == 0 && !untrained.output.contains("spectra.png"))
    #expect(try program.run("filters", key, "--select", "closest-to-input").exitCode == 78)
  }

  @Test("what wide nets would answer is a row a depth, the same for any number of threads")
  func kernel() throws {
    let call = ["kernel", "--kernel-size", "3", "--size", "8", "--images", "3", "--init", "kaiming-normal"]
    let csv = try program.run(call + ["--depth", "5,1..2", "--format", "csv"])
    let rows = csv.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(csv.exitCode == 0 && rows.map(\.first) == ["depth", "1", "2", "5"], "\(csv.errors)")
    #expect(rows[0][1...2] == ["identity@digits", "constant@digits"])
    // A single layer of 3×3 filters learns the identity from one image.
    #expect(Double(rows[1][1]).map { $0 > 0.999 } == true && Double(rows[3][1]).map { $0 < 0.99 } == true)
    #expect(
      try program.run(call + ["--depth", "5,1..2", "--format", "csv", "--threads", "2"]).output == csv.output)
    let stopped = try object(program.run(call + ["--depth", "3", "--tolerance", "0.01", "--json"]))
    let loss = try #require((stopped["depths"] as? [[String: Any]])?.first?["loss"] as? Double)
    #expect(abs(loss / 0.01 - 1) < 1e-6)
    let table = try program.run(call + ["--depth", "1", "--width", "64"])
    #expect(table.output.contains("64 channels, kaiming-normal, trained for ever"), "\(table.errors)")
    #expect(try program.run(call + ["--depth", "0"]).exitCode == 78)
    #expect(try program.run(call + ["--init-gain", "0"]).errors.contains("no tangent kernel"))
    #expect(try program.run(call + ["--image", "builtin:7+builtin:4"]).errors.contains("single image"))
    #expect(try program.run(call + ["--tolerance", "0"]).exitCode == 64)
  }

  @Test("a run is trained with snapshots, or again for them, and filmed")
  func film() throws {
    let (key, report) = try train("--snapshots", "0,5")
    #expect(report["snapshots"] as? [Int] == [0, 5])
    let results = try ["result.json", "model.safetensors", "metrics.csv"].map {
      try program.file("runs/\(key.prefix(2))/\(key)/\($0)")
    }
    let again = try program.run(["train"] + Self.small + ["--snapshots", "log:4"])
    #expect(again.exitCode == 0 && again.errors.contains("training it again"), "\(again.errors)")
    #expect(again.errors.contains("5 snapshots (steps 0, 1, "), "\(again.errors)")
    let film = try object(program.run("film", key, "--snapshots", "0,5,20", "--input", "builtin:2", "--json"))
    #expect((film["steps"] as? [[String: Any]])?.compactMap { $0["step"] as? Int } == [0, 5, 20])
    let files = try #require(film["files"] as? [String])
    #expect(files.count == 2 && files[1].hasSuffix("-animated.png"))
    let usual = try program.run("film", key, "--snapshots", "log:12", "--no-animation")
    #expect(usual.output.hasSuffix("/film-\(key).png\n") && !files[0].hasSuffix("/film-\(key).png"))
    for path in files { try expectSame(path) }
    try expectSame(files[0], "--fresh")
    #expect(
      try results
        == ["result.json", "model.safetensors", "metrics.csv"].map {
          try program.file("runs/\(key.prefix(2))/\(key)/\($0)")
        })
    let strip = try program.run("film", key, "--no-animation", "--format", "svg")
    #expect(strip.exitCode == 0 && strip.output.hasSuffix(".svg\n"), "\(strip.errors)")
    #expect(try program.run("film", key, "--snapshots", "often").exitCode == 78)
    #expect(try program.run("film", key, "--snapshots", "21").exitCode == 78)
  }

  @Test("a net is applied to its own answers: a row a kind of start, or a row an image, and a strip")
  func iterate() throws {
    let key = try train().key
    let result = try program.run("iterate", key, "--starts", "2", "--iterations", "8")
    #expect(result.exitCode == 0 && result.output.contains("uniform noise"), "\(result.errors)")
    #expect(result.output.contains("median steps") && result.output.contains("/iterate-\(key)-"))
    let chosen = try object(
      program.run("iterate", key, "--input", "builtin:2", "pattern:circle", "--threads", "2", "--json"))
    let runs = try #require(chosen["runs"] as? [[String: Any]])
    let orbits = try #require(runs.first?["orbits"] as? [[String: Any]])
    #expect(orbits.compactMap { $0["label"] as? String } == ["builtin:2", "pattern:circle"])
    #expect((runs[0]["kinds"] as? [Any])?.isEmpty == true)
    let usual = try program.run("iterate", key)
    #expect(usual.output.hasSuffix("/iterate-\(key).png\n"), "\(usual.errors)")
    try expectSame(try #require((runs[0]["files"] as? [String])?.first))
    try expectSame(String(usual.output.split(separator: "\n").last ?? ""), "--fresh")
    #expect(try program.run("iterate", key, "--starts", "21").exitCode == 78)
    #expect(try program.run("iterate", key, "--iterations", "0").exitCode == 78)
    #expect(try program.run("iterate", key, "--input", "nothing.png").exitCode == 66)
  }

  @Test("training again for snapshots is stopped by a signal and gone on with")
  func interrupted() throws {
    let long = [
      "train", "--depth", "3", "--width", "16", "--size", "20", "--steps", "1000", "--tolerance", "0",
      "--json",
    ]
    let key = try #require(try object(program.run(long))["runKey"] as? String)
    let (process, _, errors) = try program.start(["film", key, "--json"])
    let working = folder.path("runs/\(key.prefix(2))/\(key)/snapshots/again/0.safetensors")
    while !FileManager.default.fileExists(atPath: working), process.isRunning { usleep(5000) }
    kill(process.processIdentifier, SIGINT)
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && text.contains("stopped with the state saved"), "\(text)")
    let film = try object(program.run("film", key, "--json"))
    #expect((film["steps"] as? [Any])?.count == 13)
  }

  @Test("weights that are no numbers are refused by whoever looks at them")
  func notFinite() throws {
    let key = try train().key
    let path = folder.path("runs/\(key.prefix(2))/\(key)/model.safetensors")
    var model = try Data(contentsOf: URL(fileURLWithPath: path))
    model.replaceSubrange(model.count - 4..<model.count, with: [0, 0, 0xC0, 0x7F])
    try model.write(to: URL(fileURLWithPath: path))
    for arguments in [
      ["evaluate"], ["layers"], ["classify"], ["filters"], ["film", "--snapshots", "20"], ["jacobian"],
      ["receptive"], ["iterate"],
    ] {
      let result = try program.run([arguments[0], key] + arguments.dropFirst())
      #expect(result.exitCode == 65, "\(arguments): \(result.errors)")
    }
    #expect(try program.run("layers", key).errors.contains("found nan in layers.1.weight at 26"))
  }

  @Test(
    "a file that is none of ours is replaced with --force only",
    arguments: ["filters", "film", "jacobian", "receptive", "iterate"])
  func force(command: String) throws {
    let key = try train().key
    let path = try #require(
      try program.run(command, key).output.split(separator: "\n").first { $0.hasSuffix(".png") }.map(
        String.init))
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    let refused = try program.run(command, key)
    #expect(refused.exitCode == 73 && refused.errors.contains("--force"), "\(refused.errors)")
    #expect(try program.run(command, key, "--force").exitCode == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count > 1000)
  }
}
