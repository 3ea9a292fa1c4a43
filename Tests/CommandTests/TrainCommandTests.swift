import Foundation
import TestSupport
import Testing

@Suite struct TrainCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let small = [
    "train", "--depth", "2", "--width", "4", "--kernel-size", "3", "--size", "8", "--steps", "20",
    "--tolerance", "0", "--image", "builtin:7",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("--json prints one object with the documented keys")
  func json() throws {
    let result = try program.run(small + ["--json"])
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    let report = try object(result.output)
    #expect(
      Set(report.keys) == [
        "schema", "lab", "runKey", "directory", "parameterCount", "steps", "finalLoss", "initialLoss",
        "outcome",
        "stopReason",
        "seconds", "millisecondsPerStep", "instructions", "zone", "evaluation", "similarity",
      ])
    let probes = try #require(report["evaluation"] as? [[String: Any]])
    #expect(
      probes.map { $0["probe"] as? String } == [
        "training", "digits", "blends", "novel", "fashion", "constant", "stripes", "checkerboard", "circle",
        "uniform-noise", "gaussian-noise",
      ])
    #expect(
      Set(probes[0].keys) == [
        "probe", "count", "correlationWithIdentity", "correlationWithConstant", "mseToIdentity",
        "mseToConstant", "decomposition",
      ])
    // A constant input has no correlation with anything: null, not 0.
    #expect(probes[5]["correlationWithIdentity"] is NSNull)
    let directory = try #require(report["directory"] as? String)
    let stored = try object(String(decoding: program.file(directory + "/result.json"), as: UTF8.self))
    #expect(stored["seconds"] == nil)
  }

  @Test("the table for readers names the run, the zone and the files")
  func text() throws {
    let result = try program.run(small)
    #expect(result.exitCode == 0)
    for word in ["run ", "cnn depth 2 width 4 k 3", "uniform-noise", "similarity ρ", "files in "] {
      #expect(result.output.contains(word), "\(word)")
    }
    let again = try program.run(small)
    #expect(again.output.contains("nothing was computed"))
  }

  @Test("a run on two images says how like either of them its outputs are")
  func twoImages() throws {
    let result = try program.run(small + ["--image", "builtin:7+builtin:4"])
    #expect(result.exitCode == 0, "\(result.errors)")
    for word in ["builtin:7+builtin:4 8x8", "image 1  image 2  their mean"] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  @Test("flags win over the file, and the file over the defaults")
  func layers() throws {
    try Data("depth: 3\nwidth: 5\n".utf8).write(to: URL(fileURLWithPath: folder.path("a.yaml")))
    let result = try program.run(
      "train", "--config", folder.path("a.yaml"), "--depth", "2", "--size", "6", "--steps", "0", "--json")
    let directory = try #require(try object(result.output)["directory"] as? String)
    let configuration = try object(String(decoding: program.file(directory + "/config.json"), as: UTF8.self))
    #expect(configuration["depth"] as? Int == 2)
    #expect(configuration["width"] as? Int == 5)
    #expect(configuration["kernelSize"] as? Int == 5)
  }

  @Test("any number of threads gives the same bytes under the same key", arguments: ["cnn", "fcn"])
  func threads(architecture: String) throws {
    let arguments =
      ["train", "--arch", architecture, "--depth", "3", "--size", "28", "--steps", "6", "--json"]
      + (architecture == "cnn" ? ["--width", "40"] : ["--width", "512"])
    let programs = ["1", "2", "3"].map { (threads: $0, program: Program(output: folder.path("on-\($0)"))) }
    let directories = try programs.map { threads, program in
      try #require(
        try object(program.run(arguments + ["--threads", threads]).output)["directory"] as? String)
    }
    #expect(Set(directories).count == 1)
    for name in ["config.json", "result.json", "metrics.csv", "model.safetensors"] {
      let files = try programs.map { try $0.program.file("\(directories[0])/\(name)") }
      #expect(Set(files).count == 1, "\(name)")
    }
  }

  @Test("an output folder that cannot be made is exit code 73")
  func unwritable() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path("plain")))
    let result = try program.run(small + ["--out", folder.path("plain")])
    #expect(result.exitCode == 73, "\(result.errors)")
  }

  @Test("a preview is left in the run's folder, once")
  func preview() throws {
    let result = try program.run(small)
    let line = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("preview in ") })
    let path = String(line.dropFirst("preview in ".count))
    #expect(path.hasPrefix(folder.path + "/runs/") && path.hasSuffix("/preview.png"))
    #expect(try program.run("reproduce", path).exitCode == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(try program.run(small).output.contains(line))
    let again = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.systemFileNumber] as? Int == again[.systemFileNumber] as? Int)
  }

  /// A net that does not leave its plateau with the usual recipe.
  private let deep = [
    "train", "--depth", "12", "--width", "8", "--kernel-size", "3", "--size", "8", "--image", "builtin:7",
    "--steps",
    "200",
  ]

  @Test("a net that did not train gives no zone, and the hint that is printed makes it fit")
  func hint() throws {
    let lost = try program.run(deep)
    #expect(lost.exitCode == 0 && lost.output.hasPrefix("plateau: "), "\(lost.output)")
    #expect(!lost.output.contains("zone ") && lost.output.contains("--recipe auto"))
    #expect(lost.output.contains("no finding"))
    #expect(try object(program.run(deep + ["--json"]).output)["zone"] is NSNull)
    #expect(try program.run(deep + ["--fail-on", "unfitted"]).exitCode == 3)
    #expect(try program.run(deep + ["--fail-on", "diverged"]).exitCode == 0)
    let fitted = try program.run(Array(deep.dropLast(2)) + ["--recipe", "auto", "--fail-on", "unfitted"])
    #expect(fitted.exitCode == 0 && fitted.output.hasPrefix("fitted: "), "\(fitted.output)")
    #expect(fitted.output.contains("\nzone "), "\(fitted.output)")
  }

  @Test("settings beside a recipe win over it, and a recipe's run is that of its settings")
  func recipe() throws {
    let words = [
      "--init", "xavier-normal", "--optimizer", "adam", "--learning-rate", "0.0005", "--normalize", "none",
    ]
    let short = Array(deep.dropLast(2)) + ["--steps", "2", "--json"]
    let key = try object(program.run(short + words).output)["runKey"] as? String
    #expect(try object(program.run(short + ["--recipe", "auto"]).output)["runKey"] as? String == key)
    let other =
      try object(program.run(short + ["--recipe", "auto", "--init", "torch"]).output)["runKey"] as? String
    #expect(other != key)
    #expect(try program.run(short + ["--recipe", "autom"]).exitCode == 78)
  }

  @Test("a diverged run fails where the caller says so, and is no finding")
  func divergence() throws {
    let wild = small + ["--learning-rate", "1e6", "--init-gain", "10", "--steps", "200"]
    let result = try program.run(wild + ["--fail-on", "diverged"])
    #expect(result.exitCode == 3 && result.output.hasPrefix("diverged: "), "\(result.output)")
    let key = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("run ") }).split(
      separator: " ")[1]
    let evaluated = try program.run("evaluate", String(key))
    #expect(evaluated.output.contains("no zones, for the net is not fitted (diverged"), "\(evaluated.output)")
  }
}
