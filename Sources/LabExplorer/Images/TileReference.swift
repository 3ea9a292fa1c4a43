/// Where an image of a page is: a tile of a sprite.
///
/// As JSON `[sprite, tile]`, or `[sprite, tile, "part"]` where the sprite is in another part of the page.
package struct TileReference: Equatable, Sendable {
  /// The sprite's number.
  package let sprite: Int
  /// The tile's place in it, from 0.
  package let tile: Int
  /// The part of the page that has the sprite; nil of the part that the reference stands in.
  package var part: String?

  /// Names a tile.
  package init(sprite: Int, tile: Int, part: String? = nil) {
    self.sprite = sprite
    self.tile = tile
    self.part = part
  }
}

extension TileReference: Codable {
  /// Reads one.
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    sprite = try container.decode(Int.self)
    tile = try container.decode(Int.self)
    part = container.isAtEnd ? nil : try container.decode(String.self)
  }

  /// Writes it.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(sprite)
    try container.encode(tile)
    if let part { try container.encode(part) }
  }
}
