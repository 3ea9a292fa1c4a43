import LabImages

/// Rows of painted tiles with everything around them: the layout that grids and activation sheets share.
struct TileTable {
  /// One place of a row.
  enum Cell {
    /// Painted pixels and an optional line below them.
    case tile(Raster, label: String?)
    /// No picture here: hatched or blank, with a dash, and an optional line below.
    case missing(label: String?, isBlank: Bool)
    /// Nothing at all.
    case empty

    /// The line below.
    var label: String? {
      switch self {
      case .tile(_, let label), .missing(let label, _): label
      case .empty: nil
      }
    }
  }

  struct Row {
    /// Lines at the left, the first of which stands out if there are several.
    var label: [String]
    var cells: [Cell]
    /// What its tiles are, above them; empty of rows whose columns say so.
    var heads: [String] = []
    var caption: String?
    /// A heading above the row.
    var section: String?
    /// What is otherwise from this row on: a rule above the row and these words under it.
    var note: String?
    /// Texts under neighbouring tiles.
    var spans: [Group] = []
    /// Whether a rule sets this row apart from those below.
    var isSetApart = false

    /// Whether lines under the tiles need room before the next row begins.
    var hasTextBelow: Bool {
      !spans.isEmpty || cells.contains { $0.label != nil }
    }
  }

  struct Group {
    let label: String
    let columns: Range<Int>
  }

  var columnLabels: [String] = []
  var groups: [Group] = []
  var rows: [Row]
  /// Columns that more than the usual gap parts from those before.
  var partStarts: Set<Int> = []
  /// Whether captions stand under their rows instead of at their right.
  var captionsBelow = false
  /// Side in pixels of the hatched place of a missing tile where no tile tells a size.
  var defaultSide: Int
  let meter: TextMeter

  static let columnGap = 6.0
  static let partGap = 20.0
  static let rowGap = 7.0
  static let labelGap = 12.0
  static let widestLabel = 130.0
  static let widestCaption = 250.0

  /// Places everything; the origin is the top left corner of the first tile.
  func draw() -> Drawing {
    var drawing = Drawing()
    let widths = columnWidths()
    var lefts: [Double] = []
    var x = 0.0
    for (column, width) in widths.enumerated() {
      x += partStarts.contains(column) ? TileTable.partGap : 0
      lefts.append(x)
      x += width + TileTable.columnGap
    }
    let right = max(x - TileTable.columnGap, 0)
    var y = 0.0
    for row in rows {
      let labels = rows.map { labelBlock($0).right }.max() ?? 0
      let start = -labels - (labels > 0 ? TileTable.labelGap : 0)
      if let section = row.section {
        y += y > 0 ? 8 : 0
        let heading = meter.block(section, FigureStyle.strongLabel, width: max(right + labels, 200))
        drawing.place(heading, x: start, y: y)
        y += heading.bottom + 6
      }
      if let note = row.note {
        if row.section == nil {
          y += 3
          drawing.line(
            [Point(x: start, y: y + 0.5), Point(x: right, y: y + 0.5)], Stroke(color: FigureStyle.axis))
          y += 4
        }
        let words = meter.block(note, FigureStyle.note, width: max(right + labels, 200))
        drawing.place(words, x: start, y: y)
        y += words.bottom + 6
      }
      y = drawHeads(row, at: y, lefts: lefts, widths: widths, into: &drawing)
      y = draw(row, at: y, lefts: lefts, widths: widths, right: right, into: &drawing)
      y += row.hasTextBelow ? 12 : TileTable.rowGap
    }
    drawHeader(lefts: lefts, widths: widths, into: &drawing)
    return drawing
  }

  private func draw(
    _ row: Row, at top: Double, lefts: [Double], widths: [Double], right: Double, into drawing: inout Drawing
  ) -> Double {
    let tileHeight = row.cells.map { size(of: $0, row: row, column: nil).height }.max() ?? 0
    let label = labelBlock(row)
    let side = captionsBelow ? Drawing() : captionBlock(row, width: TileTable.widestCaption)
    let height = max(tileHeight, label.bottom, side.bottom)
    let middle = top + (height / 2).rounded(.down)
    drawing.place(label, x: -label.right - TileTable.labelGap, y: middle - label.bottom / 2)
    var bottom = top + height
    for (column, cell) in row.cells.enumerated() {
      let extent = size(of: cell, row: row, column: column)
      let box = Box(
        x: lefts[column] + ((widths[column] - extent.width) / 2).rounded(.down),
        y: (middle - (extent.height / 2)).rounded(), width: extent.width, height: extent.height)
      switch cell {
      case .tile(let raster, _):
        drawing.add(.picture(PictureMark(raster: raster, role: .tile, x: box.x, y: box.y)))
        drawing.outline(box)
      case .missing(_, let isBlank):
        if !isBlank { drawing.hatch(box) }
        drawing.outline(box)
        let dash = meter.block("–", FigureStyle.strongLabel)
        let place = Box(
          x: (box.x + (box.width - dash.right) / 2).rounded(),
          y: (box.y + (box.height - dash.bottom) / 2).rounded(), width: dash.right.rounded(.up),
          height: dash.bottom)
        if box.contains(place) {
          drawing.fill(place.grown(by: 2), isBlank ? FigureStyle.paper : FigureStyle.hatchPaper)
          drawing.place(dash, x: place.x, y: place.y)
        }
      case .empty: break
      }
      if let text = cell.label {
        let block = meter.block(text, FigureStyle.note, alignment: .center)
        drawing.place(block, x: box.x + (box.width - block.right) / 2, y: top + height + 3)
        bottom = max(bottom, top + height + 3 + block.bottom)
      }
    }
    for group in row.spans where !group.columns.isEmpty {
      let text = spanText(group, lefts: lefts, widths: widths)
      let y = middle + (tileHeight / 2).rounded(.up) + 3
      drawing.place(text, x: 0, y: y)
      bottom = max(bottom, y + text.bottom)
    }
    drawing.place(side, x: right + TileTable.labelGap, y: middle - side.bottom / 2)
    if captionsBelow {
      let caption = captionBlock(row, width: max(right, 160))
      drawing.place(caption, x: 0, y: bottom + 3)
      bottom += caption.bottom > 0 ? caption.bottom + 6 : 0
    }
    if row.isSetApart {
      let end = right + (side.right > 0 ? side.right + TileTable.labelGap : 0)
      bottom += 7
      drawing.line(
        [Point(x: -label.right - TileTable.labelGap, y: bottom + 0.5), Point(x: end, y: bottom + 0.5)],
        Stroke(color: FigureStyle.tileOutline))
      bottom += 2
    }
    return bottom
  }

