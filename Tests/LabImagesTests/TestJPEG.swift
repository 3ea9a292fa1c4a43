import JPEGEncoder
import Nets

/// A JPEG file for tests, written by libjpeg.
struct TestJPEG {
  var width = 20
  var height = 12
  var colors = TEST_JPEG_RGB
  var quality: Int32 = 90
  var isProgressive = false
  /// Grey only.
  var hasManyScans = false
  var isArithmetic = false
  var halvesChroma = false
  /// Content of an APP1 block with its name; empty for none.
  var exif: [UInt8] = []

  var components: Int { [1, 3, 4, 2][colors] }

  /// A smooth picture with an edge, different in every channel and every direction.
  var samples: [UInt8] {
    var samples: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<components {
          let value = (9 * x + 5 * y + 60 * channel) % 200
          samples.append(UInt8(x > width / 2 ? 20 + value / 2 : 20 + value))
        }
      }
    }
    return samples
  }

  /// The file's content.
  var bytes: [UInt8] {
    exif.withUnsafeBufferPointer { block in
      var file = test_jpeg(
        width: UInt32(width), height: UInt32(height), components: Int32(components), colors: Int32(colors),
        quality: quality, is_progressive: isProgressive ? 1 : 0,
        has_many_scans: hasManyScans ? 1 : 0, is_arithmetic: isArithmetic ? 1 : 0,
        halves_chroma: halvesChroma ? 1 : 0, exif: exif.isEmpty ? nil : block.baseAddress,
        exif_count: block.count)
      var encoded: UnsafeMutablePointer<UInt8>?
      var count = 0
      test_jpeg_encode(&file, samples, &encoded, &count)
      defer { test_jpeg_free(encoded) }
      return Array(UnsafeBufferPointer(start: encoded, count: count))
    }
  }

  /// What libjpeg makes of the file by itself: samples side by side.
  var decoded: [UInt8] {
    var samples = [UInt8](repeating: 0, count: width * height * components)
    test_jpeg_decode(bytes, bytes.count, &samples)
    return samples
  }

  /// An Exif block that states an orientation, in either order of bytes, behind another entry.
  static func exif(orientation: Int, isLittleEndian: Bool = true) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(value >> (8 * $0) & 255) }
      return isLittleEndian ? bytes : bytes.reversed()
    }
    func entry(_ tag: Int, kind: Int, count: Int, _ value: [UInt8]) -> [UInt8] {
      [number(tag, 2), number(kind, 2), number(count, 4), value].flatMap { $0 }
    }
    let maker = entry(0x010F, kind: 2, count: 4, Array("Lab\0".utf8))
    let stated = entry(0x0112, kind: 3, count: 1, number(orientation, 2) + [0, 0])
    let order = Array((isLittleEndian ? "II" : "MM").utf8)
    let parts = [
      Array("Exif\0\0".utf8), order, number(42, 2), number(8, 4), number(2, 2), maker, stated, number(0, 4),
    ]
    return parts.flatMap { $0 }
  }
}
