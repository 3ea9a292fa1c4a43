import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns

@Suite("A resumed run goes on where it was")
struct ResumeTests {
  private static let steps = 12
  private static let rules: [[SettingKey: String]] =
    OptimizerKind.allCases.map { [.optimizer: $0.rawValue] } + [
      [.momentum: "0"], [.schedule: "polyak"], [.schedule: "step", .clipNorm: "0.5", .warmupSteps: "9"],
    ]
  /// One batch, mini-batches that an epoch ends between, and such that end in the middle of one.
  private static let images: [[SettingKey: String]] = [
    [:], [.image: "builtin:digits/7", .batchSize: "2"], [.image: "builtin:7+builtin:4+builtin:1"],
  ]

  @Test(
    "it takes the steps that are left and no other, and ends with the same bytes",
    arguments: NetworkKind.allCases, rules)
  func steps(kind: NetworkKind, rule: [SettingKey: String]) throws {
    let folder = try TemporaryFolder()
    for (index, images) in Self.images.enumerated() {
      let usual: [SettingKey: String] = [
        .architecture: kind.rawValue, .depth: "4", .width: "3", .kernelSize: "3", .size: "5",
        .steps: "\(Self.steps)", .tolerance: "0", .learningRate: "0.001",
      ]
      let experiment = try RunExecutorTests.experiment(
        usual.merging(rule) { $1 }.merging(images) { $1 })
      let whole = RunStore<ReconstructionLab>(output: folder.path("whole"))
      let store = RunStore<ReconstructionLab>(output: folder.path("parts\(index)"))
      #expect(try taken(experiment, in: whole) == Self.steps)
      // After 5 of 12 steps of 2 images, a second epoch of 7 images is under way.
      #expect(try taken(experiment, in: store, atMost: 5) == 5)
      #expect(store.directory(experiment.runKey).status?.state == .checkpointed)
      #expect(try taken(experiment, in: store) == Self.steps - 5)
      for name in ["metrics.csv", "model.safetensors", "result.json"] {
        let files = try [store, whole].map { try AtomicFile.read($0.directory(experiment.runKey).file(name)) }
        #expect(files[0] == files[1], "\(name)")
      }
    }
  }

  /// How many steps an attempt really takes: it asks before each whether to stop.
  private func taken(
    _ experiment: ReconstructionExperiment, in store: RunStore<ReconstructionLab>, atMost limit: Int = .max
  ) throws -> Int {
    var asked = 0
    _ = try RunExecutor(store: store).run(
      experiment,
      shouldStop: {
        asked += 1
        return asked > limit
      })
    return min(asked, limit)
  }

  @Test(
    "of each way to train a state is refused by a session of another, which goes on from its own first step")
  func others() throws {
    let experiments = try [
      [:], [.optimizer: "adam"], [.optimizer: "rmsprop"], [.architecture: "fcn"], [.width: "5"],
      [.architecture: "resnet-conv"],
    ].map { try RunExecutorTests.experiment($0) }
    let sessions = try experiments.map { try $0.makeSession(threads: 1) }
    for (index, session) in sessions.enumerated() {
      _ = session.run(shouldStop: { session.completedSteps >= 3 }, onRow: { _ in })
      for (other, experiment) in experiments.enumerated() where other != index {
        let fresh = try experiment.makeSession(threads: 1)
        let before = fresh.model
        #expect(throws: Checkpoint.MismatchError.self, "\(index) \(other)") {
          try fresh.restore(session.state)
        }
        #expect(fresh.completedSteps == 0 && fresh.model == before)
      }
    }
  }
}
