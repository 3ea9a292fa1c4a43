import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("A picture keeps its runs, and one that cannot be read is told")
struct RunReferencesTests {
  private let folder: TemporaryFolder
  private let runs: [ToyLab.Configuration]

  /// Draws two pictures of four runs, of which no plan speaks.
  init() throws {
    let folder = try TemporaryFolder()
    let store = RunStore<ToyLab>(output: folder.path)
    let recipe = try FigureRecipe<ToyLab>(
      yaml: """
        {lab: toy, name: toy, title: t, finding: f, source: s, pictures: [answers, loss], presets: {quick: {goal: [1, 2], seed: 0..1}}}
        """, name: "toy.yaml")
    let production = FigureProduction(
      store: store, lab: ToyLab(), folder: folder.path("figures"), formats: [.png, .svg], threads: 1,
      train: { plan in
        let launcher = InProcessLauncher(plan: plan, store: store, lab: ToyLab())
        return try SweepRunner(plan: plan, store: store, launcher: launcher, jobs: 1).run()
      })
    _ = try production.make(recipe, .quick, overrides: Settings(), command: "c")
    try FileManager.default.removeItem(atPath: folder.path("sweeps"))
    runs = try store.runs.map { run throws(LabError) in try run.configuration() }
    self.folder = folder
  }

  private var references: RunReferences<ToyLab> { RunReferences(output: folder.path) }

  private func paths(_ kinds: String...) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path("figures")).sorted()
      .filter { name in kinds.contains { name.hasSuffix("." + $0) } && !name.hasSuffix(".report.json") }
      .map { folder.path("figures/" + $0) }
  }

  private func cut(_ paths: [String]) throws {
    for path in paths { try AtomicFile.write(Array(AtomicFile.read(path).prefix(60)), to: path) }
  }

  @Test("a sidecar tells the runs; where it is damaged or gone the picture does")
  func pictures() throws {
    #expect(runs.count == 4)
    #expect(runs.allSatisfy(references.contains) && references.problems.isEmpty)
    try cut(paths("json"))
    #expect(runs.allSatisfy(references.contains) && references.problems.isEmpty)
    for path in try paths("json") { try FileManager.default.removeItem(atPath: path) }
    try cut(paths("png"))
    #expect(runs.allSatisfy(references.contains) && references.problems.isEmpty)
  }

  @Test("a picture whose files are all damaged is a problem", arguments: ["json", "png", "svg"])
  func damaged(kind: String) throws {
    try cut(paths("json", "png", "svg"))
    #expect(!runs.contains(where: references.contains) && references.problems.count == 2)
    for path in try paths("json", "png", "svg") where !path.hasSuffix(kind) {
      try FileManager.default.removeItem(atPath: path)
    }
    #expect(references.problems.count == 2)
  }

  @Test("a recipe of another version is a problem; other laboratories' and other programs' files are none")
  func others() throws {
    for path in try paths("json", "png", "svg") { try FileManager.default.removeItem(atPath: path) }
    _ = try folder.file("figures/a.json", Array("{\"a\": 1}".utf8))
    _ = try folder.file("figures/b.svg", Array("<svg>\n</svg>\n".utf8))
    _ = try folder.file("figures/c.pdf", Array("%PDF-1.4\n%%EOF\n".utf8))
    _ = try folder.file("figures/notes.txt", [1])
    func add(_ name: String, lab: String) throws {
      let facts = FigureMetadata(configuration: "{}", version: "0.0.1", tileDigest: "d", lab: lab)
      try AtomicFile.write(FigureFile.sidecar(facts), to: folder.path("figures/" + name))
    }
    try add("d.json", lab: "other")
    #expect(references.problems.isEmpty && !runs.contains(where: references.contains))
    try add("e.json", lab: "toy")
    #expect(references.problems.count == 1 && references.problems[0].contains("0.0.1"))
  }

  @Test("a plan that is cut, gone or out of reach is a problem, for it may speak of any run")
  func plans() throws {
    let store = RunStore<ToyLab>(output: folder.path)
    let plan = try SweepPlan(name: "s", settings: Settings([.goal: "1..4"]), lab: ToyLab())
    let directory = SweepDirectory<ToyLab>(output: folder.path, name: "s")
    try directory.freeze(plan)
    #expect(references.problems.isEmpty && store.runs.count == 4)
    let manifest = try AtomicFile.read(directory.file("manifest.jsonl"))
    let lines = manifest.split(separator: UInt8(ascii: "\n"))
    try AtomicFile.write(Array(lines[0]) + [UInt8(ascii: "\n")], to: directory.file("manifest.jsonl"))
    #expect(references.problems.count == 1)
    try FileManager.default.removeItem(atPath: directory.file("manifest.jsonl"))
    #expect(references.problems.count == 1)
    try FileManager.default.removeItem(atPath: folder.path("sweeps"))
    #expect(references.problems.isEmpty)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("sweeps"), withDestinationPath: folder.path("unmounted"))
    #expect(references.problems == ["\(folder.path)/sweeps cannot be read"])
  }
}
