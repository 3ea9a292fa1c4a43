import Foundation
import LabImages
import Testing

@testable import LabExplorer

@Suite("Sprites of images")
struct TileAtlasTests {
  @Test("tiles hold their values to a byte of their range")
  func tilesHoldTheirValuesToAByteOfTheirRange() throws {
    var atlas = TileAtlas(first: 7)
    let images = (0..<30).map { number in
      Image(
        channels: 3, height: 5, width: 4,
        pixels: (0..<60).map { Float(sin(Double($0 * (number + 1)))) * Float(number + 1) - 3 })
    }
    let references = images.map { atlas.add($0) }
    #expect(references.map(\.tile) == Array(0..<30))
    #expect(references.allSatisfy { $0.sprite == 7 })
    let sprite = try #require(atlas.sprites().first)
    #expect(sprite.id == 7 && sprite.ranges.count == 60)
    for (image, read) in zip(images, try sprite.images()) {
      #expect(read.shape == image.shape)
      let span = (image.pixels.max() ?? 0) - (image.pixels.min() ?? 0)
      for (value, found) in zip(image.pixels, read.pixels) { #expect(abs(value - found) <= span / 509) }
    }
  }

  @Test("equal images are held once and shapes apart")
  func equalImagesAreHeldOnceAndShapesApart() throws {
    var atlas = TileAtlas()
    let image = Image(channels: 1, height: 2, width: 2, pixels: [0, 0.25, 0.5, 1])
    let first = atlas.add(image)
    let wide = atlas.add(Image(channels: 1, height: 1, width: 4, pixels: [0, 0.25, 0.5, 1]))
    #expect(atlas.add(image) == first)
    #expect(wide.sprite != first.sprite)
    let brighter = Image(channels: 1, height: 2, width: 2, pixels: [0, 0.5, 1, 2])
    // The same bytes of another range are another image.
    #expect(atlas.add(brighter).tile == 1)
    #expect(try atlas.sprites().count == 2)
    #expect(atlas.next == 2)
  }

  @Test("sprites of many tiles stay within a picture")
  func spritesOfManyTilesStayWithinAPicture() throws {
    var atlas = TileAtlas()
    for number in 0..<200 {
      _ = atlas.add(
        Image(
          channels: 1, height: 224, width: 224, pixels: [Float](repeating: Float(number), count: 224 * 224)))
    }
    let sprite = try #require(atlas.sprites().first)
    let rows = (200 + sprite.columns - 1) / sprite.columns
    #expect(sprite.columns * 224 <= PNGFile.largestExtent && rows * 224 <= PNGFile.largestExtent)
    #expect(try sprite.images()[199].pixels[0] == 199)
  }

  @Test("what is not finite is shown as the least")
  func whatIsNotFiniteIsShownAsTheLeast() throws {
    var atlas = TileAtlas()
    _ = atlas.add(Image(channels: 1, height: 1, width: 3, pixels: [.nan, 2, 4]))
    _ = atlas.add(Image(channels: 1, height: 1, width: 3, pixels: [.nan, .infinity, -.infinity]))
    let images = try #require(atlas.sprites().first).images()
    #expect(images[0].pixels == [2, 2, 4])
    #expect(images[1].pixels == [0, 0, 0])
  }

  @Test("a damaged sprite is an error")
  func aDamagedSpriteIsAnError() throws {
    var atlas = TileAtlas()
    _ = atlas.add(Image(channels: 1, height: 2, width: 2, pixels: [0, 1, 2, 3]))
    let sprite = try #require(atlas.sprites().first)
    let other = TileSprite(
      id: 0, png: sprite.png, width: 9, height: 9, channels: 1, columns: 1, ranges: [0, 1])
    #expect(throws: (any Error).self) { try other.images() }
    let none = TileSprite(id: 0, png: "!", width: 2, height: 2, channels: 1, columns: 1, ranges: [0, 1])
    #expect(throws: (any Error).self) { try none.images() }
  }
}
