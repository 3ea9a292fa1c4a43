import Foundation
import LabBase
import LabImages

extension TileSprite {
  /// The images of all tiles, as far as a byte a value tells.
  ///
  /// - Throws: `LabError.badData` where the picture is damaged or has not the tiles that it says.
  func images() throws(LabError) -> [Image] {
    let name = "sprite \(id)"
    guard let bytes = Data(base64Encoded: png) else {
      throw .badData(path: name, expected: "base64", found: "something else")
    }
    let picture = try PNGFile.read(bytes: Array(bytes), name: name)
    let count = ranges.count / 2
    guard width > 0, height > 0, channels > 0, columns > 0, picture.channels == 1,
      picture.width == columns * width, picture.height >= (count + columns - 1) / columns * channels * height
    else {
      throw .badData(
        path: name, expected: "\(count) grey tiles of \(channels)×\(height)×\(width)",
        found: "\(picture.channels)×\(picture.height)×\(picture.width) values")
    }
    return (0..<count).map { tile in
      let (left, top) = (tile % columns * width, tile / columns * channels * height)
      let (lower, upper) = (ranges[2 * tile], ranges[2 * tile + 1])
      let pixels = (0..<channels * height).flatMap { y in
        (0..<width).map { x in lower + picture[0, top + y, left + x] * (upper - lower) }
      }
      return Image(channels: channels, height: height, width: width, pixels: pixels)
    }
  }
}
