import LabBase
import LabImages

/// Paints a grid's tiles on the scale it chose and states that scale in words.
struct TileRangePainter {
  private let tiles: [Image]
  private let scaling: TileScaling
  private let map: ColorMap
  private let size: TileSize
  /// The range of all tiles, where they share one.
  private let common: ValueRange

  init(tiles: [Image], scaling: TileScaling, map: ColorMap?, size: TileSize) {
    self.tiles = tiles
    self.scaling = scaling
    self.map = map ?? (scaling == .signed ? .diverging : .gray)
    self.size = size
    let held = ValueRange(holding: tiles.lazy.flatMap(\.pixels)) ?? .unit
    common =
      switch scaling {
      case .fixed(let range): range
      case .shared, .each: held
      case .signed: held.symmetric
      }
  }

  /// The painted and enlarged tile.
  func raster(_ tile: Image) -> Raster {
    let range = scaling == .each ? ValueRange(holding: tile.pixels) ?? .unit : common
    return TilePainter.raster(
      tile, range: range, map: map, scale: size.scale(height: tile.height, width: tile.width))
  }

  /// Side in pixels of a square tile of so many values a side.
  func side(ofShape side: Int) -> Int { side * size.scale(height: side, width: side) }

  /// The key of the values: a colour bar and what to know about clipping, hatching and enlargement.
  func legend(below body: Drawing, lacksTiles: Bool, meter: TextMeter) -> [Drawing] {
    guard !tiles.isEmpty else { return [] }
    let lineWidth = body.bounds.map { min($0.width, FigureStyle.longestLine) } ?? 0
    let missing = lacksTiles ? "Hatched with –: no picture." : nil
    let statements = ([explanation, clipping] + remarks + [missing]).compactMap { $0 }.joined(separator: " ")
    guard scaling != .each else { return [FigureFrame.note(statements, below: body, meter: meter)] }
    return [
      ColorBar.horizontal(
        map, range: common, marksZero: common.lower == -common.upper && common.upper > 0,
        explanation: statements, lineWidth: max(lineWidth, FigureStyle.shortestLine), meter: meter)
    ]
  }

  private var explanation: String {
    let range = NumberText.range(common)
    let hasColor = tiles.contains { $0.channels == 3 }
    let hasGray = tiles.contains { $0.channels == 1 }
    switch scaling {
    case .each: return "Every tile is drawn from its own smallest to its own largest value."
    case .signed:
      let words = "Signed values, one scale for all tiles, \(range)."
      return words + (hasColor ? " Red, green and blue are drawn as such, 0 as mid-grey." : "")
    case .fixed, .shared:
      let colors =
        hasColor
        ? (hasGray ? "Pixel values and each of red, green and blue: " : "Red, green and blue each: ")
        : "Pixel values: "
      return colors + range + (scaling == .shared ? ", the range of all tiles." : ".")
    }
  }

  /// How much is clipped and how far it lies outside; what 8-bit greys would not show is not counted.
  private var clipping: String? {
    guard case .fixed(let range) = scaling else { return nil }
    let unseen = (range.upper - range.lower) / 510
    let visible = ValueRange(range.lower - unseen, range.upper + unseen)
    var finite = 0
    var outside = 0
    for tile in tiles {
      for value in tile.pixels where value.isFinite {
        finite += 1
        if !visible.contains(Double(value)) { outside += 1 }
      }
    }
    guard finite > 0, outside > 0 else { return nil }
    let share = 100 * Double(outside) / Double(finite)
    let held = ValueRange(holding: tiles.lazy.flatMap(\.pixels)).map { NumberText.range($0, digits: 2) }
    return "\(share < 0.1 ? "Less than 0.1" : NumberText.short(share, digits: 2)) % of values lie outside "
      + "and are clipped; all lie in \(held ?? "none")."
  }

  private var remarks: [String?] {
    let scales = Set(tiles.map { size.scale(height: $0.height, width: $0.width) }).sorted()
    return [
      tiles.contains { $0.pixels.contains { !$0.isFinite } } ? "Purple hatching: not a finite number." : nil,
      scales.count > 1
        ? "Tiles of different sizes are enlarged \(scales.map { "\($0)×" }.joined(separator: ", "))." : nil,
    ]
  }
}
