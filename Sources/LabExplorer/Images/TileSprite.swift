/// Images of one shape in one grey PNG picture of 8 bits.
///
/// A tile is the image's channels stacked downwards; tiles stand side by side, `columns` in a row. A byte of a tile is the value
/// lo + byte / 255 · (hi − lo), of the tile's own range: values are good to half of a 255th of it, and none is clipped.
package struct TileSprite: Codable, Equatable, Sendable {
  /// Its number, by which references name it.
  package var id: Int
  /// The picture's bytes as base64.
  package let png: String
  /// Width of an image in pixels.
  package let width: Int
  /// Height of an image.
  package let height: Int
  /// Channels of an image.
  package let channels: Int
  /// Tiles side by side.
  package let columns: Int
  /// lo and hi of each tile, one after the other.
  package let ranges: [Float]
}
