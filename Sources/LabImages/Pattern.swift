import Foundation
import Nets

/// Pictures that are no objects: what a net does to them shows most clearly whether it copies or remembers.
///
/// The raw values are the names in files and JSON. Lengths scale with the shorter side of the picture and are given
/// for one of 28 pixels.
package enum Pattern: String, CaseIterable, Sendable {
  /// One grey level all over.
  case constant
  /// Parallel stripes, as wide as the gaps between them.
  case stripes
  /// A checkerboard.
  case checkerboard
  /// A filled circle.
  case circle
  /// Independent uniform noise.
  case uniformNoise = "uniform-noise"
  /// Independent Gaussian noise.
  case gaussianNoise = "gaussian-noise"

  /// Draws the pattern at any size from 1 × 1 on.
  ///
  /// - `constant`: 0.5; varied: uniform in 0.1 … 0.9.
  /// - `stripes`: vertical of period 4, at least 2 pixels, white first; varied: period 3 … 8, any phase, any
  ///   direction.
  /// - `checkerboard`: cells of 4, at least 1 pixel, white at the top left; varied: cells of 2 … 7, any phases.
  /// - `circle`: a white disc of radius 0.3 of the shorter side on black, centred; varied: radius 0.15 … 0.4,
  ///   anywhere inside the picture.
  /// - `uniformNoise`: U[0, 1] for every pixel of every channel.
  /// - `gaussianNoise`: N(0.5, 0.25²) clipped to [0, 1] for every pixel of every channel; the clipping moves 1 in
  ///   22 values.
  ///
  /// A pixel on an edge holds the share of it that is white; where pixels are so few that varied stripes or cells
  /// would merge to grey, they are drawn from 3 … 6 and 2 … 4 pixels. The canonical noise is always the same draw.
  ///
  /// - Parameters:
  ///   - channels: Number of channels; all but noise is equal in all.
  ///   - height: Height in pixels, at least 1.
  ///   - width: Width in pixels, at least 1.
  ///   - variation: Key of the variation; nil for the canonical pattern.
  /// - Returns: A picture of values in [0, 1].
  package func image(channels: Int, height: Int, width: Int, variation: RandomKey?) -> Image {
    var image = Image(channels: channels, height: height, width: width)
    let stream = variation.map { RandomStream(key: $0.deriving(rawValue)) }
    switch self {
    case .uniformNoise, .gaussianNoise:
      let noise = stream ?? RandomStream(key: RandomKey(seed: 0).deriving("pattern").deriving(rawValue))
      for index in image.pixels.indices {
        let value = self == .uniformNoise ? noise.uniform(at: index) : 0.5 + 0.25 * noise.normal(at: index)
        image.pixels[index] = Float(min(max(value, 0), 1))
      }
    case .constant, .stripes, .checkerboard, .circle:
      let value = field(height: height, width: width, stream)
      for channel in 0..<channels {
        for y in 0..<height {
          for x in 0..<width {
            image[channel, y, x] = Float(value(Double(x) + 0.5, Double(y) + 0.5))
          }
        }
      }
    }
    return image
  }

  /// The value of a pixel as a function of its centre.
  private func field(
    height: Int, width: Int, _ stream: RandomStream?
  ) -> (_ x: Double, _ y: Double) -> Double {
    let side = Double(min(height, width))
    let unit = side / 28
    func drawn(_ index: Int, _ range: ClosedRange<Double>, canonical: Double) -> Double {
      guard let stream else {
        return canonical
      }
      return range.lowerBound + (range.upperBound - range.lowerBound) * stream.uniform(at: index)
    }
    switch self {
    case .stripes:
      let period = drawn(0, max(3, 3 * unit)...max(6, 8 * unit), canonical: max(2, 4 * unit))
      let phase = drawn(1, 0...1, canonical: 0)
      let direction = drawn(2, 0...Double.pi, canonical: 0)
      let (across, along) = (cos(direction), sin(direction))
      // A pixel's extent across the stripes.
      let extent = abs(across) + abs(along)
      return { x, y in
        Self.share(at: (x * across + y * along) / period + phase, extent: extent / period)
      }
    case .checkerboard:
      let period = 2 * drawn(0, max(2, 2 * unit)...max(4, 7 * unit), canonical: max(1, 4 * unit))
      let (phaseX, phaseY) = (drawn(1, 0...1, canonical: 0), drawn(2, 0...1, canonical: 0))
      return { x, y in
        let across = Self.share(at: x / period + phaseX, extent: 1 / period)
        let down = Self.share(at: y / period + phaseY, extent: 1 / period)
        return across * down + (1 - across) * (1 - down)
      }
    case .circle:
      let radius = drawn(0, 0.15...0.4, canonical: 0.3) * side
      let centreX = drawn(1, radius...Double(width) - radius, canonical: Double(width) / 2)
      let centreY = drawn(2, radius...Double(height) - radius, canonical: Double(height) / 2)
      return { x, y in
        let distance = ((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)).squareRoot()
        return min(max(radius - distance + 0.5, 0), 1)
      }
    case .constant, .uniformNoise, .gaussianNoise:
      let level = drawn(0, 0.1...0.9, canonical: 0.5)
      return { _, _ in level }
    }
  }

  /// Share of the interval of length `extent` around `place` in which a wave of period 1 is up: 0 … ½ of each one.
  private static func share(at place: Double, extent: Double) -> Double {
    // Length of the upper parts between 0 and an end.
    func upper(_ end: Double) -> Double {
      let whole = end.rounded(.down)
      return whole / 2 + min(end - whole, 0.5)
    }
    return min(max((upper(place + extent / 2) - upper(place - extent / 2)) / extent, 0), 1)
  }
}
