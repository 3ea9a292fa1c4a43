import Nets
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("Bisection finds where a measure crosses a level")
struct BoundaryTests {
  private func boundary(
    _ settings: [SettingKey: String], level: Double = 0.5, probes: Int = 3, admits: [TrainingOutcome] = []
  ) throws -> Boundary<ToyLab> {
    try Boundary(
      SweepExpansion(Settings(settings), lab: ToyLab()), axis: .goal, measure: .named("answer", option: ""),
      level: level, probes: probes, admits: admits)
  }

  /// A run with an answer, or one that did not train.
  private func stored(_ run: ToyLab.Configuration, _ answer: Double?) -> StoredRun<ToyLab> {
    let record = ToyLab.Record(
      runKey: run.runKey, directory: "", steps: 0, finalLoss: 1, stopReason: .stepLimit,
      outcome: answer == nil ? .plateau : .fitted, answer: answer)
    let directory = RunDirectory<ToyLab>(output: "/nonexistent", runKey: run.runKey)
    return StoredRun(FinishedRun(run, record: record, directory: directory))
  }

  private func known(
    _ runs: [ToyLab.Configuration], _ answer: (ToyLab.Configuration) -> Double?
  ) -> [String: StoredRun<ToyLab>] {
    Dictionary(uniqueKeysWithValues: runs.map { ($0.runKey, stored($0, answer($0))) })
  }

  /// Asks until nothing more is needed.
  private func bisected(
    _ boundary: Boundary<ToyLab>, _ answer: (ToyLab.Configuration) -> Double?
  ) -> [String: StoredRun<ToyLab>] {
    var runs: [ToyLab.Configuration] = []
    while case let next = boundary.chosen(known(runs, answer)), next != runs { runs = next }
    return known(runs, answer)
  }

  @Test("the frontier of the full grid is found with at most a third of its runs", arguments: 0..<120)
  func frontier(round: Int) throws {
    let stream = RandomStream(key: RandomKey(seed: 13).deriving(round))
    let (places, columns) = (24 + stream.integer(at: 0, below: 100), 1 + stream.integer(at: 1, below: 4))
    let sign = stream.integer(at: 2, below: 2) == 0 ? 1.0 : -1.0
    // Each column has a border of its own, which may lie beyond an end, and a slope.
    let borders = (0..<columns).map { Double(stream.integer(at: 3 + $0, below: places + 4)) - 1.5 }
    let answer = { (run: ToyLab.Configuration) in
      let column = Int(run.rate)
      return 0.5 + sign * (run.goal - borders[column]) * (0.01 + 0.1 * stream.uniform(at: 20 + column))
        + 0.001 * (Double(run.seed) - 1)
    }
    let boundary = try boundary([
      .goal: "1..\(places)", .rate: (0..<columns).map { "\($0).25" }.joined(separator: ","), .seed: "0..2",
    ])
    let found = bisected(boundary, answer)
    let all = known(boundary.grid, answer)
    #expect(found.count * 3 <= all.count && found.count <= boundary.forecast.count)
    let (part, whole) = (boundary.columns(found), boundary.columns(all))
    #expect(part.count == columns)
    for (column, expected) in zip(part, whole) {
      #expect(column.standing == expected.standing && column.settings == expected.settings)
      #expect(column.crossings.map(\.before) == expected.crossings.map(\.before))
      #expect(column.crossings.map(\.after) == expected.crossings.map(\.after))
      let border = borders[Int(Double(column.settings["rate"] ?? "0") ?? 0)]
      #expect(column.crossings.count == (border > 1 && border < Double(places) ? 1 : 0))
      #expect(column.crossings.allSatisfy { ($0.direction == .rises) == (sign > 0) })
    }
  }

  @Test("probes show a bump between the ends, which without them is not seen")
  func bump() throws {
    let answer = { (run: ToyLab.Configuration) in (11...13).contains(run.goal) ? 1.0 : 0 }
    let probed = try boundary([.goal: "1..25"])
    let column = probed.columns(bisected(probed, answer))[0]
    #expect(column.standing == .notMonotone)
    #expect(column.crossings.map(\.before.value) == ["10", "13"])
    #expect(column.crossings.map(\.after.value) == ["11", "14"])
    #expect(column.crossings.map(\.direction) == [.rises, .falls])
    let plain = try boundary([.goal: "1..25"], probes: 0)
    let blind = plain.columns(bisected(plain, answer))[0]
    #expect(blind.standing == .below && blind.crossings.isEmpty && blind.places.count == 2)
  }

  @Test("where nets do not train is a border too, and a crossing behind it is bracketed around it")
  func unknown() throws {
    let boundary = try boundary([.goal: "1..24", .seed: "0,1"])
    let dead = bisected(boundary) { $0.goal <= 10 ? 0 : nil }
    let column = boundary.columns(dead)[0]
    #expect(column.standing == .below && column.crossings.isEmpty)
    let sides = Dictionary(uniqueKeysWithValues: column.places.map { ($0.value, $0.side) })
    #expect(sides["10"] == .below && sides["11"] == .unknown && sides["24"] == .unknown)
    #expect(column.places.allSatisfy { $0.counted + $0.setAside == 2 } && dead.count <= 16)
    let gap = bisected(boundary) { $0.goal <= 8 ? 0 : $0.goal <= 12 ? nil : 1 }
    let crossing = try #require(boundary.columns(gap)[0].crossings.first)
    #expect(crossing.before.value == "8" && crossing.after.value == "13" && crossing.unknownBetween == 4)
    #expect(boundary.columns(bisected(boundary) { _ in nil })[0].standing == .unknown)
  }

