import Foundation
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabRuns
@testable import LabSweeps

@Suite("A damaged configuration is refused or can be run")
struct ConfigurationMutationTests {
  private let stored: StoredRuns

  init() throws {
    stored = try StoredRuns()
  }

  /// One of every kind.
  static let settings: [[SettingKey: String]] = [
    [:], [.architecture: "fcn", .optimizer: "adam"], [.architecture: "resnet", .depth: "2"],
    [.architecture: "resnet-conv", .depth: "4", .clipNorm: "1", .warmupSteps: "3"],
    [.schedule: "polyak", .initializerGain: "0.5"], [.image: "builtin:7+builtin:4"],
    [.image: "builtin:digits/9", .batchSize: "4"], [.image: "builtin:scene/1", .size: "5x6"],
  ]

  @Test("thousands of damaged texts", arguments: settings.indices)
  func texts(kind: Int) throws {
    let configuration = try stored.configuration(Self.settings[kind])
    let tree = try JSONTree(parsing: configuration.canonicalJSON)
    var mutator = JSONMutator(seed: UInt64(kind))
    var used = 0
    for _ in 0..<600 {
      let text = mutator.mutated(tree)
      do {
        let decoded = try JSONDecoder().decode(ReconstructionConfiguration.self, from: Data(text.utf8))
        try use(decoded, from: text)
        used += 1
      } catch {
        #expect(error is LabError || error is DecodingError, "\(error) of \(text)")
      }
    }
    // Otherwise nothing would have been tried but refusing.
    #expect(used > 10)
  }

  /// Everything that a stored configuration is for, as far as it costs next to nothing.
  private func use(_ configuration: ReconstructionConfiguration, from text: String) throws {
    let again = try JSONDecoder().decode(
      ReconstructionConfiguration.self, from: Data(configuration.canonicalJSON.utf8))
    #expect(again == configuration && again.runKey == configuration.runKey, "\(text)")
    let cost = configuration.cost
    #expect(cost.memory.isFinite && cost.seconds.isFinite && cost.disk.isFinite, "\(text)")
    _ = (configuration.subject, configuration.inputFiles, configuration.withoutFolders.runKey)
    let isSmall = try TrainingSpec(parsing: configuration.image).imageCount.map { $0 <= 100 } ?? true
    guard cost.memory < 3e6, isSmall else {
      // What fits no machine is refused before anything is allocated.
      if cost.memory > MachineMemory.available {
        #expect(throws: LabError.self) { try CostEstimate(configuration).checkMemory() }
      }
      return
    }
    let experiment = try stored.lab.makeExperiment(configuration)
    let session = try experiment.makeSession(threads: 1)
    let result = session.run(shouldStop: { session.completedSteps >= 1 }, onRow: { _ in })
    #expect(result.steps <= 1)
    let record = try experiment.record(of: session, result, threads: 1)
    _ = CanonicalJSON.pretty(record)
  }

  @Test("damaged plans of sweeps")
  func sweeps() throws {
    let plan = try stored.plan([.depth: "1,2", .seed: "0,1"])
    let directory = SweepDirectory<ReconstructionLab>(output: stored.folder.path, name: plan.name)
    try directory.freeze(plan)
    for run in plan.runs { try stored.add(run) }
    for (kind, name) in ["sweep.json", "manifest.jsonl"].enumerated() {
      let original = try AtomicFile.read(directory.file(name))
      let lines = String(decoding: original, as: UTF8.self)
        .split(separator: "\n").map(String.init)
      let texts = kind == 0 ? [lines.joined()] : lines
      let trees = try texts.map(JSONTree.init(parsing:))
      var mutator = JSONMutator(seed: UInt64(kind))
      for _ in 0..<400 {
        let place = mutator.number(below: trees.count)
        var changed = trees.map(\.text)
        changed[place] = mutator.mutated(trees[place])
        try AtomicFile.write(changed.joined(separator: "\n") + "\n", to: directory.file(name))
        do {
          let read = try directory.plan()
          _ = SweepForecast(plan: read, store: stored.store, jobs: 2)
          _ = SweepStatus(plan: read, store: stored.store)
          _ = SweepTables(plan: read, store: stored.store).resultsCSV()
        } catch {
          // A `LabError`, for `plan` throws no other.
        }
      }
      try AtomicFile.write(String(decoding: original, as: UTF8.self), to: directory.file(name))
    }
  }
}
