import LabBase

/// A table of words and numbers as a paper prints it: headings over columns, lines between groups of rows.
///
/// A number that is missing is hatched, never drawn as 0; what an earlier source says stands in columns of its own.
package struct ResultTable: LaidOutFigure {
  /// What stands in a place of the table.
  package enum Cell: Equatable, Sendable {
    /// Words, at the left of their column.
    case text(String)
    /// A number with its text, at the right; nil is hatched.
    case number(Double?, text: String)
    /// Nothing: the place is blank.
    case blank
  }

  /// A column by its headings.
  package struct Column: Equatable, Sendable {
    /// What the column is.
    package var title: String
    /// A heading over this column and its neighbours of the same one; nil for none.
    package var group: String?

    /// Describes a column.
    package init(_ title: String, group: String? = nil) {
      self.title = title
      self.group = group
    }
  }

  /// The heading of the figure; wrapped if long.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// The columns from left to right.
  package var columns: [Column]
  /// Groups of rows, a line between each two, of a cell a column.
  package var groups: [[[Cell]]]
  /// What a hatched place means; stated if there is one.
  package var undefinedMeaning: String
  /// Small print under the figure.
  package var footnote: String?

  private static let rowHeight = 21.0
  private static let gap = 22.0

  /// Makes a table; every row must have a cell for each column.
  package init(
    title: String, subtitle: String? = nil, columns: [Column], groups: [[[Cell]]],
    undefinedMeaning: String = "not measured", footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.columns = columns
    self.groups = groups
    self.undefinedMeaning = undefinedMeaning
    self.footnote = footnote
  }

  /// SHA-256 over the numbers, row by row, after the table's extents.
  package var tileDigest: String {
    var digest = TileDigest()
    digest.append(count: columns.count)
    for row in groups.joined() {
      digest.append(count: row.count)
      for case .number(let value, _) in row { digest.append(value) }
    }
    return digest.hexadecimal
  }

  func layout(_ meter: TextMeter) -> Page {
    for row in groups.joined() {
      precondition(row.count == columns.count, "a row of \(row.count) cells for \(columns.count) columns")
    }
    let places = places(meter)
    var body = headings(places, meter: meter)
    var y = body.bottom + 4
    for (index, group) in groups.enumerated() {
      if index > 0 {
        rule(y + 3.5, places, FigureStyle.tileOutline, into: &body)
        y += 7
      }
      for row in group {
        for (cell, place) in zip(row, places) { draw(cell, in: place, y: y, meter: meter, into: &body) }
        y += Self.rowHeight
      }
    }
    rule(y + 3.5, places, FigureStyle.axis, into: &body)
    var notes: [Drawing] = []
    if groups.joined().joined().contains(where: { if case .number(nil, _) = $0 { true } else { false } }) {
      notes.append(FigureFrame.note("Hatched: \(undefinedMeaning).", below: body, meter: meter))
    }
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  /// Where each column lies, as wide as its widest text; a group's heading may widen its last column.
  private func places(_ meter: TextMeter) -> [Box] {
    var places: [Box] = []
    var x = 0.0
    for (index, column) in columns.enumerated() {
      let texts = groups.joined().map { meter.width(Self.text(of: $0[index]), FigureStyle.small) }
      var width = max(texts.max() ?? 0, meter.width(column.title, FigureStyle.strongLabel)).rounded(.up)
      if let group = column.group, index + 1 == columns.count || columns[index + 1].group != group {
        let first = columns[...index].lastIndex { $0.group != group }.map { $0 + 1 } ?? 0
        let start = first < index ? places[first].x : x
        width = max(width, meter.width(group, FigureStyle.strongLabel).rounded(.up) - (x - start))
      }
      places.append(Box(x: x, y: 0, width: width, height: Self.rowHeight))
      x += width + Self.gap
    }
    return places
  }

  /// The columns' titles between two lines, their groups above them.
  private func headings(_ places: [Box], meter: TextMeter) -> Drawing {
    var drawing = Drawing()
    rule(0.5, places, FigureStyle.axis, into: &drawing)
    var y = 5.0
    var index = 0
    var hasGroups = false
    while index < columns.count {
      let end = columns[index...].firstIndex { $0.group != columns[index].group } ?? columns.count
      if let group = columns[index].group {
        drawing.place(meter.block(group, FigureStyle.strongLabel), x: places[index].x, y: y)
        let line = y + Self.rowHeight - 2.5
        drawing.line(
          [Point(x: places[index].x, y: line), Point(x: places[end - 1].right, y: line)],
          Stroke(color: FigureStyle.tileOutline))
        hasGroups = true
      }
      index = end
    }
    if hasGroups { y += Self.rowHeight + 2 }
    for (column, (heading, place)) in zip(columns, places).enumerated() {
      let text = meter.block(heading.title, FigureStyle.strongLabel)
      drawing.place(text, x: isNumeric(column) ? place.right - text.right : place.x, y: y)
    }
    rule(y + Self.rowHeight + 0.5, places, FigureStyle.axis, into: &drawing)
    return drawing
  }

  private func isNumeric(_ column: Int) -> Bool {
    groups.joined().contains { if case .number = $0[column] { true } else { false } }
  }

  private func rule(_ y: Double, _ places: [Box], _ color: Color, into drawing: inout Drawing) {
    drawing.line([Point(x: 0, y: y), Point(x: places.last?.right ?? 0, y: y)], Stroke(color: color))
  }

  private func draw(_ cell: Cell, in place: Box, y: Double, meter: TextMeter, into drawing: inout Drawing) {
    let box = Box(x: place.x, y: y, width: place.width, height: Self.rowHeight)
    switch cell {
    case .blank: break
    case .number(nil, _): drawing.hatch(box.grown(by: -2))
    case .text(let text):
      let block = meter.block(text, FigureStyle.small)
      drawing.place(block, x: box.x, y: box.y + (box.height - block.bottom) / 2)
    case .number(_, let text):
      let block = meter.block(text, FigureStyle.small)
      drawing.place(block, x: box.right - block.right, y: box.y + (box.height - block.bottom) / 2)
    }
  }

  private static func text(of cell: Cell) -> String {
    switch cell {
    case .blank, .number(nil, _): ""
    case .text(let text), .number(_, let text): text
    }
  }
}
