import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("Random search draws trials that depend on their number alone, and ranks them by one rule")
struct SearchTests {
  private let folder: TemporaryFolder
  private let lab = ToyLab()
  private let space: [SettingKey: String] = [
    .goal: "uniform:-2..2", .rate: "log-uniform:0.001..3", .seed: "0,1",
  ]

  init() throws {
    folder = try TemporaryFolder()
  }

  private func search(
    _ settings: [SettingKey: String], trials: Int, halving: String? = nil, keep: String = "1/3",
    minimizing word: String = "loss", searchSeed: UInt64 = 0
  ) throws -> Search<ToyLab> {
    try Search(
      Settings(settings), trials: trials,
      objective: SearchObjective(word, isMaximized: false, option: "--minimize"),
      halving: halving.map { text throws(LabError) in
        try SuccessiveHalving(parsing: text, keep: keep, table: ToyLab.Configuration.settings)
      }, searchSeed: searchSeed, lab: lab)
  }

  private func texts(_ search: Search<ToyLab>, _ key: SettingKey) -> [String] {
    search.trials.compactMap { $0.settings[key] }
  }

  /// Makes all runs and gives the table's bytes and what is known.
  private func made(
    _ search: Search<ToyLab>, in output: String, stopsAfter limit: Int = .max
  ) throws -> (csv: String, known: [String: StoredRun<ToyLab>])? {
    let store = RunStore<ToyLab>(output: output)
    let sweep = try StagedSweep(name: "s", question: search.question, axes: search.axes, store: store)
    var asked = 0
    let outcome = try sweep.make(search.chosen) { plan in
      try SweepRunner(
        plan: plan, store: store, launcher: InProcessLauncher(plan: plan, store: store, lab: lab), jobs: 1
      ).run(stopSignal: {
        asked += 1
        return asked > limit ? 2 : nil
      })
    }
    guard case .complete(let known) = outcome else { return nil }
    return (SearchTable(search, search.standings(known)).csv, known)
  }

  @Test("a trial has the same settings however many there are, and whatever else is drawn")
  func independence() throws {
    let few = try search(space, trials: 20)
    let many = try search(space, trials: 60)
    #expect(many.trials.prefix(20).map(\.runs) == few.trials.map(\.runs))
    #expect(many.question == few.question)
    let narrower = try search([.rate: "log-uniform:0.001..3"], trials: 20)
    #expect(texts(narrower, .rate) == texts(few, .rate))
    let other = try search(space, trials: 20, searchSeed: 1)
    #expect(texts(other, .rate) != texts(few, .rate) && other.question != few.question)
    #expect(Set(texts(few, .rate)).count == 20 && texts(few, .rate) != texts(few, .goal))
  }

  @Test("ranges are filled as they say: uniformly, in the logarithm, whole numbers alike")
  func ranges() throws {
    let count = 4000
    let search = try search(
      [.goal: "uniform:-2..6", .rate: "log-uniform:0.001..10", .steps: "uniform:3..6"], trials: count)
    let goals = texts(search, .goal).compactMap(Double.init)
    let rates = texts(search, .rate).compactMap(Double.init)
    #expect(goals.allSatisfy { (-2...6).contains($0) } && rates.allSatisfy { (0.001...10).contains($0) })
    // Four standard errors: 8/√12 and 4/√12 over √4000.
    #expect(abs(goals.reduce(0, +) / Double(count) - 2) < 0.146)
    #expect(abs(rates.reduce(0) { $0 + log10($1) } / Double(count) + 1) < 0.073)
    for step in 3...6 {
      let share = Double(texts(search, .steps).count { $0 == String(step) }) / Double(count)
      #expect(abs(share - 0.25) < 0.028, "\(step): \(share)")
    }
    #expect(Set(texts(search, .steps)).count == 4)
    let whole = try self.search([.steps: "log-uniform:1..4"], trials: count)
    let ones = Double(texts(whole, .steps).count { $0 == "1" }) / Double(count)
    // ln(1.5 / 0.5) of ln(4.5 / 0.5).
    #expect(abs(ones - 0.5) < 0.032 && Set(texts(whole, .steps)) == ["1", "2", "3", "4"])
    let list = try self.search([.rate: "0.25,0.5,1..3"], trials: 100)
    #expect(Set(texts(list, .rate)) == ["0.25", "0.5", "1", "2", "3"] && list.drawn == [.rate])
  }

