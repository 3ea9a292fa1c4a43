import LabBase
import LabImages

/// The bytes behind a figure, in order, and their SHA-256.
///
/// Numbers are little-endian whatever the machine; every NaN counts as the same NaN, because its payload is
/// not part of a result.
struct TileDigest {
  private var bytes: [UInt8] = []

  /// Appends a tile: channels, height, width as 32-bit numbers, then its values.
  ///
  /// A missing tile is 0 × 0 × 0.
  mutating func append(_ image: Image?) {
    guard let image else {
      for _ in 0..<3 { append(UInt32(0)) }
      return
    }
    for extent in [image.channels, image.height, image.width] { append(UInt32(extent)) }
    for value in image.pixels { append((value.isNaN ? Float.nan : value).bitPattern) }
  }

  /// Appends one value of a plot as 64 bits; an undefined value counts as NaN.
  mutating func append(_ value: Double?) {
    let number = value ?? .nan
    append((number.isNaN ? Double.nan : number).bitPattern)
  }

  /// Appends the count of what follows, so that differently shaped tables differ.
  mutating func append(count: Int) { append(UInt32(count)) }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// 64 hexadecimal digits.
  var hexadecimal: String { Digest.sha256(bytes) }
}
