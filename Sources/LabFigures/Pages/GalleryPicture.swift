import LabBase
import LabImages

/// A small copy of a picture for pages that are read on the web.
enum GalleryPicture {
  /// Largest width in pixels: 1,000.
  static let largestWidth = 1000
  /// Largest file in bytes: 250 KB, unless the texts inside take most of it.
  static let largestFile = 250_000
  /// Width in pixels below which nothing could be read any more.
  static let leastWidth = 400

  /// Writes a copy of a PNG, scaled down by averaging areas, with all of the original's texts.
  ///
  /// Averaging makes many shades of few, and these are what a PNG cannot compress. A file that is too large has its
  /// shades rounded first, to multiples of 2, 4 and 8 of 256, which nobody sees beside the loss of a line of text;
  /// only then does its width shrink, by a tenth at a time.
  ///
  /// - Throws: `LabError` where the picture cannot be read or the copy not be written.
  static func write(from source: String, to path: String) throws(LabError) {
    let picture = try PNGFile.read(source).converted(toChannels: 3)
    let texts = try PNGFile.texts(source)
    var width = min(picture.width, largestWidth)
    var shade = 1
    var bytes = try PNGFile.encode(raster(picture, width: width, shade: shade), texts: texts)
    while bytes.count > largestFile, shade < 8 || width > leastWidth {
      if shade < 8 { shade *= 2 } else { width = max(leastWidth, width * 9 / 10) }
      bytes = try PNGFile.encode(raster(picture, width: width, shade: shade), texts: texts)
    }
    try AtomicFile.write(bytes, to: path)
  }

  /// The picture at a width, its values rounded to multiples of `shade`; white stays white.
  private static func raster(_ picture: Image, width: Int, shade: Int) -> Raster {
    let height = max(1, (picture.height * width + picture.width / 2) / picture.width)
    let small = picture.resized(height: height, width: width)
    let plane = width * height
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * plane)
    for pixel in 0..<plane {
      for channel in 0..<3 {
        let value = Int(small.pixels[channel * plane + pixel] * 255 + 0.5)
        bytes.append(UInt8(min(255, (value + shade / 2) / shade * shade)))
      }
    }
    return Raster(width: width, height: height, bytes: bytes)
  }
}
