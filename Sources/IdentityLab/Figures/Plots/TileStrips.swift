/// Rows of tiles of any length under common columns, each tile on a scale of its own choosing.
///
/// For pictures in which tiles that stand beside each other mean different things, such as an image and the
/// activations that a net makes of it.
struct TileStrips: LaidOutFigure {
  /// A picture of 1 or 3 channels with what its darkest and lightest colour stand for.
  struct Tile {
    var image: Image
    var range: ValueRange
    var map: ColorMap
  }

  /// One row of tiles.
  struct Row {
    /// A heading above this row, the start of a block of rows.
    var section: String?
    /// Lines at the left, the first of which stands out.
    var label: [String]
    var tiles: [Tile]
    /// What to say at the right.
    var caption: String?
  }

  /// A colour map with what its ends are.
  struct Key {
    var map: ColorMap
    var lower: String
    var upper: String
    var explanation: String
  }

  var title: String
  var subtitle: String?
  var columnLabels: [String]
  var rows: [Row]
  var keys: [Key]
  var footnote: String?

  /// SHA-256 over every tile in order: shape, then little-endian floats.
  var tileDigest: String {
    var digest = TileDigest()
    for tile in rows.flatMap(\.tiles) { digest.append(tile.image) }
    return digest.hexadecimal
  }

  func layout(_ meter: TextMeter) -> Page {
    let size = TileSize.fit(FigureStyle.tileSide)
    let table = TileTable(
      columnLabels: columnLabels,
      rows: rows.map { row in
        TileTable.Row(
          label: row.label,
          cells: row.tiles.map { tile in
            let scale = size.scale(height: tile.image.height, width: tile.image.width)
            return .tile(
              TilePainter.raster(tile.image, range: tile.range, map: tile.map, scale: scale), label: nil)
          },
          caption: row.caption, section: row.section)
      }, defaultSide: FigureStyle.tileSide, meter: meter)
    let body = table.draw()
    let lineWidth = min(max(body.bounds?.width ?? 0, FigureStyle.shortestLine), FigureStyle.longestLine)
    var notes = keys.map { key in
      ColorBar.words(
        key.map, lower: key.lower, upper: key.upper, explanation: key.explanation, lineWidth: lineWidth,
        meter: meter)
    }
    if rows.contains(where: { $0.tiles.contains { $0.image.pixels.contains { !$0.isFinite } } }) {
      notes.append(FigureFrame.note("Purple hatching: not a finite number.", below: body, meter: meter))
    }
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }
}