  @Test("the greatest share goes on, the last rung's best is the best, and diverged trials come last")
  func halving() throws {
    let search = try search(space, trials: 30, halving: "steps=10,100,2000")
    let (csv, known) = try #require(try made(search, in: folder.path))
    let standings = search.standings(known)
    #expect(
      standings.map(\.count) == [30, 10, 3] && known.count == 2 * 43 && search.forecast.count == 2 * 43)
    for (rung, next) in zip(standings, standings.dropFirst()) {
      #expect(Set(rung.filter(\.isKept).map(\.trial)) == Set(next.map(\.trial)))
      #expect(rung.prefix(next.count).allSatisfy(\.isKept) && rung.map(\.rank) == Array(1...rung.count))
      #expect(zip(rung, rung.dropFirst()).allSatisfy { ($0.mean ?? .infinity) <= ($1.mean ?? .infinity) })
    }
    #expect(csv.split(separator: "\n").count == 44)
    let whole = try self.search([.rate: "0.5,3", .steps: "2000", .seed: "0,1"], trials: 12)
    let end = try #require(try made(whole, in: folder.path("whole")))
    let ranked = whole.standings(end.known)[0]
    let diverged = ranked.filter { $0.diverged > 0 }
    #expect(!diverged.isEmpty && diverged.count < 12 && ranked.suffix(diverged.count) == diverged[...])
    #expect(diverged.allSatisfy { $0.mean == nil && $0.valued == 0 })
    // Equal trials stand in the order of their numbers.
    let fitted = ranked.prefix(12 - diverged.count).map(\.trial)
    #expect(fitted == fitted.sorted() && diverged.map(\.trial) == diverged.map(\.trial).sorted())
  }

  @Test("a finding needs fitted nets: trials without it are behind the others, by their loss")
  func finding() throws {
    let search = try search(
      [.rate: "log-uniform:0.01..1", .steps: "20", .seed: "0,1"], trials: 20, minimizing: "answer")
    let standings = try search.standings(made(search, in: folder.path)?.known ?? [:])[0]
    let missing = standings.filter { $0.valued < $0.runs }
    #expect(missing.count > 3 && missing.count < 18)
    #expect(standings.suffix(missing.count) == missing[...])
    #expect(missing.allSatisfy { $0.valued == $0.fitted })
    let none = missing.filter { $0.valued == 0 }.compactMap(\.loss)
    #expect(none.count > 1 && none == none.sorted())
  }

  @Test("stopped, gone on with, and given more trials, a search has the table of one that was not")
  func resumed() throws {
    let whole = try #require(
      try made(search(space, trials: 40, halving: "steps=5,50"), in: folder.path("whole")))
    let parts = folder.path("parts")
    let few = try search(space, trials: 15, halving: "steps=5,50")
    for limit in [3, 20] { #expect(try made(few, in: parts, stopsAfter: limit) == nil) }
    _ = try #require(try made(few, in: parts))
    #expect(try made(search(space, trials: 40, halving: "steps=5,50"), in: parts)?.csv == whole.csv)
    let stopped = folder.path("stopped")
    for limit in [3, 40, 45] {
      #expect(
        try made(search(space, trials: 40, halving: "steps=5,50"), in: stopped, stopsAfter: limit) == nil)
    }
    #expect(try made(search(space, trials: 40, halving: "steps=5,50"), in: stopped)?.csv == whole.csv)
    let tables = try ["whole", "stopped"].map {
      try AtomicFile.read(folder.path("\($0)/sweeps/s/results.csv"))
    }
    #expect(tables[0] == tables[1])
  }

  @Test(
    "ranges and budgets that cannot be are refused by name",
    arguments: [
      ("uniform:3..1", "FIRST < LAST"), ("uniform:1..1", "FIRST < LAST"), ("log-uniform:0..1", "above 0"),
      ("log-uniform:-1..1", "above 0"), ("uniform:1", "FIRST..LAST"), ("uniform:a..b", "FIRST..LAST"),
      ("uniform:-1..1", "above 0"), ("log:1e-4..1e-1", "log-uniform:1e-4..1e-1"),
      ("uniform:0.1..inf", "FIRST < LAST"),
      ("", "between the commas"),
    ])
  func badRange(text: String, word: String) throws {
    let error = #expect(throws: LabError.self) { try search([.rate: text], trials: 3) }
    #expect(
      error?.exitCode == 78 && error?.description.hasPrefix("rate:") == true, "\(error?.description ?? "")")
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
  }

  @Test("so are budgets, shares, numbers of trials and objectives")
  func refused() throws {
    func problem(_ make: () throws -> Search<ToyLab>) -> String {
      let error = #expect(throws: LabError.self) { _ = try make() }
      #expect(error?.exitCode == 78)
      return error?.description ?? ""
    }
    for text in ["steps=100,100", "steps=100,10", "steps=100", "steps", "seed=1,2"] {
      #expect(problem { try search(space, trials: 3, halving: text) }.contains("--halving"), "\(text)")
    }
    #expect(problem { try search(space, trials: 3, halving: "step=1,2") }.contains("did you mean \"steps\"?"))
    for keep in ["1", "0", "2/1", "0/3", "x", "1/0"] {
      #expect(problem { try search(space, trials: 3, halving: "steps=1,2", keep: keep) }.contains("--keep"))
    }
    #expect(problem { try search(space, trials: 0) }.contains("--trials"))
    #expect(problem { try search(space, trials: 3, minimizing: "los") }.contains("did you mean \"loss\"?"))
    #expect(problem { try search(space, trials: 3, minimizing: "rate") }.contains("--minimize: rate"))
    #expect(
      problem { try search([.steps: "5"], trials: 3, halving: "steps=1,2") }.contains(
        "beside --halving steps"))
    #expect(problem { try search([.steps: "uniform:1.5..3"], trials: 3) }.contains("whole numbers"))
  }

  @Test("a search with nothing to draw is refused, a single trial of one setting is a run")
  func nothingToDraw() throws {
    let error = #expect(throws: LabError.self) { try search([.goal: "1", .seed: "0,1"], trials: 3) }
    #expect(error?.description.contains("a setting to draw") == true, "\(error?.description ?? "")")
    #expect(try search([.goal: "1"], trials: 1).trials.count == 1)
  }
}
