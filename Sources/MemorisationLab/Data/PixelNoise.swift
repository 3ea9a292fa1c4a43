import Foundation
import LabData
import Nets

/// Gaussian pixels with the mean and the standard deviation of a set's bytes in each channel.
///
/// An image's noise is bytes b that stand for mean + deviation · (b − 127.5) / 32: steps of a 32nd of the deviation, out to
/// four of them. That keeps noise as small in memory as pictures are.
struct PixelNoise {
  /// Bytes a standard deviation.
  private static let stepsPerDeviation = 32.0
  /// The byte, were there such a one, of the mean.
  private static let centre = 127.5

  /// Mean of each channel, pixels from 0 to 1.
  let means: [Double]
  /// Standard deviation of each channel.
  let deviations: [Double]

  /// Measures a set.
  init(of images: LabelledImages) {
    let plane = images.shape.pixels
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 256), count: images.shape.channels)
    for index in 0..<images.count {
      images.withPixels(of: index) { pixels in
        for channel in counts.indices {
          for place in channel * plane..<(channel + 1) * plane { counts[channel][Int(pixels[place])] += 1 }
        }
      }
    }
    let total = Double(images.count * plane)
    let sums = counts.map { $0.enumerated().reduce(0) { $0 + $1.offset * $1.element } }
    let squares = counts.map { $0.enumerated().reduce(0) { $0 + $1.offset * $1.offset * $1.element } }
    means = sums.map { Double($0) / total / 255 }
    deviations = zip(sums, squares).map { sum, square in
      let mean = Double(sum) / total
      return max(0, Double(square) / total - mean * mean).squareRoot() / 255
    }
  }

  /// Fills an image with the noise of a key.
  func fill(_ bytes: UnsafeMutableBufferPointer<UInt8>, key: RandomKey) {
    let stream = RandomStream(key: key)
    for place in bytes.indices {
      let value = (Self.centre + Self.stepsPerDeviation * stream.normal(at: place)).rounded()
      bytes[place] = UInt8(min(max(value, 0), 255))
    }
  }

  /// The byte of a channel that is nearest to a black pixel.
  func black(ofChannel channel: Int) -> UInt8 {
    let (scale, shift) = meaning(ofChannel: channel)
    return scale > 0 ? UInt8(min(max((-shift / scale).rounded(), 0), 255)) : 0
  }

  /// The pixel that a byte of a channel stands for is `scale` · byte + `shift`.
  func meaning(ofChannel channel: Int) -> (scale: Double, shift: Double) {
    let scale = deviations[channel] / Self.stepsPerDeviation
    return (scale, means[channel] - scale * Self.centre)
  }
}
