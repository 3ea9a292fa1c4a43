/// How many pixels of the figure a pixel of a tile gets; always a whole number, so that no value is invented.
package enum TileSize: Equatable, Sendable {
  /// The same enlargement for every tile: sizes compare.
  case scale(Int)
  /// The largest whole enlargement that keeps a tile's longer side within so many pixels, at least 1:
  /// details of small pictures compare with those of large ones.
  case fit(Int)

  /// The enlargement of a tile of a given size.
  func scale(height: Int, width: Int) -> Int {
    switch self {
    case .scale(let factor):
      precondition(factor >= 1, "no tile is scaled by \(factor)")
      return factor
    case .fit(let side): return max(1, side / max(height, width))
    }
  }
}
