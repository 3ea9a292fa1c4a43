import Foundation
import TestSupport
import Testing

@Suite("Both laboratories keep their runs in one folder, and every command knows which is meant")
struct LaboratoryCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let net = [
    "--depth", "2", "--width", "2", "--kernel-size", "3", "--size", "6", "--tolerance", "1000",
  ]
  private let classifier = [
    "--data-set", "builtin:digits/40", "--test-set", "builtin:digits-test/20", "--epochs", "2",
    "--batch-size", "20",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  /// The keys of a run of each laboratory.
  private func runs() throws -> (net: String, classifier: String) {
    let keys = try [net, ["--net", "mlp:1x4", "--labels", "0.5"] + classifier].map { words in
      let result = try program.run(["train"] + words + ["--json"])
      return try #require(try object(result.output)["runKey"] as? String, "\(result.errors)")
    }
    return (keys[0], keys[1])
  }

  @Test("a classifier is trained, found done, and shown with its accuracies")
  func train() throws {
    let words =
      ["train", "--net", "mlp:1x16", "--learning-rate", "0.1"] + classifier.map { $0 == "2" ? "60" : $0 }
    let result = try program.run(words)
    #expect(result.exitCode == 0 && result.output.hasPrefix("fitted: "), "\(result.output)\(result.errors)")
    for word in ["train 100 %", "test ", "mlp:1x16, relu", "12730 parameters", "epochs", "40 to train on"] {
      #expect(result.output.contains(word), "\(word): \(result.output)")
    }
    #expect(try program.run(words).output.contains("nothing was computed"))
    let report = try object(program.run(words + ["--json"]).output)
    #expect(report["lab"] as? String == "memorisation" && report["outcome"] as? String == "fitted")
    #expect(report["schema"] as? String == "identity-lab/classifier-run/1")
  }

  @Test("a task says what flags leave open, and flags of two laboratories are named")
  func choice() throws {
    let task = try program.run(
      ["train", "--task", "classify", "--seed", "1", "--json"] + classifier.suffix(4))
    #expect(try object(task.output)["lab"] as? String == "memorisation", "\(task.errors)")
    let mixed = try program.run("train", "--net", "mlp:1x4", "--depth", "3")
    #expect(mixed.exitCode == 78, "\(mixed.errors)")
    #expect(mixed.errors.contains("--net") && mixed.errors.contains("--depth"), "\(mixed.errors)")
    #expect(try program.run("train", "--task", "classify", "--depth", "3").exitCode == 78)
  }

  @Test("a file of settings, or a run's, says which laboratory it is of as flags do")
  func files() throws {
    let key = try runs().classifier
    let file = folder.path("runs/\(key.prefix(2))/\(key)/config.json")
    let again = try object(program.run("train", "--config", file, "--json").output)
    #expect(again["runKey"] as? String == key)
    let yaml = try program.run("runs", "show", key, "--yaml")
    _ = try folder.file("a.yaml", Array(yaml.output.utf8))
    let same = try object(program.run("train", "--config", folder.path("a.yaml"), "--json").output)
    #expect(same["runKey"] as? String == key)
    let mixed = try program.run("train", "--config", file, "--depth", "3")
    #expect(mixed.exitCode == 78 && mixed.errors.contains("--depth"), "\(mixed.errors)")
    #expect(try program.run("train", "--config", file, "--task", "reconstruct").exitCode == 78)
    _ = try folder.file("lab.yaml", Array("lab: memorisation\nseed: 3\n".utf8))
    let named = try program.run(
      ["train", "--config", folder.path("lab.yaml"), "--json"] + classifier.suffix(4))
    #expect(try object(named.output)["lab"] as? String == "memorisation", "\(named.errors)")
  }

  @Test("runs of both are listed, a table each; one of the other laboratory is no damaged one")
  func list() throws {
    let keys = try runs()
    let list = try program.run("runs", "list")
    #expect(list.exitCode == 0 && list.errors.isEmpty, "\(list.errors)")
    for word in ["reconstruction: 1 run\n", "memorisation: 1 run\n", "identity", "testAccuracy"] {
      #expect(list.output.contains(word), "\(word): \(list.output)")
    }
    let one = try program.run("runs", "list", "--lab", "memorisation").output
    #expect(one.hasPrefix("1 run\n") && one.contains(keys.classifier.prefix(8)) && !one.contains("identity"))
    let listed = try #require(
      try object(program.run("runs", "list", "--json").output)["runs"] as? [[String: Any]])
    #expect(listed.map { $0["lab"] as? String } == ["reconstruction", "memorisation"])
    let csv = try program.run("runs", "list", "--format", "csv").output.split(separator: "\n")
    #expect(csv.count == 3 && csv[0].hasSuffix(",lab") && csv[2].hasSuffix(",memorisation"))
    let chosen = try program.run("runs", "list", "--where", "testAccuracy>=0", "--format", "csv").output
    #expect(chosen.split(separator: "\n").count == 2 && !chosen.contains(keys.net))
    #expect(try program.run("runs", "list", "--where", "nothing=1").exitCode == 78)
  }

  @Test("what only one laboratory does is refused for the other's runs by name")
  func refusals() throws {
    let keys = try runs()
    for command in ["film", "iterate", "filters", "jacobian", "receptive", "classify"] {
      let result = try program.run(command, keys.classifier)
      #expect(result.exitCode == 78 && result.errors.contains("laboratory memorisation"), "\(result.errors)")
    }
    for order in [[keys.net, keys.classifier], [keys.classifier, keys.net]] {
      let result = try program.run(["runs", "compare"] + order)
      #expect(result.exitCode == 78 && result.errors.contains("laboratory"), "\(result.errors)")
    }
    for keys in [[keys.net, "--test-set", "mnist:test"], [keys.classifier, "--size", "7"]] {
      let result = try program.run(["evaluate"] + keys)
      #expect(result.exitCode == 64 && result.errors.contains(keys[1]), "\(result.errors)")
    }
    let show = try program.run("runs", "show", keys.classifier)
    #expect(show.exitCode == 0 && show.output.contains("corrupted"), "\(show.errors)")
  }

  @Test("a stored classifier is asked again, about another set too, and its layers are drawn")
  func asking() throws {
    let key = try runs().classifier
    let own = try program.run("evaluate", key)
    #expect(own.exitCode == 0 && own.errors.isEmpty, "\(own.errors)")
    for word in ["training", "corrupted", "test images of builtin:digits-test/20 by class"] {
      #expect(own.output.contains(word), "\(word): \(own.output)")
    }
    let other = try object(
      program.run("evaluate", key, "--test-set", "builtin:digits-test/30", "--json").output)
    let parts = try #require(other["parts"] as? [[String: Any]])
    #expect(parts.map { $0["count"] as? Int } == [30] && other["lab"] as? String == "memorisation")
    let drawn = try program.run("layers", key, "--input", "training/0", "test/3", "--npy")
    #expect(drawn.exitCode == 0, "\(drawn.errors)")
    let files = drawn.output.split(separator: "\n").map(String.init)
    #expect(files.count { $0.hasSuffix(".png") } == 2 && files.contains { $0.hasSuffix(".npy") }, "\(files)")
    let picture = try #require(files.first { $0.hasSuffix(".png") })
    #expect(try program.run("reproduce", picture).exitCode == 0)
    #expect(try program.run("layers", key, "--input", "test/99").exitCode != 0)
  }

  @Test("sweeps of both stand side by side: run, grown, shown, drawn and drawn again")
  func sweeps() throws {
    let made = try program.run(
      ["sweep", "run", "--net", "mlp:1x4,mlp:1x6", "--labels", "0,1", "--name", "c", "-q"] + classifier)
    #expect(made.exitCode == 0 && made.output.contains("4 of 4 runs done"), "\(made.output)\(made.errors)")
    #expect(try program.run(["sweep", "run", "--seed", "0,1", "--name", "r", "-q"] + net).exitCode == 0)
    let grown = try program.run("sweep", "run", "--extend", "c", "--seed", "1", "-q")
    #expect(grown.output.contains("4 runs added to 4"), "\(grown.output)\(grown.errors)")
    let list = try program.run("sweep", "list", "--format", "csv").output.split(separator: "\n")
    #expect(list.contains { $0.hasPrefix("c,8,8,") && $0.hasSuffix(",memorisation") }, "\(list)")
    #expect(list.contains { $0.hasPrefix("r,2,2,") && $0.hasSuffix(",reconstruction") })
    #expect(try program.run("sweep", "show", "c").output.contains("testAccuracy"))
    #expect(try program.run("sweep", "show", "r").output.contains("identity"))
    #expect(try program.run("sweep", "show", "c", "--columns", "zone").exitCode == 78)
    let status = try object(program.run("sweep", "status", "c", "--json").output)
    #expect(status["lab"] as? String == "memorisation" && status["done"] as? Int == 8)
    #expect(try program.run("sweep", "gather", "c").exitCode == 0)
    for command in [
      ["grid", "c"], ["grid", "c", "--cell", "trainAccuracy"], ["plot", "c", "--x", "labels"],
    ] {
      let drawn = try program.run(command)
      #expect(drawn.exitCode == 0, "\(drawn.errors)")
      let picture = drawn.output.trimmingCharacters(in: .newlines)
      let again = try program.run("reproduce", picture)
      #expect(again.exitCode == 0 && again.output.hasSuffix("the same\n"), "\(again.output)\(again.errors)")
    }
    #expect(try program.run("grid", "c", "--cell", "zone").exitCode == 78)
    #expect(try program.run("grid", "c", "--probe", "digits").exitCode == 64)
  }

  @Test("a recipe names its laboratory; a setting of the other one is refused")
  func figures() throws {
    let yaml = """
      {lab: memorisation, name: own, title: t, finding: f, source: s, pictures: [curves], admits: [plateau, descending], presets: {quick: [{
      net: "mlp:1x4", dataSet: "builtin:digits/40", testSet: "builtin:digits-test/20", epochs: 2}]}}
      """
    _ = try folder.file("own.yaml", Array(yaml.utf8))
    let made = try program.run("figure", "--recipe", folder.path("own.yaml"), "-q")
    #expect(made.exitCode == 0 && made.output.contains("own (1 run)"), "\(made.output)\(made.errors)")
    #expect(try program.run("reproduce", folder.path("figures/own-quick.png")).exitCode == 0)
    let refused = try program.run("figure", "--recipe", folder.path("own.yaml"), "--image", "builtin:7")
    #expect(refused.exitCode == 78 && refused.errors.contains("--image"), "\(refused.errors)")
    _ = try folder.file("other.yaml", Array(yaml.replacing("memorisation", with: "alchemy").utf8))
    let unknown = try program.run("figure", "--recipe", folder.path("other.yaml"))
    #expect(unknown.exitCode == 65 && unknown.errors.contains("alchemy"), "\(unknown.errors)")
  }
}
