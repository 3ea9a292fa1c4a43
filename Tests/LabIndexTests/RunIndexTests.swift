import Foundation
import GRDB
import TestSupport
import Testing

@testable import LabBase
@testable import LabIndex
@testable import LabRuns
@testable import ToyLab

@Suite("The index says what the run files say, and nothing else")
struct RunIndexTests {
  private let sample: IndexSample

  init() throws { sample = try IndexSample() }

  @Test("a row has the very values that the files give, of every quantity")
  func sameValues() throws {
    for (goal, rate) in [("5", "0.5"), ("-0.1", "1e-05"), ("1e300", "3"), ("0", "0.1")] {
      try sample.add([.goal: goal, .rate: rate, .seed: "18446744073709551615"])
    }
    let columns = RunColumns(RunQuantity<ToyLab>.all)
    let rows = try sample.ask { try $0.rows(of: ToyLab.self, columns) }
    let stored = try sample.store.runs.map { StoredRun(try $0.configuration(), in: $0) }
    #expect(rows.count == 4)
    for (row, run) in zip(rows, stored) {
      #expect(row.runKey == run.runKey)
      #expect(row.state == run.state)
      for quantity in columns.quantities {
        #expect(quantity.value(of: row) == quantity.value(of: run), "\(quantity.name)")
      }
    }
  }

  @Test("new, changed and removed runs are seen, and no other one is read again")
  func changes() throws {
    let first = try sample.add([.goal: "1"])
    try sample.add([.goal: "2"])
    #expect(try sample.answer("SELECT count(*) FROM runs") == [["2"]])
    // What is in the index but not in the file tells whether a run was read again.
    let file = try DatabaseQueue(path: sample.path)
    try file.write { try $0.execute(sql: "UPDATE toy SET host = 'noted'") }
    try sample.add([.goal: "3"])
    #expect(try sample.answer("SELECT count(*) FROM toy WHERE host = 'noted'") == [["2"]])
    try FileManager.default.removeItem(atPath: first.file("result.json"))
    #expect(
      try sample.answer("SELECT state, count(*) FROM runs GROUP BY state") == [
        ["fitted", "2"], ["pending", "1"],
      ])
    #expect(try sample.answer("SELECT count(*) FROM toy WHERE host = 'noted'") == [["1"]])
    try FileManager.default.removeItem(atPath: first.path)
    #expect(try sample.answer("SELECT count(*) FROM runs") == [["2"]])
  }

  @Test("a run whose folder has just been written is read again the next time")
  func recent() throws {
    let run = try sample.add([.goal: "1"])
    sample.age(run, by: 0)
    _ = try sample.answer("SELECT 1")
    let file = try DatabaseQueue(path: sample.path)
    try file.write { try $0.execute(sql: "UPDATE toy SET host = 'noted'") }
    #expect(try sample.answer("SELECT count(*) FROM toy WHERE host = 'noted'") == [["0"]])
  }

  @Test("a run that is at work is asked anew each time, though its folder does not change")
  func running() throws {
    let run = try sample.add([.goal: "1"])
    try FileManager.default.removeItem(atPath: run.file("result.json"))
    var status = try #require(run.status)
    status.state = .running
    try AtomicFile.write(CanonicalJSON.pretty(status), to: run.file("status.json"))
    var claim = try RunClaim(run)
    sample.age(run, by: 60)
    #expect(try sample.answer("SELECT state FROM runs") == [["running"]])
    withExtendedLifetime(claim) {}
    claim = nil
    // As after a crash, of which the folder's time tells nothing.
    sample.age(run, by: 60)
    #expect(try sample.answer("SELECT state FROM runs") == [["failed"]])
  }

  @Test("damaged runs are told apart, and found again once they are whole")
  func damaged() throws {
    let run = try sample.add([.goal: "1"])
    let whole = try AtomicFile.read(run.file("config.json"))
    try AtomicFile.write("[", to: run.file("config.json"))
    for _ in 0..<2 {
      let damaged = try sample.ask { try $0.damaged(of: ToyLab.self, unmarked: true) }
      #expect(damaged.map(\.runKey) == [run.runKey])
      #expect(damaged.first?.problem.contains(run.file("config.json")) == true)
      #expect(try sample.answer("SELECT count(*) FROM runs") == [["0"]])
    }
    #expect(try sample.ask { try $0.damaged(of: ToyLab.self, unmarked: false) }.isEmpty)
    try AtomicFile.write(whole, to: run.file("config.json"))
    #expect(try sample.ask { try $0.damaged(of: ToyLab.self, unmarked: true) }.isEmpty)
    #expect(try sample.answer("SELECT count(*) FROM runs") == [["1"]])
  }

  @Test("only the runs that are asked about are looked at")
  func some() throws {
    let runs = try ["1", "2", "3"].map { try sample.add([.goal: $0]) }
    let keys = [runs[2].runKey, runs[0].runKey, "0123456789abcdef"]
    let columns = RunColumns<ToyLab>([.setting(.goal)])
    let found = try sample.ask(about: keys) { try $0.rows(of: ToyLab.self, columns, keys: keys) }
    #expect(Set(found.map(\.runKey)) == [runs[0].runKey, runs[2].runKey])
    // The others are there all the same once all are asked about.
    #expect(try sample.answer("SELECT count(*) FROM runs") == [["3"]])
  }

  @Test("settings in which runs differ are found among all and among some")
  func differing() throws {
    let runs = try [("1", "0"), ("1", "1"), ("2", "1")].map { try sample.add([.goal: $0, .seed: $1]) }
    func differing(_ keys: [String]?) throws -> [String] {
      try sample.ask { try $0.differing(of: ToyLab.self, keys: keys).map(\.name) }
    }
    #expect(try differing(nil) == ["goal", "seed"])
    #expect(try differing(runs.prefix(2).map(\.runKey)) == ["seed"])
    #expect(try differing([]) == [])
  }
}
