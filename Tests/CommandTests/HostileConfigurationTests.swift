import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabRuns

/// Stored configurations that no run can have: every reader says so, and none crashes.
@Suite struct HostileConfigurationTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let key: String
  private let configuration: String

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
    let sweep = try program.run(
      "sweep", "run", "--name", "s", "--depth", "2", "--width", "4", "--kernel-size", "3", "--size", "8",
      "--steps", "2", "--quiet")
    try #require(sweep.exitCode == 0, "\(sweep.errors)")
    let line = try Self.object(program.file("sweeps/s/manifest.jsonl"))
    key = try #require(line["runKey"] as? String)
    configuration = "runs/\(key.prefix(2))/\(key)/config.json"
  }

  private static func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// A change of one value in JSON text; no value removes the key.
  struct Mutation: CustomTestStringConvertible {
    let key: String
    let value: String?

    var testDescription: String { "\(key): \(value ?? "missing")" }

    /// The text with the first value of the key replaced.
    func applied(to text: String) throws -> String {
      let pattern = try Regex("\"\(key)\"\\s*:\\s*(\"[^\"]*\"|[^,}\\s]+)\\s*,?\\s*")
      let found = try #require(text.firstMatch(of: pattern), "\(key) in \(text)")
      return text.replacingCharacters(
        in: found.range, with: value.map { "\"\(key)\":\($0)," } ?? "")
    }
  }

  static let mutations = [
    Mutation(key: "imageHeight", value: "0"), Mutation(key: "imageHeight", value: "1e300"),
    Mutation(key: "width", value: "-5"), Mutation(key: "depth", value: "4000000000000000"),
    Mutation(key: "depth", value: "1e40"), Mutation(key: "steps", value: "\"x\""),
    Mutation(key: "steps", value: "-9223372036854775808"), Mutation(key: "kernelSize", value: "null"),
    Mutation(key: "learningRate", value: "-1"), Mutation(key: "image", value: "\"mnist:train/9..1\""),
    Mutation(key: "architecture", value: "\"fcn\""), Mutation(key: "seed", value: nil),
    Mutation(key: "dataDigest", value: nil), Mutation(key: "depth", value: "3"),
  ]

  @Test("a run's readers refuse a configuration that was tampered with", arguments: mutations)
  func run(mutation: Mutation) throws {
    let text = String(decoding: try program.file(configuration), as: UTF8.self)
    _ = try folder.file(configuration, Array(try mutation.applied(to: text).utf8))
    for command in [
      ["evaluate", key], ["runs", "show", key], ["runs", "compare", key, key], ["layers", key],
      ["layers", key, "--untrained"], ["classify", key, "--train-images", "20", "--test-images", "5"],
    ] {
      let result = try program.run(command)
      #expect([65, 78].contains(result.exitCode), "\(command): \(result.exitCode) \(result.errors)")
      #expect(!result.errors.isEmpty && result.output.isEmpty, "\(command)")
    }
    let list = try program.run("runs", "list")
    #expect(list.exitCode == 0 && list.output.contains("damaged") && list.errors.contains(key), "\(list)")
  }

  @Test("a worker writes the configuration of its plan over one that was tampered with", arguments: mutations)
  func worker(mutation: Mutation) throws {
    let whole = try program.file(configuration)
    let text = String(decoding: whole, as: UTF8.self)
    _ = try folder.file(configuration, Array(try mutation.applied(to: text).utf8))
    let result = configuration.replacing("config.json", with: "result.json")
    try FileManager.default.removeItem(atPath: folder.path(result))
    let work = try program.run("sweep", "work", "s", "--run", "0")
    #expect(work.exitCode == 0, "\(work.errors)")
    #expect(try program.file(configuration) == whole && !program.file(result).isEmpty)
  }

  @Test("a sweep's commands refuse a plan that was tampered with", arguments: mutations)
  func plan(mutation: Mutation) throws {
    let text = String(decoding: try program.file("sweeps/s/manifest.jsonl"), as: UTF8.self)
    _ = try folder.file("sweeps/s/manifest.jsonl", Array(try mutation.applied(to: text).utf8))
    for command in [
      ["sweep", "work", "s", "--run", "0"], ["sweep", "status", "s"], ["sweep", "gather", "s"],
      ["grid", "s"],
    ] {
      let result = try program.run(command)
      #expect([65, 78].contains(result.exitCode), "\(command): \(result.exitCode) \(result.errors)")
      #expect(!result.errors.isEmpty && result.output.isEmpty, "\(command)")
    }
  }

  /// Nets that this machine has no room for: of their weights, and of what a few weights make of a large image.
  static let outsized: [[String: String]] = [
    ["depth": "10000", "width": "1000000"],
    ["depth": "10000", "width": "100", "kernelSize": "1", "imageHeight": "1024", "imageWidth": "1024"],
  ]

  @Test("a run that is larger than this machine is refused by what would build its net", arguments: outsized)
  func large(sizes: [String: String]) throws {
    var text = String(decoding: try program.file(configuration), as: UTF8.self)
    for (key, value) in sizes { text = try Mutation(key: key, value: value).applied(to: text) }
    let large = try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(text.utf8)).runKey
    _ = try folder.file("runs/\(large.prefix(2))/\(large)/config.json", Array(text.utf8))
    #expect(try program.run("runs", "list").exitCode == 0)
    for command in [
      ["evaluate", large], ["layers", large], ["layers", large, "--untrained"], ["classify", large],
      ["classify", large, "--untrained", "--train-images", "20", "--test-images", "5"],
    ] {
      let result = try program.run(command)
      #expect([65, 66, 69, 78].contains(result.exitCode), "\(command): \(result.exitCode) \(result.errors)")
      #expect(!result.errors.isEmpty && result.output.isEmpty, "\(command)")
    }
  }
}
