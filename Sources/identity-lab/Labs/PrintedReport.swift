/// What a command found, for a program and for a reader.
protocol PrintedReport: Encodable {
  /// What the object is.
  var schema: OutputSchema { get }

  /// Its lines for a reader.
  var lines: [String] { get }
}

extension PrintedReport {
  /// Prints it for either.
  func print(asJSON: Bool) {
    if asJSON { Terminal.json(self, as: schema) } else { lines.forEach(Terminal.result) }
  }
}
