import Foundation
import TestSupport
import Testing

@Suite("Sweeps and runs are shown as tables")
struct TableCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let tiny = ["--width", "2", "--kernel-size", "3", "--size", "6", "--name", "s", "-q"]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  /// Depths 1 and 2 with two seeds, fitted at once for the tolerance is wide, and one without a step, which is not.
  private func sweep() throws {
    let result = try program.run(
      ["sweep", "run", "--depth", "2,3", "--seed", "0,1", "--tolerance", "1000"] + tiny)
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  private func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("a row is a combination, with the mean over its seeds; chosen, sorted and with chosen columns")
  func show() throws {
    try sweep()
    let table = try program.run("sweep", "show", "s")
    #expect(table.exitCode == 0 && table.errors.isEmpty, "\(table.errors)")
    #expect(table.output.hasPrefix("sweep s: 4 runs: 4 fitted\n"))
    #expect(
      table.output.contains("depth") && table.output.contains("2 fitted") && table.output.contains(" ± "))
    let csv = rows(
      try program.run("sweep", "show", "s", "--format", "csv", "--columns", "loss,steps-done").output)
    #expect(
      csv[0].joined(separator: ",")
        == "depth,runs,fitted,plateau,descending,diverged,running,checkpointed,failed,pending,loss,loss.deviation,"
        + "stepsDone,stepsDone.deviation")
    let single = rows(
      try program.run("sweep", "show", "s", "--format", "csv", "--columns", "loss", "--seeds").output)
    #expect(single[0] == ["depth", "seed", "runKey", "state", "loss"] && single.count == 5)
    let losses = single.dropFirst().compactMap { Double($0[4]) }
    #expect(abs(try #require(Double(csv[1][10])) - (losses[0] + losses[1]) / 2) < 1e-12)
    #expect(csv[1][12] == "0" && csv[1][13] == "0")
    let sorted = rows(
      try program.run(
        "sweep", "show", "s", "--format", "csv", "--columns", "loss", "--seeds", "--sort", "-loss"
      ).output)
    #expect(sorted.dropFirst().compactMap { Double($0[4]) } == losses.sorted(by: >))
    let chosen = try program.run("sweep", "show", "s", "--where", "depth>2 and seed=1", "--markdown")
    #expect(chosen.exitCode == 64)
    let markdown = try program.run(
      "sweep", "show", "s", "--where", "depth>2 and seed=1", "--format", "markdown")
    #expect(markdown.output.hasPrefix("| depth | runs |") && markdown.output.contains("| 3 | 1 fitted |"))
    #expect(markdown.output.split(separator: "\n").count == 3)
  }

  @Test("runs that are not fitted are counted and never averaged in")
  func unfitted() throws {
    let result = try program.run(
      ["sweep", "run", "--depth", "1", "--learning-rate", "0.01,1e6", "--seed", "0,1", "--steps", "3"] + tiny)
    #expect(result.exitCode == 0, "\(result.errors)")
    let json = try object(program.run("sweep", "show", "s", "--json").output)
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(rows.count == 2 && json["chosen"] as? Int == 4)
    for row in rows {
      let values = try #require(row["values"] as? [String: [String: Any]])
      #expect(values["identity"]?["count"] as? Int == 0 && values["identity"]?["mean"] is NSNull)
      #expect((row["states"] as? [String: Int])?["fitted"] == nil)
    }
    let status = try program.run("sweep", "status", "s").output
    #expect(status.contains("4 done (") && status.contains("diverged"), "\(status)")
  }

  @Test("a table fits the terminal and says which columns it left out")
  func width() throws {
    try sweep()
    for command in [["sweep", "show", "s"], ["runs", "list"], ["sweep", "list"]] {
      for width in [30, 60] {
        let result = try program.run(command, environment: ["COLUMNS": String(width)])
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= width }, "\(result.output)")
        #expect(width > 30 || result.errors.contains("no room for"), "\(command) \(result.errors)")
      }
    }
  }

  @Test("a sweep grows by seeds, and says so")
  func extend() throws {
    try sweep()
    let dry = try program.run("sweep", "run", "--extend", "s", "--seed", "1..2", "--dry-run")
    #expect(
      dry.output.contains("2 runs added to 4") && dry.output.contains("6 runs, 4 done"), "\(dry.output)")
    #expect(try object(program.run("sweep", "status", "s", "--json").output)["runs"] as? Int == 4)
    let grown = try program.run("sweep", "run", "--extend", "s", "--seed", "1..2", "-q")
    #expect(
      grown.exitCode == 0 && grown.output.contains("6 of 6 runs done"), "\(grown.output)\(grown.errors)")
    #expect(
      String(decoding: try program.file("sweeps/s/results.csv"), as: UTF8.self).split(separator: "\n").count
        == 7)
    let again = try object(program.run("sweep", "run", "--extend", "s", "--seed", "1..2", "--json").output)
    #expect(again["added"] as? Int == 0 && again["done"] as? Int == 6)
    let refused = try program.run("sweep", "run", "--extend", "s", "--width", "3")
    #expect(refused.exitCode == 78 && refused.errors.contains("width"), "\(refused.errors)")
  }

  @Test("runs are listed with what differs; a damaged one is a row, and no error")
  func list() throws {
    try sweep()
    let list = try program.run("runs", "list")
    let lines = list.output.split(separator: "\n")
    #expect(list.exitCode == 0 && list.errors.isEmpty && lines[0] == "4 runs", "\(list.output)")
    #expect(lines[1].hasPrefix("all: cnn, width 2") && !lines[1].contains("depth"))
    #expect(lines[2].contains("depth  seed") && !lines[2].contains("width"))
    let csv = rows(try program.run("runs", "list", "--format", "csv").output)
    #expect(csv.count == 5 && csv[0].prefix(4) == ["runKey", "date", "state", "architecture"])
    #expect(csv.dropFirst().map { $0[1] } == csv.dropFirst().map { $0[1] }.sorted(by: >))
    let few = try program.run("runs", "list", "--where", "depth=2", "--sort", "seed", "--limit", "1")
    #expect(few.output.hasPrefix("1 of 4 runs\n"), "\(few.output)")
    let key = csv[1][0]
    _ = try folder.file("runs/\(key.prefix(2))/\(key)/config.json", Array("[".utf8))
    let damaged = try program.run("runs", "list")
    #expect(damaged.exitCode == 0 && damaged.errors.contains("run \(key) cannot be read"))
    #expect(
      damaged.output.hasPrefix("4 runs, 1 damaged\n") && damaged.output.contains("damaged  "),
      "\(damaged.output)")
    let json = try object(program.run("runs", "list", "--json").output)
    #expect((json["runs"] as? [Any])?.count == 3)
    #expect((json["damaged"] as? [[String: String]])?.first?["runKey"] == key)
  }

  @Test("runs are compared: what differs, and the results side by side")
  func compare() throws {
    try sweep()
    let keys = rows(try program.run("sweep", "show", "s", "--seeds", "--format", "csv").output).dropFirst()
      .map { $0[2] }
    let table = try program.run("runs", "compare", keys[0], keys[3])
    #expect(table.exitCode == 0, "\(table.errors)")
    let csv = rows(try program.run("runs", "compare", keys[0], keys[3], "--format", "csv").output)
    #expect(
      csv[0] == ["runKey", keys[0], keys[3]] && csv[1] == ["depth", "2", "3"] && csv[2] == ["seed", "0", "1"])
    #expect(csv.contains { $0[0] == "identity@digits" } && !csv.contains { $0[0] == "width" })
    let json = try object(program.run("runs", "compare", keys[0], keys[1], "--json").output)
    #expect((json["settings"] as? [String: [Int]]) == ["seed": [0, 1]])
    #expect((json["results"] as? [String: [Any]])?["state"] as? [String] == ["fitted", "fitted"])
  }

  @Test("sweeps are listed with what varies in them; one that cannot be read does not hide the others")
  func sweeps() throws {
    #expect(try program.run("sweep", "list").errors.contains("sweep run"))
    try sweep()
    _ = try folder.file("sweeps/bad/manifest.jsonl", [])
    let list = try program.run("sweep", "list")
    #expect(list.exitCode == 0 && list.errors.contains("bad cannot be read"))
    #expect(list.output.contains("depth 2, seed 2") && list.output.contains("damaged"), "\(list.output)")
    let json = try object(program.run("sweep", "list", "--json").output)
    let entry = try #require((json["sweeps"] as? [[String: Any]])?.first)
    #expect(entry["name"] as? String == "s" && entry["fitted"] as? Int == 4 && entry["done"] as? Int == 4)
  }

  @Test("a sweep in which other settings follow an axis grows in seeds alone")
  func dependentAxis() throws {
    for (name, axes) in [
      ("rates", ["--recipe", "auto", "--depth", "2,3"]), ("layers", ["--depth", "1,2"]),
      ("zipped", ["--depth", "2,3", "--width", "2,4", "--zip", "depth,width"]),
    ] {
      let small = ["--kernel-size", "3", "--size", "6", "--steps", "2", "--image", "builtin:7"]
      let width = axes.contains("--zip") ? [] : ["--width", "2"]
      #expect(try program.run(["sweep", "run", "--name", name] + axes + width + small).exitCode == 0)
      let refused = try program.run("sweep", "run", "--extend", name, "--depth", "5")
      #expect(
        refused.exitCode == 78 && refused.errors.contains("other settings go with them"), "\(refused.errors)")
      let grown = try program.run("sweep", "run", "--extend", name, "--seed", "1")
      #expect(grown.output.contains("2 runs added to 2"), "\(grown.output)\(grown.errors)")
    }
  }
}
