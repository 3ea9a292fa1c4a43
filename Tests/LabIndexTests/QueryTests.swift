import TestSupport
import Testing

@testable import LabBase
@testable import LabIndex
@testable import LabRuns
@testable import LabSweeps
@testable import ToyLab

@Suite("SQL about runs is answered, and its mistakes explained")
struct QueryTests {
  private let sample: IndexSample

  init() throws {
    sample = try IndexSample()
    for goal in ["1", "2"] { try sample.add([.goal: goal]) }
  }

  @Test("numbers are numbers, and words words")
  func types() throws {
    let answer = try sample.ask {
      try $0.query("SELECT goal, state, typeof(goal), seconds + 0.0, goal * 1.5 FROM toy ORDER BY goal")
    }
    #expect(answer.columns[0] == "goal")
    #expect(answer.rows.map { $0[0]?.number } == [1, 2])
    #expect(answer.rows.map { $0[1] } == [QuantityValue("fitted"), QuantityValue("fitted")])
    #expect(answer.rows.map { $0[2]?.text } == ["integer", "integer"])
    #expect(answer.rows.map { $0[4]?.text } == ["1.5", "3"])
    #expect((0..<5).map { answer.isNumeric($0) } == [true, false, false, true, true])
  }

  @Test(
    "what is wrong is said with what there is",
    arguments: [
      ("SELECT los FROM toy", "did you mean \"loss\"?"), ("SELECT 1 FROM tooy", "did you mean \"toy\"?"),
      ("SELECT t.los FROM toy t", "did you mean \"loss\"?"), ("SELECT 1; SELECT 2", "give one"),
      ("SELEC 1", "syntax error"), ("", "SQL:"), ("DELETE FROM toy", "only a statement that reads"),
      ("CREATE TABLE x (y)", "only a statement that reads"),
      ("PRAGMA user_version = 7", "only a statement that reads"),
      ("VACUUM", "SQL:"), ("ATTACH '/tmp/nowhere.db' AS x", "SQL:"), ("SELECT ?", "SQL:"), ("BEGIN", "SQL:"),
      ("SELECT 1 LIMIT 'x'", "SQL: datatype mismatch"), ("SELECT zeroblob(2000000000)", "SQL: "),
    ])
  func mistakes(sql: String, words: String) throws {
    let error = try #require(throws: LabError.self) { _ = try sample.answer(sql) }
    #expect(error.exitCode == 64 && error.description.contains(words), "\(error)")
    #expect(try sample.answer("SELECT count(*) FROM toy") == [["2"]])
  }

  @Test("sweeps and their runs are tables, which follow the files")
  func sweeps() throws {
    let plan = try SweepPlan(name: "s", settings: Settings([.goal: "2,1,9"]), lab: ToyLab())
    try SweepDirectory<ToyLab>(output: sample.folder.path, name: "s").freeze(plan)
    _ = try sample.folder.file("sweeps/bad/manifest.jsonl", Array("{".utf8))
    #expect(
      try sample.answer("SELECT sweep, lab, runs, problem IS NULL FROM sweeps ORDER BY sweep")
        == [["bad", nil, "0", "0"], ["s", "toy", "3", "1"]])
    #expect(
      try sample.answer("SELECT place, goal FROM sweep_runs LEFT JOIN toy USING (runKey) ORDER BY place")
        == [["0", "2"], ["1", "1"], ["2", nil]])
    _ = try SweepDirectory<ToyLab>(output: sample.folder.path, name: "s")
      .extend(by: Settings([.goal: "8"]), lab: ToyLab())
    #expect(try sample.answer("SELECT count(*) FROM sweep_runs") == [["4"]])
  }

  @Test("the tables are named with their columns, those of the index alone left out")
  func tables() throws {
    let tables = try sample.ask { try $0.tables() }
    #expect(tables.map(\.name) == ["runs", "toy", "damaged", "sweeps", "sweep_runs"])
    #expect(tables[1].columns.starts(with: ["runKey", "state", "date", "goal", "rate"]))
  }
}
