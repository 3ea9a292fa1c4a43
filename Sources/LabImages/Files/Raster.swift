/// A finished picture of 8-bit RGB pixels, row-major, three bytes a pixel: what a PNG file stores.
package struct Raster: Equatable, Sendable {
  /// Width in pixels.
  package let width: Int
  /// Height in pixels.
  package let height: Int
  /// 3 · width · height bytes, red green blue.
  package var bytes: [UInt8]

  /// Makes a raster of the given bytes; their count must be 3 · width · height.
  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(
      bytes.count == 3 * width * height, "\(bytes.count) bytes do not make a \(width)×\(height) raster")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
