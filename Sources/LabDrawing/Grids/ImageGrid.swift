import LabImages

/// A labelled grid of pictures: one row a network, one column a probe.
///
/// Tiles are enlarged by whole numbers without smoothing and framed in grey, so that black ones stay apart.
/// A tile that does not exist is hatched, or blank, and marked `–`; a pixel that is NaN or infinite is hatched in purple.
/// The range of values is stated below the tiles.
package struct ImageGrid: LaidOutFigure {
  /// One row of tiles.
  package struct Row: Sendable {
    /// What the row is, at its left, such as `CNN, depth 5`.
    package var label: String
    /// One picture of 1 or 3 channels a column; nil where there is none.
    package var tiles: [Image?]
    /// What was measured, such as `identity 0.99 · constant 0.28`.
    package var caption: String?
    /// A heading above this row, the start of a block of rows.
    package var section: String?
    /// What is otherwise from this row on, such as how nets are trained: words under a rule that parts the rows.
    package var note: String?
    /// Texts under neighbouring tiles, such as what all of them scored; they must not overlap.
    package var scores: [ColumnGroup] = []
    /// A word or two under each tile; none by default.
    package var tileLabels: [String?] = []
    /// The columns whose missing tile is blank: nothing was to be had there, where hatching says that it was no good.
    package var blanks: Set<Int> = []

    /// Makes a row.
    package init(label: String, tiles: [Image?], caption: String? = nil, section: String? = nil) {
      self.label = label
      self.tiles = tiles
      self.caption = caption
      self.section = section
    }
  }

  /// A bracket with a heading over neighbouring columns.
  package struct ColumnGroup: Equatable, Sendable {
    /// The heading, such as `digits`.
    package var label: String
    /// The columns it spans.
    package var columns: Range<Int>

    /// Makes a group of columns.
    package init(label: String, columns: Range<Int>) {
      self.label = label
      self.columns = columns
    }
  }

  /// Where captions stand.
  package enum CaptionPlacement: Equatable, Sendable {
    /// At the right end of the row, wrapped.
    case right
    /// Under the row's tiles.
    case below
  }

  /// The heading of the figure; wrapped if long.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// One label a column, or none at all.
  package var columnLabels: [String]
  /// Brackets above the column labels; they must not overlap.
  package var columnGroups: [ColumnGroup]
  /// What the networks were shown, drawn first and set apart by a rule; nil for none.
  package var inputRow: Row?
  /// The rows from top to bottom.
  package var rows: [Row]
  /// Which values are darkest and lightest; 0 … 1 by default, what restored pictures are meant to lie in.
  package var scaling: TileScaling
  /// The map of one-channel tiles; nil chooses grey, or the diverging map if the scaling is `signed`.
  package var map: ColorMap?
  /// The enlargement of tiles; 2 by default, so 28 pixels become 56.
  package var tileSize: TileSize
  /// Where captions stand; at the right by default.
  package var captionPlacement: CaptionPlacement
  /// Small print under the figure.
  package var footnote: String?

  /// Makes a grid; every row must have as many tiles as there are columns.
  package init(
    title: String, subtitle: String? = nil, columnLabels: [String] = [], columnGroups: [ColumnGroup] = [],
    inputRow: Row? = nil, rows: [Row], scaling: TileScaling = .fixed(.unit), map: ColorMap? = nil,
    tileSize: TileSize = .scale(2), captionPlacement: CaptionPlacement = .right, footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.columnLabels = columnLabels
    self.columnGroups = columnGroups
    self.inputRow = inputRow
    self.rows = rows
    self.scaling = scaling
    self.map = map
    self.tileSize = tileSize
    self.captionPlacement = captionPlacement
    self.footnote = footnote
  }

  /// SHA-256 over every tile in order, the input row first: shape, then little-endian floats.
  package var tileDigest: String {
    var digest = TileDigest()
    for row in allRows { for tile in row.tiles { digest.append(tile) } }
    return digest.hexadecimal
  }

  private var allRows: [Row] { (inputRow.map { [$0] } ?? []) + rows }
  private var tiles: [Image] { allRows.flatMap(\.tiles).compactMap { $0 } }
  private var columnCount: Int { allRows.first?.tiles.count ?? columnLabels.count }

  func layout(_ meter: TextMeter) -> Page {
    precondition(
      allRows.allSatisfy { $0.tiles.count == columnCount },
      "rows of \(allRows.map(\.tiles.count)) tiles do not make a grid of \(columnCount) columns")
    precondition(
      columnLabels.isEmpty || columnLabels.count == columnCount,
      "\(columnLabels.count) column labels for \(columnCount) columns")
    precondition(
      columnGroups.allSatisfy { $0.columns.clamped(to: 0..<columnCount) == $0.columns },
      "column groups \(columnGroups.map(\.columns)) reach beyond \(columnCount) columns")
    let painter = TileRangePainter(tiles: tiles, scaling: scaling, map: map, size: tileSize)
    let table = TileTable(
      columnLabels: columnLabels,
      groups: columnGroups.map { TileTable.Group(label: $0.label, columns: $0.columns) },
      rows: allRows.enumerated().map { index, row in
        TileTable.Row(
          label: row.label.isEmpty ? [] : [row.label],
          cells: row.tiles.enumerated().map { column, tile in
            let label = row.tileLabels.indices.contains(column) ? row.tileLabels[column] : nil
            return tile.map { .tile(painter.raster($0), label: label) }
              ?? .missing(label: label, isBlank: row.blanks.contains(column))
          },
          caption: row.caption, section: row.section, note: row.note,
          spans: row.scores.map { TileTable.Group(label: $0.label, columns: $0.columns) },
          isSetApart: inputRow != nil && index == 0 && !rows.isEmpty)
      },
      captionsBelow: captionPlacement == .below, defaultSide: painter.side(ofShape: 28), meter: meter)
    let body = tiles.isEmpty && columnCount == 0 ? meter.block("no tiles", FigureStyle.label) : table.draw()
    var notes = painter.legend(
      below: body,
      lacksTiles: allRows.contains { row in
        row.tiles.indices.contains { row.tiles[$0] == nil && !row.blanks.contains($0) }
      }, meter: meter)
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }
}