  /// A text in the middle under its tiles; of several, lines reach from it to the first and the last.
  private func spanText(_ group: Group, lefts: [Double], widths: [Double]) -> Drawing {
    var drawing = Drawing()
    let block = meter.block(group.label, FigureStyle.note)
    let left = lefts[group.columns.lowerBound]
    let right = left + span(of: group.columns, widths: widths)
    let start = (left + right - block.right) / 2
    drawing.place(block, x: start, y: 0)
    guard group.columns.count > 1 else { return drawing }
    let y = (block.bottom / 2).rounded(.down) + 0.5
    for (from, to) in [(left, start - 4), (start + block.right + 4, right)] where to > from {
      drawing.line([Point(x: from, y: y), Point(x: to, y: y)], Stroke(color: FigureStyle.tileOutline))
    }
    return drawing
  }

  private func labelBlock(_ row: Row) -> Drawing {
    var block = Drawing()
    let lines = row.label.enumerated().map { index, text in
      let style =
        row.label.count > 1 || row.isSetApart
        ? (index == 0 ? FigureStyle.strongLabel : FigureStyle.note) : FigureStyle.label
      return meter.block(text, style, width: TileTable.widestLabel, alignment: .right)
    }
    let widest = lines.map(\.right).max() ?? 0
    for line in lines { block.place(line, x: widest - line.right, y: block.bottom) }
    return block
  }

  private func captionBlock(_ row: Row, width: Double) -> Drawing {
    guard let caption = row.caption, !caption.isEmpty else { return Drawing() }
    return meter.block(caption, FigureStyle.small, width: width)
  }
}

extension TileTable {
  /// The size of a cell; a missing tile is as wide as its column's and as high as its row's tiles.
  private func size(of cell: Cell, row: Row, column: Int?) -> (width: Double, height: Double) {
    if case .tile(let raster, _) = cell { return (Double(raster.width), Double(raster.height)) }
    let rowTiles = TileTable.rasters(row.cells)
    let columnTiles =
      column.map { column in
        TileTable.rasters(rows.compactMap { $0.cells.indices.contains(column) ? $0.cells[column] : nil })
      } ?? []
    let height = rowTiles.map(\.height).max() ?? columnTiles.map(\.height).max() ?? defaultSide
    let width = columnTiles.map(\.width).max() ?? rowTiles.map(\.width).max() ?? defaultSide
    return (Double(width), Double(height))
  }

  private static func rasters(_ cells: [Cell]) -> [Raster] {
    cells.compactMap { if case .tile(let raster, _) = $0 { raster } else { nil } }
  }

  /// Widths of the columns: tiles, lines below tiles, and headings unless these are turned.
  private func columnWidths() -> [Double] {
    let count = max(rows.map(\.cells.count).max() ?? 0, columnLabels.count)
    var widths = tileWidths(count)
    if !turnsLabels(tileWidths: widths) {
      for (column, label) in columnLabels.enumerated() {
        widths[column] = max(widths[column], meter.widestPiece(label, FigureStyle.small).rounded(.up))
      }
    }
    for group in groups where !group.columns.isEmpty {
      // A heading wider than its group widens the group's columns evenly, up to a width that stays a column.
      let needed = min(meter.widestPiece(group.label, FigureStyle.small), 110)
      let lacking = needed - span(of: group.columns, widths: widths)
      guard lacking > 0 else { continue }
      for column in group.columns { widths[column] += (lacking / Double(group.columns.count)).rounded(.up) }
    }
    return widths
  }

  func tileWidths(_ count: Int) -> [Double] {
    (0..<count).map { column in
      rows.map { row -> Double in
        guard row.cells.indices.contains(column) else { return 0 }
        let tile = size(of: row.cells[column], row: row, column: column).width
        let single = row.spans.filter { $0.columns == column..<column + 1 }.map(\.label)
        let texts = [row.cells[column].label].compactMap(\.self) + single
        return texts.map { meter.block($0, FigureStyle.note).right.rounded(.up) }.reduce(tile, max)
      }.max() ?? Double(defaultSide)
    }
  }

  func span(of columns: Range<Int>, widths: [Double]) -> Double {
    widths[columns].reduce(0, +) + Double(columns.count - 1) * TileTable.columnGap
  }

  /// Whether some label is so much wider than its tiles that all labels are better turned.
  func turnsLabels(tileWidths: [Double]) -> Bool {
    zip(columnLabels, tileWidths).contains { label, width in
      meter.widestPiece(label, FigureStyle.small) > max(width * 1.45, 44)
    }
  }
}
