import LabBase
import LabImages

/// Rows of tiles of any length in one part or several beside each other, each tile on a scale of its own choosing.
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
    /// The parts' tiles, left to right.
    package var parts: [[Tile]]
    /// What every tile is, above it, a list a part; empty where the row above says so.
    package var heads: [[String]]

    /// Makes a row.
    package init(section: String? = nil, label: [String], parts: [[Tile]], heads: [[String]] = []) {
      self.section = section
      self.label = label
      self.parts = parts
      self.heads = heads
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
  /// The rows, from top to bottom.
  package var rows: [Row]
  /// The enlargement of tiles.
  package var tileSize: TileSize
  /// What the colours mean.
  package var keys: [Key]
  /// Small print under the figure.
  package var footnote: String?

  /// Makes a figure.
  package init(
    title: String, subtitle: String? = nil, rows: [Row], tileSize: TileSize = .fit(FigureStyle.tileSide),
    keys: [Key], footnote: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.rows = rows
    self.tileSize = tileSize
    self.keys = keys
    self.footnote = footnote
  }

  /// SHA-256 over every tile in order: shape, then little-endian floats.
  package var tileDigest: String {
    var digest = TileDigest()
    for tile in rows.flatMap(\.parts).joined() { digest.append(tile.image) }
    return digest.hexadecimal
  }

  func layout(_ meter: TextMeter) -> Page {
    // Parts begin at one column in all rows.
    let count = rows.map(\.parts.count).max() ?? 0
    let lengths = (0..<count).map { part in
      rows.map { $0.parts.indices.contains(part) ? $0.parts[part].count : 0 }.max() ?? 0
    }
    var table = TileTable(
      rows: rows.map { row in
        TileTable.Row(
          label: row.label, cells: padded(row.parts, to: lengths, with: .empty, cell(of:)),
          heads: row.heads.isEmpty ? [] : padded(row.heads, to: lengths, with: "") { $0 },
          section: row.section)
      }, defaultSide: FigureStyle.tileSide, meter: meter)
    table.partStarts = Set(lengths.indices.dropFirst().map { lengths[..<$0].reduce(0, +) })
    let body = table.draw()
    let lineWidth = min(max(body.bounds?.width ?? 0, FigureStyle.shortestLine), FigureStyle.longestLine)
    var notes = keys.map { key in
      ColorBar.words(
        key.map, lower: key.lower, upper: key.upper, explanation: key.explanation, lineWidth: lineWidth,
        meter: meter)
    }
    if rows.flatMap(\.parts).joined().contains(where: { $0.image.pixels.contains { !$0.isFinite } }) {
      notes.append(FigureFrame.note("Purple hatching: not a finite number.", below: body, meter: meter))
    }
    if let footnote { notes.append(FigureFrame.note(footnote, below: body, meter: meter)) }
    return FigureFrame.page(title: title, subtitle: subtitle, body: body, notes: notes, meter: meter)
  }

  private func cell(of tile: Tile) -> TileTable.Cell {
    let scale = tileSize.scale(height: tile.image.height, width: tile.image.width)
    return .tile(
      TilePainter.raster(tile.image, range: tile.range, map: tile.map, scale: scale), label: nil)
  }

  /// The parts of a row one after another, each as long as the longest of its place.
  private func padded<Element, Result>(
    _ parts: [[Element]], to lengths: [Int], with filler: Result, _ transform: (Element) -> Result
  ) -> [Result] {
    zip(parts, lengths).flatMap { part, length in
      part.map(transform) + Array(repeating: filler, count: length - part.count)
    }
  }
}
