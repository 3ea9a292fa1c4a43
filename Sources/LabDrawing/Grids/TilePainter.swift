import LabBase
import LabImages

/// Turns the float values of a tile into pixels: value range, colour map, whole-number enlargement.
enum TilePainter {
  /// Paints a picture of 1 channel (through the map) or 3 channels (red, green, blue through the range).
  ///
  /// Every value becomes `scale` × `scale` equal pixels. A value that is NaN or infinite is hatched in a hue
  /// of its own, never drawn as a number.
  static func raster(_ image: Image, range: ValueRange, map: ColorMap, scale: Int) -> Raster {
    precondition(image.channels == 1 || image.channels == 3, "no tile has \(image.channels) channels")
    precondition(scale >= 1, "no tile is scaled by \(scale)")
    let width = image.width * scale
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * width * image.height * scale)
    for y in 0..<image.height {
      let colors = (0..<image.width).map { color(of: image, y: y, x: $0, range: range, map: map) }
      for row in y * scale..<(y + 1) * scale {
        for column in 0..<width {
          let color = colors[column / scale] ?? hatching(x: column, y: row)
          bytes.append(color.red)
          bytes.append(color.green)
          bytes.append(color.blue)
        }
      }
    }
    return Raster(width: width, height: image.height * scale, bytes: bytes)
  }

  private static func color(of image: Image, y: Int, x: Int, range: ValueRange, map: ColorMap) -> Color? {
    guard image.channels == 3 else {
      return range.fraction(of: Double(image[0, y, x])).map(map.color(at:))
    }
    guard let red = range.fraction(of: Double(image[0, y, x])),
      let green = range.fraction(of: Double(image[1, y, x])),
      let blue = range.fraction(of: Double(image[2, y, x]))
    else { return nil }
    func byte(_ fraction: Double) -> UInt8 { UInt8((fraction * 255).rounded()) }
    return Color(red: byte(red), green: byte(green), blue: byte(blue))
  }

  private static func hatching(x: Int, y: Int) -> Color {
    (x + y) % 4 < 2 ? FigureStyle.undefinedPixel : FigureStyle.paper
  }
}
