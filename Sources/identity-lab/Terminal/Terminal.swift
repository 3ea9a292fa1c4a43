import Foundation
import LabBase

/// What goes to the user: results to standard output, everything else to standard error.
enum Terminal {
  /// Whether standard error is a terminal, where a progress bar may be drawn.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Prints a line of the result.
  static func result(_ line: String) {
    print(line)
  }

  /// Prints lines of the result that end in a line break already.
  static func text(_ lines: String) {
    print(lines, terminator: "")
  }

  /// Prints a table as it fits the terminal, and on standard error what of it did not.
  static func show(_ table: TextTable) {
    let layout = table.layout(width: outputWidth)
    result(layout.text)
    guard !layout.omitted.isEmpty else { return }
    error(
      "no room for \(layout.omitted.joined(separator: ", ")): a wider terminal or --format csv shows all columns"
    )
  }

  /// Prints words with commas between them behind a first one, on as many lines as the terminal needs.
  static func list(_ items: [String], after first: String) {
    var line = first
    for (index, item) in items.enumerated() {
      let word = index == items.count - 1 ? item : item + ", "
      if let outputWidth, line.count > first.count, line.count + word.count > outputWidth {
        result(line)
        line = String(repeating: " ", count: first.count)
      }
      line += word
    }
    result(line)
  }

  /// Prints one JSON object on standard output.
  static func json(_ value: some Encodable, as schema: OutputSchema) {
    print(CanonicalJSON.compact(VersionedOutput(value: value, schema: schema)))
  }

  /// Prints the paths of files that were written, a line each or as one object.
  static func files(_ paths: [String], asJSON: Bool) {
    if asJSON {
      json(["files": paths], as: .files)
    } else {
      paths.forEach(result)
    }
  }

  /// Prints a line about what is going on, or a complaint.
  static func error(_ line: String) {
    write(line + "\n")
  }

  /// Writes to standard error as it is.
  @Sendable static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// This call of the program as a shell takes it: what goes on with what was interrupted.
  static var command: String { CommandLine.arguments.map(ShellWord.quoted).joined(separator: " ") }

  /// Columns that a line of the result may have: $COLUMNS, or those of the terminal; nil where it goes into a file or to
  /// another program.
  private static var outputWidth: Int? {
    if let columns = Environment.text("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : nil
  }

  /// Columns of the terminal; 80 where it does not tell.
  static var columns: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : 80
  }

  /// Rows with aligned columns: the first to the left, the others to the right but for a last one of words.
  static func table(_ rows: [[String]], leftColumns: Int = 1, lastIsLeft: Bool = false) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        let isLast = column == row.count - 1
        if column >= leftColumns, !(isLast && lastIsLeft) { return blanks + text }
        return isLast ? text : text + blanks
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// A correlation with three decimals, `–` where it is undefined.
  static func correlation(_ value: Double?) -> String {
    value.map { String(format: "%.3f", $0) } ?? "–"
  }

  /// A number with three significant digits, `–` where it is undefined.
  static func short(_ value: Double?) -> String {
    value.map { String(format: "%.3g", $0) } ?? "–"
  }

  /// A number of a table, with as many digits as suit its size: `1607`, `23.4`, `0.980`, `9.80e-05`.
  static func number(_ value: Double) -> String {
    let isWhole = value == value.rounded() && abs(value) < 1e6
    return isWhole ? String(format: "%.0f", value) : number(value, decimals: decimals(of: value))
  }

  /// A mean and a deviation with as many decimals: `0.980 ± 0.012`, `9.80e-05 ± 1.25e-06`.
  static func number(_ mean: Double, deviation: Double) -> String {
    let decimals = decimals(of: mean)
    return "\(number(mean, decimals: decimals)) ± \(number(deviation, decimals: decimals))"
  }

  /// Decimals of three or four significant digits; nil where a power of ten is shorter.
  private static func decimals(of value: Double) -> Int? {
    switch abs(value) {
    case 0, 0.01..<10: 3
    case 10..<100: 1
    case 100..<1e6: 0
    default: nil
    }
  }

  private static func number(_ value: Double, decimals: Int?) -> String {
    decimals.map { String(format: "%.\($0)f", value) } ?? String(format: "%.2e", value)
  }

  /// A number of bytes with three significant digits, such as `896 B`, `3.5 MiB` or `1.18 GiB`.
  static func bytes(_ count: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (Double(count), 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    return "\(short(value)) \(units[unit])"
  }

  /// A number of things, such as `1 run` or `3 runs`.
  static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  /// A time such as `0.4 s`, `0:27`, `12:30` or `3:05:00`.
  static func duration(_ seconds: Double) -> String {
    if seconds >= 0, seconds < 9.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(min(max(seconds, 0), 1e9).rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
  }
}
