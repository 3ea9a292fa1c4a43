import Foundation
import TestSupport
import Testing

/// Settings as a user gives them: from runs and files, without effect, and said to be so.
@Suite struct SettingsCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let small = [
    "--width", "4", "--kernel-size", "3", "--size", "8", "--steps", "2", "--image", "builtin:7",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  /// The key of the run that a command made.
  private func key(_ arguments: [String]) throws -> String {
    let result = try program.run(arguments + ["--json"])
    #expect(result.exitCode == 0, "\(result.errors)")
    let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(report?["runKey"] as? String)
  }

  @Test("a run's config.json and its YAML are settings, and give the run again", arguments: ["1", "2"])
  func again(depth: String) throws {
    let key = try key(["train", "--depth", depth, "--optimizer", "adam", "--learning-rate", "1e-7"] + small)
    let path = folder.path("runs/\(key.prefix(2))/\(key)/config.json")
    let yaml = try program.run("runs", "show", key, "--yaml")
    #expect(yaml.exitCode == 0 && yaml.output.contains("\nlearningRate: 1e-07\n"), "\(yaml.output)")
    let file = try folder.file("a.yaml", Array(yaml.output.utf8))
    for path in [path, file] {
      let result = try program.run("train", "--config", path)
      #expect(result.output.contains("run \(key) (stored; nothing was computed)"), "\(result.output)")
      #expect(result.errors.isEmpty, "\(result.errors)")
      let sweep = try program.run("sweep", "run", "--config", path, "--seed", "0,1", "--dry-run")
      #expect(sweep.output.contains("2 runs, 1 done already"), "\(sweep.output)\(sweep.errors)")
    }
    #expect(try self.key(["train", "--config", path, "--seed", "5"]) != key)
  }

  @Test("where the data are not those of a config.json, that is said, and the run is another")
  func otherData() throws {
    let key = try key(["train", "--depth", "1"] + small)
    let path = folder.path("runs/\(key.prefix(2))/\(key)/config.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let digest = try #require(text.firstMatch(of: /"dataDigest" : "([0-9a-f]+)"/)).1
    let other = try folder.file(
      "b.json", Array(text.replacing(digest, with: String(repeating: "0", count: 64)).utf8))
    let result = try program.run("train", "--config", other)
    #expect(result.exitCode == 0 && result.output.contains("run \(key)"))
    #expect(
      result.errors.contains("the data here are not its, so that this is run \(key)"), "\(result.errors)")
  }

  @Test("a setting that does nothing is said as it was typed, and makes no second run")
  func ignored() throws {
    let first = try key(["train", "--depth", "1", "--optimizer", "adam"] + small)
    let file = try folder.file("a.yaml", Array("activation: tanh\n".utf8))
    let result = try program.run(
      ["train", "--depth", "1", "--optimizer", "adam", "--momentum", "0.5", "--config", file] + small)
    #expect(result.output.contains("run \(first) (stored; nothing was computed)"), "\(result.output)")
    for line in [
      "--momentum has no effect with adam; ignored\n", "--width has no effect with cnn, depth 1; ignored\n",
      "a.yaml: activation has no effect with cnn, depth 1; ignored\n",
    ] {
      #expect(result.errors.contains(line), "\(result.errors)")
    }
  }

  @Test("a sweep says which settings did nothing and how many combinations came to the same run")
  func repeated() throws {
    let result = try program.run(
      "sweep", "run", "--dry-run", "--depth", "1,2", "--width", "4,8", "--kernel-size", "3", "--size", "8",
      "--image", "builtin:7")
    #expect(result.output.contains(": 3 runs, 0 done already"), "\(result.output)")
    #expect(
      result.errors == """
        --width has no effect with cnn, depth 1; ignored in 2 of 4 combinations
        4 combinations, of which 1 came to the same run as another: 3 runs

        """)
    let quiet = try program.run(
      "sweep", "run", "--dry-run", "--depth", "2,3", "--size", "8", "--image", "builtin:7")
    #expect(quiet.errors.isEmpty, "\(quiet.errors)")
  }

  @Test("zipped axes, exclusions, ranges and values by architecture make the plan that is frozen")
  func plan() throws {
    let result = try program.run(
      "sweep", "run", "--name", "s", "--arch", "cnn,fcn", "--depth", "2..4:2", "--width", "cnn:3,4;fcn:5,6",
      "--zip", "depth,width", "--kernel-size", "3,5", "--exclude", "arch=cnn,kernel-size=5", "--size", "6",
      "--steps", "1", "--image", "builtin:7", "--quiet")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(
      result.errors.contains("8 combinations, of which 2 excluded, 2 came to the same run"),
      "\(result.errors)")
    let rows = String(decoding: try program.file("sweeps/s/results.csv"), as: UTF8.self).split(
      separator: "\n"
    )
    .dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(4).joined(separator: " ")
    }
    #expect(rows == ["cnn 2 3 3", "cnn 4 4 3", "fcn 2 5 ", "fcn 4 6 "])
    let header = try JSONSerialization.jsonObject(with: program.file("sweeps/s/sweep.json")) as? [String: Any]
    let axes = try #require(header?["axes"] as? [[String: Any]])
    #expect(axes.map { $0["key"] as? String } == ["architecture", "depth", "width"])
    #expect(axes[2]["values"] as? [String] == ["3", "4", "5", "6"])
    #expect(try program.run("sweep", "gather", "s").exitCode == 0)
  }

  @Test("a stand-in for an image that is not here is named, with the folder that was looked in")
  func standIn() throws {
    let tail = ["--depth", "1", "--kernel-size", "3", "--size", "8", "--steps", "1"]
    for command in [["train"], ["sweep", "run", "--dry-run"]] {
      let usual = try program.run(command + tail)
      #expect(
        usual.errors.contains(
          "trained on builtin:7: mnist:7 was not found, data sets are looked for in /nonexistent/"),
        "\(usual.errors)")
      let given = try program.run(command + tail + ["--image", "cifar10:3 | builtin:scene/0"])
      #expect(given.errors.contains("trained on builtin:scene/0: cifar10:3 was not found"), "\(given.errors)")
      #expect(try program.run(command + tail + ["--image", "builtin:7"]).errors.isEmpty)
    }
  }
}
