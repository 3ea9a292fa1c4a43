import Foundation
import TestSupport
import Testing

@testable import identity_lab

@Suite("What commands print with --json is as Guides/JSON.md says")
struct JSONSchemaTests {
  private let folder: TemporaryFolder
  private let program: Program
  private let schemas: JSONSchemas

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
    let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Guides/JSON.md").standardized
    schemas = try JSONSchemas(markdown: String(contentsOf: guide, encoding: .utf8))
  }

  /// Every command with `--json`, in an order in which each finds what it is about; RUN and OTHER are two runs' keys.
  ///
  /// A new one is a line here, a case of ``OutputSchema`` and a section of the guide.
  private static let calls = [
    "train --depth 1 --width 4 --kernel-size 3 --size 7 --steps 5",
    "train --depth 2 --width 4 --kernel-size 3 --size 7 --steps 5 --image builtin:7+builtin:4",
    "train --depth 2 --width 4 --size 7 --learning-rate 1e6 --init-gain 10",
    "runs list", "runs list --where state=diverged", "runs show RUN", "runs compare RUN OTHER",
    "evaluate RUN",
    "train --net mlp:1x4 --data-set builtin:digits/40 --test-set builtin:digits-test/20 --epochs 2 --labels 0.5",
    "runs list --lab memorisation", "runs show CLASSIFIER", "evaluate CLASSIFIER", "layers CLASSIFIER",
    "runs list",
    "sweep run --net mlp:1x4,mlp:1x6 --data-set builtin:digits/40 --test-set builtin:digits-test/20 --epochs 2 --name c",
    "sweep list", "sweep status c", "sweep show c", "grid c", "plot c --x net",
    "runs query --tables", "runs pack", "runs unpack", "runs clean --dry-run",
    "evaluate LINEAR", "classify RUN --train-images 20 --test-images 10", "layers RUN",
    "filters RUN", "film RUN --snapshots 0,2", "explore RUN", "explore RUN --budget 1kB",
    "jacobian RUN", "receptive RUN", "iterate RUN --starts 1 --iterations 4", "iterate RUN --input builtin:2",
    "kernel --depth 1,2 --kernel-size 3 --size 7 --images 2",
    "train --depth 1 --width 4 --kernel-size 3 --size 7 --steps 5 --snapshots 0,2",
    "sweep run --dry-run --depth 1,2 --seed 0,1 --tolerance 1000 --width 2 --size 6 --name s", "sweep list",
    "sweep run --depth 1,2 --seed 0,1 --tolerance 1000 --width 2 --size 6 --name s",
    "sweep run --extend s --seed 2", "sweep list", "sweep status s", "sweep gather s",
    "sweep run --launcher slurm --depth 1 --seed 5,6 --tolerance 1000 --width 2 --size 6 --name q",
    "sweep status q",
    "sweep cancel q", "sweep cancel s", "sweep run --launcher plan --depth 1 --seed 5,6 --name p",
    "sweep show s --columns loss,zone,identity,date,learning-rate",
    "sweep show s --seeds --columns loss,zone,date",
    "boundary --axis depth --depth 1..3 --over kernel-size=1,3 --seeds 2 --measure loss --level 1e-9 --admit descending,plateau --width 2 --size 6 --steps 3",
    "boundary --axis depth --depth 1..3 --measure constant --level 0.5 --width 2 --size 6 --steps 3",
    "boundary --dry-run --axis depth --depth 1..3 --measure loss --level 1 --width 2 --size 6 --steps 3",
    "search --trials 3 --width uniform:2..9 --minimize loss --size 6 --depth 2 --halving steps=1,3 --seed 0,1",
    "search --trials 3 --width uniform:2..9 --maximize constant --size 6 --depth 2 --steps 2",
    "search --trials 3 --width uniform:2..9 --maximize constant --size 6 --depth 2 --steps 2 --dry-run",
    "grid s", "figure list", "figure smoke --dry-run", "figure smoke --seed 0",
    "reproduce OUT/figures/smoke-quick-seed-0.png", "data list",
    "data verify --data OUT/data", "doctor",
    "bench step --depth 1 --width 2 --image-size 6x6x1 --seconds 0.01",
    "bench epoch --net mlp:1x4 --batch-size 4 --image-size 8x8x1 --seconds 0.01",
    "bench epoch-losses --net mlp:1x4 --batch-size 4 --image-size 8x8x1 --steps 2",
    "bench plans --depth 1 --width 2 --image-size 6x6x1",
    "bench memory --depth 1 --width 2 --image-size 6x6x1",
    "bench machine", "bench losses --depth 1 --width 2 --image-size 6x6x1 --steps 2",
  ]

  @Test("every command's object follows its schema, and every schema belongs to a command")
  func everyCommand() throws {
    _ = try folder.file("data/mnist/t10k-images-idx3-ubyte", [0, 0, 8, 9])
    _ = try folder.file("data/mnist/t10k-labels-idx1-ubyte", [0, 0, 8, 9])
    _ = try folder.file("sweeps/bad/manifest.jsonl", [])
    _ = try folder.file("runs/ba/bad0123456789abc/config.json", Array("[".utf8))
    let linear = try program.run(
      "train", "--arch", "fcn", "--depth", "1", "--width", "9", "--activation", "linear", "--size", "3",
      "--steps",
      "5", "--json")
    var keys = ["LINEAR": try JSONValue(parsing: linear.output)["runKey"]?.string ?? ""]
    var seen: Set<String> = []
    let slurm = try FakeSlurm()
    let query = ["runs", "query", "SELECT state, count(*), avg(loss) FROM runs GROUP BY state"]
    for call in Self.calls + [query.joined(separator: " ")] {
      let words =
        call == query.joined(separator: " ")
        ? query
        : call.split(separator: " ").map(String.init).map { word in
          keys[word] ?? word.replacingOccurrences(of: "OUT", with: folder.path)
        }
      let result = try program.run(words + ["--json"], environment: slurm.environment)
      let value = try #require(
        try? JSONValue(parsing: result.output), "\(call): \(result.output)\(result.errors)")
      let name = try #require(value["schema"]?.string, "\(call): \(result.output)")
      #expect(schemas.problems(of: value, schema: name) == [], "\(call)")
      seen.insert(name)
      if let key = value["runKey"]?.string, call.hasPrefix("train") {
        keys[name.contains("classifier") ? "CLASSIFIER" : keys["RUN"] == nil ? "RUN" : "OTHER"] = key
      }
    }
    let all = Set(OutputSchema.allCases.map(\.identifier))
    #expect(seen == all)
    #expect(schemas.names.filter { $0.contains("/") } == all)
  }

  @Test(
    "the check finds what is missing, not described, of another type or none of the choices",
    arguments: [
      (#"{"a": 1, "b": ["x"]}"#, 0), (#"{"a": null, "b": []}"#, 0), (#"{"a": 1.5, "b": []}"#, 1),
      (#"{"a": 1}"#, 1),
      (#"{"a": 1, "b": [], "c": 2}"#, 1), (#"{"a": "1", "b": []}"#, 1), (#"{"a": 1, "b": ["y", "x", 3]}"#, 2),
      (#"{"a": true, "b": []}"#, 1), ("[]", 1), (#"{"a": 1, "b": [], "d": {"n": 1}}"#, 0),
      (#"{"a": 1, "b": [], "d": {"n": "1"}}"#, 1), (#"{"a": 1, "b": [], "d": 4}"#, 1),
    ])
  func validator(text: String, problems: Int) throws {
    let schemas = try JSONSchemas(
      markdown: """
        ```json
        {"$id": "thing", "type": "object", "properties": {
          "a": {"type": ["integer", "null"], "description": "a number"}, "b": {"type": "array", "items": {"$ref": "word"}},
          "d": {"anyOf": [{"const": 3}, {"type": "object", "additionalProperties": {"type": "number"}}]}},
          "required": ["a", "b"], "additionalProperties": false}
        ```
        and
        ```json
        {"$id": "word", "enum": ["x"]}
        ```
        """)
    let found = schemas.problems(of: try JSONValue(parsing: text), schema: "thing")
    #expect(found.count == problems, "\(found)")
    #expect(schemas.problems(of: .null, schema: "nothing") == ["there is no schema nothing"])
  }

  @Test("a word of a schema that is not checked is a problem itself")
  func unknownWord() throws {
    let schemas = try JSONSchemas(markdown: "```json\n{\"$id\": \"x\", \"minimum\": 3}\n```")
    #expect(schemas.problems(of: .number(2), schema: "x") == ["$: the schema's word minimum"])
  }
}
