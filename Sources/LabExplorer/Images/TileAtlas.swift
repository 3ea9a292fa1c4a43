import Foundation
import LabBase
import LabImages
import Nets

/// Gathers images and makes sprites of them: one of every shape, equal images once.
package struct TileAtlas {
  /// An image as bytes of its own range.
  private struct Tile: Hashable {
    let bytes: [UInt8]
    let lower: Float
    let upper: Float
  }

  /// The tiles of one shape.
  private struct Sheet {
    let shape: ImageShape
    var tiles: [Tile] = []
    var places: [Tile: Int] = [:]
  }

  /// Side of a sprite in pixels, at most, where a single tile is not larger.
  private static let side = 2048

  private let first: Int
  private var sheets: [Sheet] = []

  /// Begins with sprites of the numbers from `first` on.
  package init(first: Int = 0) { self.first = first }

  /// Takes an image in; what is not finite is shown as the least value, which is 0 where nothing is finite.
  package mutating func add(_ image: Image) -> TileReference {
    let place = sheets.firstIndex { $0.shape == image.shape } ?? sheets.count
    if place == sheets.count { sheets.append(Sheet(shape: image.shape)) }
    let tile = Self.tile(image)
    if let known = sheets[place].places[tile] {
      return TileReference(sprite: first + place, tile: known)
    }
    let number = sheets[place].tiles.count
    sheets[place].tiles.append(tile)
    sheets[place].places[tile] = number
    return TileReference(sprite: first + place, tile: number)
  }

  /// The number after those of its sprites.
  package var next: Int { first + sheets.count }

  /// The sprites of what was taken in.
  ///
  /// - Throws: `LabError.badData` for an image that is larger than a PNG picture can be.
  package func sprites() throws(LabError) -> [TileSprite] {
    var sprites: [TileSprite] = []
    for (place, sheet) in sheets.enumerated() {
      sprites.append(try Self.sprite(sheet, id: first + place))
    }
    return sprites
  }

  private static func tile(_ image: Image) -> Tile {
    let range = ValueRange(holding: image.pixels)
    let (lower, upper) = (Float(range?.lower ?? 0), Float(range?.upper ?? 0))
    let scale = upper > lower ? 255 / (Double(upper) - Double(lower)) : 0
    let bytes = image.pixels.map { value -> UInt8 in
      guard value.isFinite else { return 0 }
      return UInt8(min(max(((Double(value) - Double(lower)) * scale).rounded(), 0), 255))
    }
    return Tile(bytes: bytes, lower: lower, upper: upper)
  }

  private static func sprite(_ sheet: Sheet, id: Int) throws(LabError) -> TileSprite {
    let shape = sheet.shape
    let (width, height) = (shape.width, shape.channels * shape.height)
    let rowsThatFit = max(1, side / height)
    let columns = max(
      1, min(sheet.tiles.count, max(side / width, (sheet.tiles.count + rowsThatFit - 1) / rowsThatFit)))
    let rows = (sheet.tiles.count + columns - 1) / columns
    var grey = [UInt8](repeating: 0, count: columns * width * rows * height)
    for (index, tile) in sheet.tiles.enumerated() {
      let corner = index / columns * height * columns * width + index % columns * width
      for y in 0..<height {
        let start = corner + y * columns * width
        grey.replaceSubrange(start..<start + width, with: tile.bytes[y * width..<(y + 1) * width])
      }
    }
    let raster = Raster(
      width: columns * width, height: rows * height, bytes: grey.flatMap { [$0, $0, $0] })
    let png = try PNGFile.encode(raster, packsGray: true)
    return TileSprite(
      id: id, png: Data(png).base64EncodedString(), width: shape.width, height: shape.height,
      channels: shape.channels, columns: columns, ranges: sheet.tiles.flatMap { [$0.lower, $0.upper] })
  }
}
