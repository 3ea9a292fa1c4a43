import Nets

/// A picture as the data sets hold it: planar float pixels in [0, 1].
///
/// Axis order is channels × height × width, row-major, so pixel (c, y, x) is
/// `pixels[(c * height + y) * width + x]`. One channel is grey, three are red, green, blue.
/// What a network sees is the *standardised* picture; see ``Normalization``.
package struct Image: Equatable, Sendable {
  /// Number of channels: 1 (grey) or 3 (RGB).
  package let channels: Int
  /// Height in pixels, at least 1.
  package let height: Int
  /// Width in pixels, at least 1.
  package let width: Int
  /// channels · height · width values in [0, 1].
  package var pixels: [Float]

  /// Makes a picture of the given pixels; their count must be channels · height · width.
  package init(channels: Int, height: Int, width: Int, pixels: [Float]) {
    precondition(
      channels >= 1 && height >= 1 && width >= 1 && pixels.count == channels * height * width,
      "\(pixels.count) pixels do not make a \(channels)×\(height)×\(width) image")
    self.channels = channels
    self.height = height
    self.width = width
    self.pixels = pixels
  }

  /// Makes a picture of a decoder's samples: 0 … 255, the channels of a pixel side by side.
  init(interleaved samples: [UInt8], channels: Int, height: Int, width: Int) {
    let plane = height * width
    self.init(
      channels: channels, height: height, width: width,
      pixels: [Float](unsafeUninitializedCapacity: channels * plane) { buffer, filled in
        for channel in 0..<channels {
          for pixel in 0..<plane {
            buffer[channel * plane + pixel] = Float(samples[pixel * channels + channel]) / 255
          }
        }
        filled = channels * plane
      })
  }

  /// Makes a picture of one value.
  package init(channels: Int, height: Int, width: Int, filledWith value: Float = 0) {
    self.init(
      channels: channels, height: height, width: width,
      pixels: [Float](repeating: value, count: channels * height * width))
  }

  /// Its extents.
  package var shape: ImageShape { ImageShape(channels: channels, height: height, width: width) }

  /// The pixels as bytes, 0 … 1 rounded to 0 … 255 and clipped, in the order of ``pixels``.
  package var bytes: [UInt8] { pixels.map { UInt8(min(max(($0 * 255).rounded(), 0), 255)) } }

  /// The pixel of channel `channel` at row `y`, column `x`.
  package subscript(channel: Int, y: Int, x: Int) -> Float {
    get { pixels[(channel * height + y) * width + x] }
    set { pixels[(channel * height + y) * width + x] = newValue }
  }
}
