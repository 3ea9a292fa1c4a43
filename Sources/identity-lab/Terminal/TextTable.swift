import LabBase

/// Rows of texts under titles, for a reader: made to fit a width, as Markdown or as CSV.
struct TextTable {
  /// A column.
  struct Column {
    /// What stands above it.
    let title: String
    /// Whether its texts begin at the left, as words do, and not end at the right, as numbers.
    var isLeft = false
    /// Columns of the highest rank are left out first where not all fit; those of rank 0 stay.
    var rank = 1
  }

  /// A table as it fits.
  struct Layout: Equatable {
    /// Its lines.
    let text: String
    /// Titles of the columns that were left out.
    let omitted: [String]
  }

  /// Letters of a word that are always shown.
  private static let leastWidth = 10
  private static let gap = 2

  /// The columns.
  let columns: [Column]
  /// The rows, a text a column; control characters in them are shown as `?`.
  let rows: [[String]]

  init(_ columns: [Column], rows: [[String]]) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "a row of another length than \(columns.count) columns")
    self.columns = columns
    self.rows = rows.map { $0.allSatisfy(Self.isPlain) ? $0 : $0.map(Self.printable) }
  }

  /// The table with aligned columns and no line longer than `width`; nil takes what it needs.
  ///
  /// Long words lose their ends first, then columns are left out, those of the highest rank and among them the last
  /// first. Should the rest still not fit, lines are cut.
  func layout(width: Int?) -> Layout {
    var widths = columns.indices.map { column in
      rows.reduce(columns[column].title.count) { max($0, Self.width($1[column])) }
    }
    var shown = Array(columns.indices)
    guard let width else { return Layout(text: lines(shown, widths), omitted: []) }
    func excess() -> Int {
      shown.reduce(Self.gap * (shown.count - 1)) { $0 + widths[$1] } - width
    }
    while excess() > 0 {
      let words = shown.filter {
        columns[$0].isLeft && widths[$0] > max(Self.leastWidth, columns[$0].title.count)
      }
      if let longest = words.max(by: { widths[$0] < widths[$1] }) {
        widths[longest] = max(Self.leastWidth, columns[longest].title.count, widths[longest] - excess())
      } else if let last = shown.max(by: { (columns[$0].rank, $0) < (columns[$1].rank, $1) }),
        columns[last].rank > 0
      {
        shown.removeAll { $0 == last }
      } else {
        break
      }
    }
    let omitted = columns.indices.filter { !shown.contains($0) }.map { columns[$0].title }
    let text = lines(shown, widths).split(separator: "\n").map { Self.cut(String($0), to: width) }
    return Layout(text: text.joined(separator: "\n"), omitted: omitted)
  }

  /// The table in GitHub's Markdown.
  var markdown: String {
    let rule = columns.map { $0.isLeft ? ":--" : "--:" }
    return ([columns.map(\.title), rule] + rows).map { row in
      "| " + row.map { $0.replacing("\\", with: "\\\\").replacing("|", with: "\\|") }.joined(separator: " | ")
        + " |"
    }.joined(separator: "\n")
  }

  private func lines(_ shown: [Int], _ widths: [Int]) -> String {
    var text = ""
    for (place, row) in ([columns.map(\.title)] + rows).enumerated() {
      if place > 0 { text += "\n" }
      // Written before the next cell only, so that no line ends with some.
      var blanks = 0
      for column in shown {
        let cell = Self.cut(row[column], to: widths[column])
        let rest = widths[column] - Self.width(cell)
        if !columns[column].isLeft { blanks += rest }
        if !cell.isEmpty {
          text += String(repeating: " ", count: blanks) + cell
          blanks = 0
        }
        blanks += (columns[column].isLeft ? rest : 0) + Self.gap
      }
      while text.utf8.last == UInt8(ascii: " ") { text.removeLast() }
    }
    return text
  }

  private static func cut(_ text: String, to width: Int) -> String {
    Self.width(text) <= width ? text : text.prefix(max(0, width - 1)) + "…"
  }

  /// Letters of a text; of plain ones without looking for letters of several characters.
  private static func width(_ text: String) -> Int { isPlain(text) ? text.utf8.count : text.count }

  private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { 0x20..<0x7F ~= $0 } }

  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return text
    }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}
