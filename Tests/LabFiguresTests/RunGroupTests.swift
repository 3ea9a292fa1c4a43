import TestSupport
import Testing

@testable import LabBase
@testable import LabFigures
@testable import LabRuns
@testable import ToyLab

@Suite("Runs that differ in their seed are averaged where they are fitted, and counted where not")
struct RunGroupTests {
  private let folder: TemporaryFolder
  private let store: RunStore<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  private func run(_ settings: [SettingKey: String], isMade: Bool = true) throws -> RunRow<ToyLab> {
    let lab = ToyLab()
    let configuration = try lab.makeConfiguration(Settings(settings))
    if isMade { _ = try RunExecutor(store: store).run(lab.makeExperiment(configuration)) }
    return RunRow(
      StoredRun(configuration, in: store.directory(configuration.runKey)),
      columns: RunColumns(RunQuantity.all))
  }

  private func quantity(_ name: String) throws -> RunQuantity<ToyLab> { try .named(name, option: "x") }

  private func sample(_ name: String, of group: RunGroup<ToyLab>) throws -> (Double?, Double?, Int) {
    guard case .sample(let mean, let deviation, let count) = group.value(of: try quantity(name)) else {
      Issue.record("\(name) is no sample")
      return (nil, nil, 0)
    }
    return (mean, deviation, count)
  }

  @Test("groups are those of equal settings but for the seed, in the order of their first runs")
  func groups() throws {
    let runs = try [("5", "0"), ("1", "1"), ("5", "2"), ("1", "0")].map { goal, seed in
      try run([.goal: goal, .seed: seed], isMade: false)
    }
    let groups = RunGroup.groups(of: runs)
    let (goal, seed) = (try quantity("goal"), try quantity("seed"))
    #expect(groups.map { $0.runs.map { goal.number(of: $0) } } == [[5, 5], [1, 1]])
    #expect(groups.map { $0.runs.map { seed.number(of: $0) } } == [[0, 2], [1, 0]])
  }

  @Test("a run that is not fitted is not averaged in")
  func mixed() throws {
    let fitted = try ["0", "1"].map { try run([.seed: $0]) }
    // One that never started, and one that stopped too early, which a runner's seed cannot tell apart.
    let others = [try run([.seed: "2"], isMade: false), try run([.seed: "3", .steps: "1"])]
    let group = RunGroup(runs: [others[0], fitted[0], others[1], fitted[1]])
    let loss = try quantity("loss")
    let losses = fitted.compactMap { loss.number(of: $0) }
    let (mean, deviation, count) = try sample("loss", of: group)
    #expect(mean == (losses[0] + losses[1]) / 2 && count == 2)
    #expect(isClose(deviation ?? -1, abs(losses[0] - losses[1]) / 2.0.squareRoot(), relative: 1e-9))
    #expect(try sample("answer", of: group).2 == 2)
    #expect(group.sortValue(of: try quantity("loss")) == mean.map { QuantityValue($0) })
  }

  @Test("where no run is fitted and all came to the same, they have a mean of what is no finding")
  func unfitted() throws {
    let group = RunGroup(runs: try ["0", "1"].map { try run([.seed: $0, .rate: "1e-9"]) })
    #expect(group.runs.allSatisfy { $0.state == "plateau" })
    #expect(try sample("loss", of: group).2 == 2)
    #expect(try sample("answer", of: group) == (nil, nil, 0))
    let mixed = RunGroup(runs: group.runs + [try run([.seed: "2"], isMade: false)])
    #expect(try sample("loss", of: mixed) == (nil, nil, 0))
    #expect(mixed.sortValue(of: try quantity("loss")) == nil)
  }

  @Test("words and settings are counted")
  func words() throws {
    let group = RunGroup(runs: [
      try run([.seed: "7"]), try run([.seed: "8"], isMade: false), try run([.seed: "9"]),
    ])
    guard case .texts(let states) = group.value(of: try quantity("state")),
      case .texts(let goals) = group.value(of: try quantity("goal"))
    else {
      Issue.record("words are no sample")
      return
    }
    #expect(states.map(\.text.text) == ["fitted", "pending"] && states.map(\.count) == [2, 1])
    #expect(goals.map(\.text.text) == ["1"] && goals.map(\.count) == [3])
  }
}
