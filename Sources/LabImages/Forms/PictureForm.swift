import LabBase
import Nets

/// What a stored picture goes through before a net sees it: it is cut, made grey and resized, in this order.
package struct PictureForm: Hashable, Sendable {
  /// The part kept; nil keeps all.
  package var crop: PictureCrop?
  /// Whether colours become luma; see ``Image/converted(toChannels:)``.
  package var isGray: Bool
  /// The size wanted; nil keeps what is there.
  package var size: PictureSize?

  /// States a form; by default it changes nothing.
  package init(crop: PictureCrop? = nil, isGray: Bool = false, size: PictureSize? = nil) {
    self.crop = crop
    self.isGray = isGray
    self.size = size
  }

  /// A size alone.
  package init(size: (height: Int, width: Int)?) {
    self.init(size: size.map { .exact(height: $0.height, width: $0.width) })
  }

  /// The shape of pictures of a shape in this form.
  ///
  /// - Parameter name: the picture's, for errors.
  /// - Throws: `LabError.badConfiguration` of key `crop` where the part is not inside them.
  package func shape(of shape: ImageShape, name: String) throws(LabError) -> ImageShape {
    let kept = try extent(height: shape.height, width: shape.width, name: name)
    let (height, width) =
      size?.extents(ofHeight: kept.rows.count, width: kept.columns.count)
      ?? (kept.rows.count, kept.columns.count)
    return ImageShape(channels: isGray ? 1 : shape.channels, height: height, width: width)
  }

  /// A picture in this form.
  ///
  /// - Throws: as ``shape(of:name:)``.
  package func applied(to image: Image, name: String) throws(LabError) -> Image {
    let shape = try shape(of: image.shape, name: name)
    let kept = try extent(height: image.height, width: image.width, name: name)
    return image.part(rows: kept.rows, columns: kept.columns)
      .converted(toChannels: shape.channels)
      .resized(height: shape.height, width: shape.width)
  }

  private func extent(
    height: Int, width: Int, name: String
  ) throws(LabError) -> (rows: Range<Int>, columns: Range<Int>) {
    guard let crop else { return (0..<height, 0..<width) }
    guard let extent = crop.extent(height: height, width: width) else {
      throw .badConfiguration(
        key: "crop", found: "\"\(crop)\"",
        expected: "a part inside \(name), which is \(width) pixels wide and \(height) high")
    }
    return extent
  }
}

extension Image {
  /// Some consecutive rows and columns, which must be there.
  func part(rows: Range<Int>, columns: Range<Int>) -> Image {
    if rows.count == height, columns.count == width { return self }
    var pixels: [Float] = []
    pixels.reserveCapacity(channels * rows.count * columns.count)
    for channel in 0..<channels {
      for row in rows {
        let start = (channel * height + row) * width
        pixels += self.pixels[start + columns.lowerBound..<start + columns.upperBound]
      }
    }
    return Image(channels: channels, height: rows.count, width: columns.count, pixels: pixels)
  }
}
