import ArgumentParser

/// How a table is printed.
enum TableFormat: String, CaseIterable, ExpressibleByArgument {
  /// Aligned columns, fitted to the terminal.
  case table
  /// Comma-separated values, numbers in full.
  case csv
  /// One JSON object.
  case json
  /// A table of GitHub's Markdown.
  case markdown
}
