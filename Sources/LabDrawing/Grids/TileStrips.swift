import LabBase
import LabImages

/// Rows of tiles of any length under common columns, each tile on a scale of its own choosing.
///
/// For pictures in which tiles that stand beside each other mean different things, such as an image and the
/// activations that a net makes of it.
package struct TileStrips: LaidOutFigure {
  /// A picture of 1 or 3 channels with what its darkest and lightest colour stand for.
  package struct Tile {
    /// The picture.
    package var image: Image
    /// What its first and last colour stand for.
    package var range: ValueRange
    /// Its colours.
    package var map: ColorMap

    /// Makes a tile.
    package init(image: Image, range: ValueRange, map: ColorMap) {
      self.image = image
      self.range = range
      self.map = map
    }
  }

  /// One row of tiles.
  package struct Row {
    /// A heading above this row, the start of a block of rows.
    package var section: String?
    /// Lines at the left, the first of which stands out.
    package var label: [String]
    /// The tiles, left to right.
    package var tiles: [Tile]
    /// What to say at the right.
    package var caption: String?

    /// Makes a row.
    package init(section: String? = nil, label: [String], tiles: [Tile], caption: String? = nil) {
      self.section = section
      self.label = label
      self.tiles = tiles
      self.caption = caption
    }
  }

  /// A colour map with what its ends are.
  package struct Key {
    /// The colours.
    package var map: ColorMap
    /// What the first colour stands for.
    package var lower: String
    /// What the last colour stands for.
    package var upper: String
    /// Which tiles are drawn so.
    package var explanation: String

    /// Makes a key.
    package init(map: ColorMap, lower: String, upper: String, explanation: String) {
      self.map = map
      self.lower = lower
      self.upper = upper
      self.explanation = explanation
    }
  }

  /// The heading of the figure; wrapped if long.
  package var title: String
  /// A line or two under the title.
  package var subtitle: String?
  /// Labels over the columns; a row may have fewer tiles.
  package var columnLabels: [String]
  /// The rows, from top to bottom.
  package var rows: [Row]
  /// What the colours mean.
  package var keys: [Key]
  /// Small print under the figure.
  package var footnote: String?

  /// Makes a figure.
  package init(
    title: String, subtitle: String? = nil, columnLabels: [String], rows: [Row], keys: [Key],
    footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.columnLabels = columnLabels
    self.rows = rows
    self.keys = keys
    self.footnote = footnote
  }

  /// SHA-256 over every tile in order: shape, then little-endian floats.
  package var tileDigest: String {
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
