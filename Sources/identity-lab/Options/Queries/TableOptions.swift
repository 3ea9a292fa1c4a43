import ArgumentParser

/// How a table is printed: `--format`, and `--json` for its word `json` as everywhere.
struct TableOptions: ParsableArguments {
  @Option(help: "table, csv, json or markdown. (default: table, as wide as the terminal)")
  var format: TableFormat?

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  /// The format that is meant.
  var chosen: TableFormat { json ? .json : format ?? .table }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) are two formats; give one.")
    }
  }
}
