import Foundation
import TestSupport
import Testing

/// `--from`: a training that begins with a file's weights, through the program.
@Suite struct StartWeightsCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let net = [
    "--depth", "2", "--width", "4", "--kernel-size", "3", "--size", "8", "--tolerance", "0", "--image",
    "builtin:7",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path("out"))
  }

  private func train(_ words: [String]) throws -> (key: String, model: String) {
    let result = try program.run(["train", "--json"] + net + words)
    #expect(result.exitCode == 0, "\(result.errors)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let directory = try #require(report["directory"] as? String)
    return (
      try #require(report["runKey"] as? String), "\(program.output)/\(directory)/model.safetensors"
    )
  }

  @Test("a run is made again from its YAML, swept by workers and drawn, although the file is gone")
  func whole() throws {
    let first = try train(["--steps", "3"])
    let weights = folder.path("weights.safetensors")
    try FileManager.default.copyItem(atPath: first.model, toPath: weights)
    let run = try train(["--steps", "5", "--from", weights])
    #expect(run.key != first.key)
    let sweep = ["sweep", "run", "--name", "s", "--steps", "5", "--seed", "0,1", "-j", "2"] + net
    let swept = try program.run(sweep + ["--from", weights])
    #expect(swept.exitCode == 0, "\(swept.errors)")
    try FileManager.default.removeItem(atPath: weights)
    let yaml = try program.run("runs", "show", run.key, "--yaml")
    try Data(yaml.output.utf8).write(to: URL(fileURLWithPath: folder.path("run.yaml")))
    let again = try program.run("train", "--config", folder.path("run.yaml"))
    #expect(
      again.exitCode == 0 && again.output.contains(run.key) && again.output.contains("nothing was computed"))
    #expect(again.output.contains(", weights "))
    let picture = folder.path("out/figures")
    for words in [["layers", "--untrained"], ["layers"], ["filters", "--untrained"]] {
      let result = try program.run([words[0], run.key, "--json"] + words.dropFirst())
      #expect(result.exitCode == 0, "\(result.errors)")
    }
    let drawn = try FileManager.default.contentsOfDirectory(atPath: picture).filter { $0.hasSuffix(".png") }
    #expect(drawn.count == 3)
    for name in drawn {
      let same = try program.run("reproduce", "--fresh", "\(picture)/\(name)")
      #expect(same.exitCode == 0, "\(name): \(same.errors)\(same.output)")
    }
    // A folder that never had the file says what it lacks.
    let elsewhere = Program(output: folder.path("elsewhere"))
    for name in drawn {
      let lost = try elsewhere.run("reproduce", "\(picture)/\(name)")
      #expect(lost.exitCode == 66 && lost.errors.contains("elsewhere/weights/"), "\(lost.errors)")
    }
  }

  @Test("weights of another net, a file that is none and an initialiser beside them are told")
  func problems() throws {
    let first = try train(["--steps", "1"])
    let other = try program.run(["train", "--steps", "1", "--from", first.model] + net + ["--width", "5"])
    #expect(other.exitCode == 65 && other.errors.contains("instead of [5, 1, 3, 3]"), "\(other.errors)")
    let none = try program.run("train", "--from", folder.path("out/index.sqlite-none"))
    #expect(none.exitCode == 66)
    let beside = try program.run(
      ["train", "--steps", "1", "--init", "orthogonal", "--from", first.model] + net)
    #expect(
      beside.exitCode == 0 && beside.errors.contains("--init has no effect with weights "), "\(beside.errors)"
    )
  }
}
