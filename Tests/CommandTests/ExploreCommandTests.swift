import Foundation
import TestSupport
import Testing

@Suite("The command that writes a page to look around in")
struct ExploreCommandTests {
  private let folder: TemporaryFolder
  private let program: Program
  private static let small = [
    "--width", "3", "--kernel-size", "3", "--size", "7", "--steps", "20", "--tolerance", "0",
  ]

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  private func object(_ result: Program.Result) throws -> [String: Any] {
    #expect(result.exitCode == 0, "\(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func sweep(_ name: String, _ more: String...) throws {
    let result = try program.run(["sweep", "run", "--name", name] + more + Self.small)
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  private func train(_ more: String...) throws -> String {
    try #require(object(program.run(["train"] + more + ["--json"]))["runKey"] as? String)
  }

  /// An object of a page, by the id of its script element.
  private func json(_ id: String, _ page: Any?) throws -> [String: Any] {
    let html = try String(contentsOfFile: #require(page as? String), encoding: .utf8)
    let start = try #require(html.range(of: "id=\"\(id)\">"), "\(id)")
    let end = try #require(html.range(of: "</script>", range: start.upperBound..<html.endIndex))
    let text = html[start.upperBound..<end.lowerBound]
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("a sweep's page has its runs, their layers before and after training, and weights")
  func pageOfASweep() throws {
    try sweep("s", "--depth", "1,2", "--seed", "0,1")
    let report = try object(program.run("explore", "s", "--json"))
    #expect(report["runs"] as? Int == 4 && report["folder"] is NSNull)
    #expect(report["page"] as? String == folder.path + "/explorer/s.html")
    let data = try json("data", report["page"])
    // What depth decides follows behind.
    #expect((data["axes"] as? [String])?.prefix(2) == ["depth", "seed"])
    let details = try #require(data["details"] as? [String])
    let detail = try json("part-\(details[2])", report["page"])
    let inputs = try #require(detail["inputs"] as? [[String: Any]])
    let layers = try #require(inputs.first?["layers"] as? [[String: Any]])
    #expect(layers.compactMap { $0["title"] as? String } == ["input", "layer 1", "output"])
    let states = try #require(inputs.first?["states"] as? [[String: Any]])
    #expect(states.compactMap { $0["kind"] as? String } == ["untrained", "trained"])
    let channels = try #require((layers[1]["states"] as? [[String: Any]])?.first?["images"] as? [Any])
    #expect(channels.count == 3)
    let panels = try #require(detail["panels"] as? [[String: Any]])
    #expect(panels.first?["id"] as? String == "filters")
    // Nothing is asked twice: the answers are kept beside each run.
    let again = try object(program.run("explore", "s", "--json"))
    #expect(again["bytes"] as? Int == report["bytes"] as? Int)
  }

  @Test("--compute makes snapshots, and says before that it would")
  func snapshots() throws {
    let key = try train("--depth", "2", "--width", "3", "--size", "7", "--steps", "20", "--tolerance", "0")
    let before = try json("data", object(program.run("explore", key, "--json"))["page"])
    #expect(before["missing"] as? [String] == ["identity-lab explore \(key) --compute"])
    let after = try object(program.run("explore", key, "--compute", "--json"))
    let data = try json("data", after["page"])
    #expect((data["missing"] as? [Any])?.first is NSNull)
    let inputs = try #require(json("part-detail-\(key)", after["page"])["inputs"] as? [[String: Any]])
    let states = try #require(inputs.first?["states"] as? [[String: Any]])
    #expect(states.count > 4 && states[1]["kind"] as? String == "snapshot")
  }

  @Test("the second laboratory's pages have answers of classes")
  func classifiers() throws {
    let key = try train(
      "--net", "mlp:1x8", "--data-set", "builtin:digits/40", "--epochs", "2", "--size", "8", "--labels", "1")
    let report = try object(program.run("explore", key, "--json"))
    let data = try json("data", report["page"])
    #expect(data["lab"] as? String == "memorisation" && data["threshold"] == nil)
    let families = try #require(
      json("part-answers-\(key)", report["page"])["families"] as? [String: [String: Any]])
    let training = try #require(families["training"])
    #expect((training["answers"] as? [String])?.count == 20)
    #expect((training["corrupted"] as? [Bool])?.contains(true) == true)
  }

  @Test("a figure's page has the runs of its preset, made or not")
  func figures() throws {
    let report = try object(program.run("explore", "smoke", "--json"))
    #expect((report["runs"] as? Int ?? 0) > 1)
    let about = try #require(json("data", report["page"])["about"] as? [String])
    #expect(about.contains { $0.contains("are not done") })
  }

  @Test(
    "what cannot be shown is said",
    arguments: [
      (["explore", "nothing"], 66), (["explore", "smoke", "randomisation"], 78), (["explore"], 64),
      (["explore", "smoke", "--budget", "much"], 78), (["explore", "smoke", "--channels", "0"], 78),
      (["explore", "smoke", "--where", "depth>99"], 78), (["explore", "smoke", "--where", "dpeth>1"], 78),
    ] as [([String], Int32)])
  func errors(_ arguments: [String], _ code: Int32) throws {
    let result = try program.run(arguments)
    #expect(result.exitCode == code, "\(arguments): \(result.errors)")
    #expect(!result.errors.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/explorer"))
  }
}
