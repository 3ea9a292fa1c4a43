import ArgumentParser
import LabBase
import LabIndex
import LabRuns

/// `runs query`: SQL about all runs.
struct RunsQueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask about all runs and sweeps in SQL.",
    discussion: """
      Tables are runs (what all runs have), a table a laboratory with all settings and quantities, damaged, sweeps and \
      sweep_runs; --tables lists their columns. They are a copy of the runs' files in OUT/index.sqlite, brought up to date \
      first; nothing can be changed in it.

      identity-lab runs query "SELECT depth, avg(loss) FROM reconstruction WHERE state = 'fitted' GROUP BY depth"
      """)

  @Argument(
    help: ArgumentHelp(
      "One statement, such as \"SELECT state, count(*) FROM runs GROUP BY state\".", valueName: "sql"))
  var sql: String?

  @Flag(help: "List the tables and their columns.")
  var tables = false

  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var table: TableOptions

  func validate() throws {
    if tables == (sql != nil) { throw ValidationError("Give a statement, or --tables.") }
  }

  func run() throws {
    if let sql {
      show(try locations.index { try $0.query(sql) })
    } else {
      show(try locations.index { try $0.tables() })
    }
  }

  private func show(_ answer: QueryTable) {
    let names = answer.columns
    func text(_ value: QuantityValue?) -> String { value?.text ?? "" }
    func shown(_ value: QuantityValue?) -> String {
      guard let value else { return ValueText.none }
      // Whole numbers are counts, keys and settings.
      guard let number = value.number, Int64(value.text) == nil else { return value.text }
      return Terminal.number(number)
    }
    let columns = names.indices.map { TextTable.Column(title: names[$0], isLeft: !answer.isNumeric($0)) }
    switch table.chosen {
    case .json: Terminal.json(QueryReport(answer), as: .runQuery)
    case .csv: Terminal.text(CSV.text([names] + answer.rows.map { $0.map(text) }))
    case .markdown: Terminal.result(TextTable(columns, rows: answer.rows.map { $0.map(shown) }).markdown)
    case .table: Terminal.show(TextTable(columns, rows: answer.rows.map { $0.map(shown) }))
    }
  }

  private func show(_ tables: [IndexedTable]) {
    let rows = tables.flatMap { table in table.columns.map { [table.name, $0] } }
    let columns = ["table", "column"].map { TextTable.Column(title: $0, isLeft: true, rank: 0) }
    switch table.chosen {
    case .json: Terminal.json(["tables": tables], as: .runTables)
    case .csv: Terminal.text(CSV.text([["table", "column"]] + rows))
    case .markdown: Terminal.result(TextTable(columns, rows: rows).markdown)
    case .table:
      for table in tables { Terminal.list(table.columns, after: table.name + ": ") }
    }
  }
}
