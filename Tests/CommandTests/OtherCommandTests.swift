import Foundation
import TestSupport
import Testing

@Suite struct OtherCommandTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("an empty output folder is refused: runs would land in the root folder")
  func emptyOutput() throws {
    #expect(try program.run("runs", "list", "--out", "").exitCode == 64)
    let unset = try Program(output: "").run("doctor", "--json", "--out", folder.path)
    #expect(unset.exitCode == 0)
    let list = try Program(output: "").run("runs", "list", "--json")
    #expect(list.exitCode == 0 && list.output.contains("\"runs\":["))
  }

  @Test(
    "closed streams crash nothing: a sweep is made without standard error, and results need somewhere to go")
  func closedStreams() throws {
    for (closed, code) in [("2>&-", 0), ("<&- 2>&-", 0), (">&-", 74)] {
      let output = folder.path("closed \(closed.filter { $0.isNumber })\(code)")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c", "exec \"$0\" sweep run --depth 1,2 --size 8 --width 3 --steps 5 --out \"$1\" \(closed)",
        Program.path, output,
      ]
      process.environment = ["PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": "/nonexistent"].merging(
        ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }
      ) { $1 }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == Int32(code), "\(closed)")
      #expect(FileManager.default.fileExists(atPath: output + "/sweeps"))
    }
  }

  @Test("help names every command and comes with exit code 0")
  func help() throws {
    let result = try program.run("--help")
    #expect(result.exitCode == 0)
    for name in [
      "train", "sweep", "figure", "grid", "plot", "layers", "filters", "film", "jacobian", "receptive",
      "iterate", "classify", "evaluate", "runs", "data",
      "doctor", "bench",
    ] {
      #expect(result.output.contains("\n  \(name) "), "\(name)")
      #expect(try program.run(name, "--help").exitCode == 0)
    }
  }

  @Test("without data sets the list says so and verifying finds nothing")
  func data() throws {
    let list = try program.run("data", "list")
    #expect(list.exitCode == 0 && list.output.contains("absent") && list.output.contains("/nonexistent"))
    let verify = try program.run("data", "verify")
    #expect(verify.exitCode == 0 && verify.errors.contains("no data sets found"))
  }

  @Test("a broken data set fails to verify with exit code 65")
  func brokenData() throws {
    let mnist = folder.path("data/mnist")
    try FileManager.default.createDirectory(atPath: mnist, withIntermediateDirectories: true)
    for name in ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
      try Data([0, 0, 8, 9]).write(to: URL(fileURLWithPath: mnist + "/" + name))
    }
    let result = try program.run("data", "verify", "--data", folder.path("data"))
    #expect(result.exitCode == 65, "\(result.output)")
    #expect(result.output.contains("t10k"), "\(result.output)")
  }

  @Test("the doctor finds the processor, the libraries and the output folder")
  func doctor() throws {
    let result = try program.run("doctor", "--json")
    #expect(result.exitCode == 0, "\(result.output)")
    let checks = try #require(try object(result.output)["checks"] as? [[String: Any]])
    let names = checks.compactMap { $0["name"] as? String }
    #expect(names.starts(with: ["processor", "memory", "libraries", "font", "output folder"]))
  }

  @Test("a stored net can be asked again, at another size if it is convolutional")
  func evaluate() throws {
    let trained = try object(
      program.run("train", "--depth", "1", "--kernel-size", "3", "--size", "9", "--steps", "50", "--json")
        .output)
    let key = try #require(trained["runKey"] as? String)
    let same = try object(program.run("evaluate", key, "--json").output)
    #expect(try #require(same["evaluation"] as? NSArray) == #require(trained["evaluation"] as? NSArray))
    let larger = try program.run(
      "evaluate", key, "--size", "14", "--rho", "0,0.5,1", "--family", "images", "--json")
    #expect(larger.exitCode == 0, "\(larger.errors)")
    #expect((try object(larger.output)["similarity"] as? [Any])?.count == 3)
    #expect(try program.run("evaluate", key, "--rho", "2").exitCode == 78)
    #expect(try program.run("evaluate", key, "--family", "x").exitCode == 78)
    let connected = try object(
      program.run("train", "--arch", "fcn", "--depth", "1", "--size", "6", "--steps", "1", "--json").output)
    let refused = try program.run("evaluate", try #require(connected["runKey"] as? String), "--size", "9")
    #expect(refused.exitCode == 78 && refused.errors.contains("convolutional"), "\(refused.errors)")
  }

  @Test("the layers of a stored net classify drawn digits; counts are checked and there is a row a layer")
  func classify() throws {
    let trained = try object(
      program.run(
        "train", "--depth", "2", "--width", "4", "--kernel-size", "3", "--size", "7", "--steps", "5", "--json"
      ).output)
    let key = try #require(trained["runKey"] as? String)
    let few = ["classify", key, "--train-images", "40", "--test-images", "20"]
    let result = try object(program.run(few + ["--json"]).output)
    let layers = try #require(result["layers"] as? [[String: Any]])
    #expect(layers.compactMap { $0["layer"] as? String } == ["input", "layer 1", "output"])
    #expect(layers.allSatisfy { $0["images"] as? Int == 20 } && result["digits"] as? String == "builtin")
    let untrained = try program.run(few + ["--untrained", "--threads", "2"])
    #expect(untrained.exitCode == 0 && untrained.output.contains("before training"), "\(untrained.errors)")
    #expect(try program.run("classify", key, "--test-images", "0").exitCode == 78)
    let sheet = try program.run("layers", key, "--after-activation", "--scale", "shared")
    #expect(sheet.exitCode == 0 && sheet.output.contains("-after-activation-top-8-shared.png"))
  }

  @Test("a diverged run is done, listed as diverged, and its loss is null or huge")
  func diverged() throws {
    let trained = try object(
      program.run(
        "train", "--depth", "2", "--width", "4", "--kernel-size", "3", "--size", "8", "--learning-rate",
        "1e6",
        "--init-gain", "10", "--json"
      ).output)
    #expect(trained["stopReason"] as? String == "diverged")
    let list = try program.run("runs", "list")
    #expect(list.output.contains("diverged"), "\(list.output)")
    let listed = try #require(
      try object(program.run("runs", "list", "--json").output)["runs"] as? [[String: Any]])
    #expect(listed.count == 1 && listed[0]["state"] as? String == "diverged")
    #expect(listed[0]["zone"] is NSNull && listed[0]["identity"] is NSNull)
  }
}