  @Test("seeds that did not train are counted and not averaged, unless they are admitted")
  func setAside() throws {
    let answer = { (run: ToyLab.Configuration) in run.seed == 0 ? nil : run.goal / 24 }
    let boundary = try boundary([.goal: "1..24", .seed: "0..2"])
    let place = boundary.columns(bisected(boundary, answer))[0].places[0]
    #expect(place.counted == 2 && place.setAside == 1 && place.mean == 1.0 / 24)
    // The loss is known of every run; of one that did not train it counts where that is admitted.
    let losses = try Boundary<ToyLab>(
      SweepExpansion(Settings([.goal: "1..24"]), lab: ToyLab()), axis: .goal,
      measure: .named("loss", option: ""), level: 0.5, probes: 0, admits: [.plateau])
    #expect(losses.columns(bisected(losses) { _ in nil })[0].standing == .above)
    let strict = try self.boundary([.goal: "1..24"])
    #expect(
      losses.question != strict.question
        && strict.columns(bisected(strict) { _ in nil })[0].standing == .unknown)
  }

  @Test("a crossing's interval ends at the first values that are decided on either side")
  func interval() throws {
    let boundary = try boundary([.goal: "1..24", .seed: "0..2"], level: 0.49, probes: 1000)
    let answer = { (run: ToyLab.Configuration) in run.goal / 24 + 0.1 * (Double(run.seed) - 1) }
    let known = bisected(boundary, answer)
    #expect(known.count == 72)
    let crossing = try #require(boundary.columns(known)[0].crossings.first)
    #expect(crossing.before.value == "11" && crossing.after.value == "12")
    // s = 0.1 of three seeds: 4.3027 · 0.1 / √3 = 0.2484 to either side, 5.96 values of the axis of 11.76.
    #expect(crossing.lower == "5" && crossing.upper == "18")
    let spread = try #require(crossing.before.interval)
    #expect(abs(spread.upper - spread.lower - 2 * 0.24841) < 1e-4)
    let single = try self.boundary([.goal: "1..24"])
    let alone = try #require(single.columns(bisected(single) { $0.goal / 24 })[0].crossings.first)
    #expect(alone.lower == nil && alone.upper == nil && alone.before.interval == nil)
  }

  @Test(
    "values come in the order of their numbers, and a second setting that follows the axis makes no columns")
  func order() throws {
    let boundary = try boundary([.goal: "5,1,30,3", .rate: "0.25,0.5"])
    let columns = boundary.columns(bisected(boundary) { $0.goal / 10 })
    #expect(columns.map(\.settings) == [["rate": "0.25"], ["rate": "0.5"]])
    #expect(columns[0].places.map(\.value) == ["1", "3", "5", "30"])
    #expect(columns[0].crossings[0].before.value == "3" && columns[0].crossings[0].after.value == "5")
  }

  @Test(
    "the question is the same for more seeds, and another one for another level, grid or number of probes")
  func question() throws {
    let question = try boundary([.goal: "1..24", .seed: "0"]).question
    #expect(try boundary([.goal: "1..24", .seed: "0..4"]).question == question)
    #expect(try boundary([.goal: "1..25", .seed: "0"]).question != question)
    #expect(try boundary([.goal: "1..24", .seed: "0"], level: 0.6).question != question)
    #expect(try boundary([.goal: "1..24", .seed: "0"], probes: 2).question != question)
  }

  @Test("what cannot be asked is refused, with what can")
  func refused() throws {
    func problem(
      _ settings: [SettingKey: String], axis: SettingKey = .goal, measure: String = "answer",
      level: Double = 0.5,
      probes: Int = 3
    ) throws -> String {
      let expansion = try SweepExpansion(Settings(settings), lab: ToyLab())
      let error = #expect(throws: LabError.self) {
        try Boundary(
          expansion, axis: axis, measure: .named(measure, option: "--measure"), level: level, probes: probes)
      }
      #expect(error?.exitCode == 78)
      return error?.description ?? ""
    }
    let grid: [SettingKey: String] = [.goal: "1..24"]
    #expect(try problem(grid, axis: .seed).contains("--axis: seed"))
    #expect(try problem(grid, measure: "answr").contains("did you mean \"answer\"?"))
    #expect(try problem(grid, measure: "state").contains("answer, loss"))
    #expect(try problem(grid, level: .nan).contains("--level"))
    #expect(try problem(grid, probes: -1).contains("--probes"))
    #expect(try problem([.goal: "1"]).contains("--goal: one value"))
    #expect(try problem([.goal: "1,2", .rate: "0.001..1.1:0.001"]).contains("more than 1000 columns"))
  }
}
