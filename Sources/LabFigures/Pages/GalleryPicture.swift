import LabBase
import LabImages

/// A copy of a picture for pages that are read on the web.
///
/// It is as large as the original wherever that is possible: the smallest text of a figure is 11 pixels high, and the
/// copies of earlier versions, 1,000 pixels wide, had it at 7, which nobody could read. Most copies are no larger as files
/// than those were. Tiles are enlarged by whole numbers, and the equal pixels that this gives pack well, while the
/// averaging of a picture made narrower turns them, and the edges of letters, into many shades.
///
/// Why not the SVG: cairo draws every letter as a curve of its own, a page that shows one beside others has no control
/// over its size, and `reproduce` reads the recipe of either; a PNG of a plot is the smaller one.
enum GalleryPicture {
  /// Largest width in pixels: 2,000, more than any figure but a few has.
  static let largestWidth = 2000
  /// Largest file in bytes: 400 KB, unless the texts inside take most of it.
  static let largestFile = 400_000
  /// The least width as a share of the original's, where ``largestWidth`` does not ask for less: text of 11 pixels keeps 9.
  static let leastShare = 9.0 / 11

  /// Writes a copy of a PNG with all of the original's texts.
  ///
  /// A file that is too large has its shades rounded first, to multiples of 2, 4 and 8 of 256, which nobody sees beside
  /// the loss of a line of text; then its width shrinks, by averaging areas, as far as text can still be read; and
  /// only then come multiples of 16 and 32.
  ///
  /// - Throws: `LabError` where the picture cannot be read or the copy not be written.
  static func write(from source: String, to path: String) throws(LabError) {
    let picture = try PNGFile.read(source).converted(toChannels: 3)
    let texts = try PNGFile.texts(source)
    var bytes: [UInt8] = []
    for (width, shade) in forms(ofWidth: picture.width) {
      bytes = try PNGFile.encode(raster(picture, width: width, shade: shade), texts: texts, packsGray: true)
      if bytes.count <= largestFile { break }
    }
    try AtomicFile.write(bytes, to: path)
  }

  /// Widths and roundings of a copy, the best first.
  private static func forms(ofWidth width: Int) -> [(width: Int, shade: Int)] {
    let widest = min(width, largestWidth)
    let least = min(widest, Int((leastShare * Double(width)).rounded(.up)))
    let narrower = [19.0, 18, 17].map { max(least, Int(Double(widest) * $0 / 20)) } + [least]
    return [1, 2, 4, 8].map { (widest, $0) } + narrower.map { ($0, 8) } + [16, 32].map { (least, $0) }
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
