/// How a stored picture must be turned and mirrored to be seen upright: Exif's tag 0x0112 (CIPA DC-008).
///
/// The raw values are the standard's; the names say where the stored picture's first row and first column belong.
package enum ImageOrientation: Int, CaseIterable, Sendable {
  /// As it is.
  case topLeft = 1
  /// Mirrored left to right.
  case topRight
  /// Turned by 180°.
  case bottomRight
  /// Mirrored top to bottom.
  case bottomLeft
  /// Mirrored along the diagonal from the top left.
  case leftTop
  /// Turned by 90° clockwise to be upright.
  case rightTop
  /// Mirrored along the other diagonal.
  case rightBottom
  /// Turned by 90° counterclockwise to be upright.
  case leftBottom

  /// The orientation that an Exif block states; ``topLeft`` where it states none or cannot be read, for what a camera
  /// notes beside a picture is no reason to refuse it.
  ///
  /// - Parameter exif: a TIFF header with its first directory.
  init(exif: [UInt8]) {
    self = Self.stated(exif).flatMap(ImageOrientation.init) ?? .topLeft
  }

  /// Whether rows become columns.
  var isTransposed: Bool { rawValue >= ImageOrientation.leftTop.rawValue }

  /// Where the pixel at a row and a column of the upright picture is stored, in a picture of a stored size.
  func stored(row: Int, column: Int, height: Int, width: Int) -> (row: Int, column: Int) {
    let (lastRow, lastColumn) = (height - 1, width - 1)
    return switch self {
    case .topLeft: (row, column)
    case .topRight: (row, lastColumn - column)
    case .bottomRight: (lastRow - row, lastColumn - column)
    case .bottomLeft: (lastRow - row, column)
    case .leftTop: (column, row)
    case .rightTop: (lastRow - column, row)
    case .rightBottom: (lastRow - column, lastColumn - row)
    case .leftBottom: (column, lastColumn - row)
    }
  }

  private static func stated(_ exif: [UInt8]) -> Int? {
    let isLittleEndian: Bool
    switch exif.prefix(2) {
    case [0x49, 0x49]: isLittleEndian = true
    case [0x4D, 0x4D]: isLittleEndian = false
    default: return nil
    }
    func number(at place: Int, bytes count: Int) -> Int? {
      guard place >= 0, place <= exif.count - count else { return nil }
      let bytes = exif[place..<place + count]
      return (isLittleEndian ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(at: 2, bytes: 2) == 42, let directory = number(at: 4, bytes: 4),
      let count = number(at: directory, bytes: 2)
    else { return nil }
    for index in 0..<count {
      let entry = directory + 2 + 12 * index
      guard let tag = number(at: entry, bytes: 2) else { return nil }
      // A short number, stored where the place of longer values would be.
      if tag == 0x0112 { return number(at: entry + 2, bytes: 2) == 3 ? number(at: entry + 8, bytes: 2) : nil }
    }
    return nil
  }
}

extension Image {
  /// The picture turned and mirrored to be upright.
  func oriented(_ orientation: ImageOrientation) -> Image {
    guard orientation != .topLeft else { return self }
    let (newHeight, newWidth) = orientation.isTransposed ? (width, height) : (height, width)
    var pixels: [Float] = []
    pixels.reserveCapacity(self.pixels.count)
    for channel in 0..<channels {
      for row in 0..<newHeight {
        for column in 0..<newWidth {
          let place = orientation.stored(row: row, column: column, height: height, width: width)
          pixels.append(self[channel, place.row, place.column])
        }
      }
    }
    return Image(channels: channels, height: newHeight, width: newWidth, pixels: pixels)
  }
}
