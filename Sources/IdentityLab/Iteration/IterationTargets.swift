import LabStatistics
import Nets

/// The training images that iterates may fall to, and the unit in which distances are measured.
package struct IterationTargets: Sendable {
  /// Their names.
  package let names: [String]
  /// Their values as the net sees them, C · H · W each, at least one image.
  package let images: [[Float]]
  /// The contrast of each (``contrast(_:)``).
  let contrasts: [Double]
  /// The unit of all distances: the root mean square of the contrasts; of images without any that of their values, and
  /// 1 of black ones.
  package let unit: Double
  /// The largest root mean square of an image's values.
  let size: Double
  private let shape: ImageShape

  /// Measures training images.
  init(names: [String], images: [[Float]], shape: ImageShape) {
    precondition(
      !images.isEmpty && names.count == images.count, "\(names.count) names, \(images.count) images")
    func mean(_ values: [Double]) -> Double {
      (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }
    let sizes = images.map(Self.size)
    let contrasts = images.map { Self.contrast($0, shape: shape) }
    self.names = names
    self.images = images
    self.contrasts = contrasts
    self.shape = shape
    size = sizes.max() ?? 0
    unit = [mean(contrasts), mean(sizes)].first { $0 > 0 } ?? 1
  }

  /// How far an image is from being blank, in units: the root mean square of its values less their channel's mean.
  func contrast(_ image: [Float]) -> Double { Self.contrast(image, shape: shape) / unit }

  /// Root mean square of the difference of two images, in units.
  func distance(_ image: [Float], _ other: [Float]) -> Double {
    var sum = 0.0
    for (value, another) in zip(image, other) {
      let difference = Double(value) - Double(another)
      sum += difference * difference
    }
    return (sum / Double(image.count)).squareRoot() / unit
  }

  /// The training image that an image is nearest to, how far that is, and Pearson's correlation with it.
  func nearest(_ image: [Float]) -> (place: Int, distance: Double, correlation: Double?) {
    let distances = images.map { distance(image, $0) }
    let place = distances.indices.min { distances[$0] < distances[$1] } ?? 0
    return (place, distances[place], pearsonCorrelation(image, images[place]))
  }

  /// How far an image is from a training image once it is given that image's size; nil of one that is zero or not finite.
  func rayDistance(_ image: [Float], place: Int) -> Double? {
    let size = Self.size(image)
    guard size > 0, size.isFinite else { return nil }
    let scale = Self.size(images[place]) / size
    var sum = 0.0
    for (value, another) in zip(image, images[place]) {
      let difference = scale * Double(value) - Double(another)
      sum += difference * difference
    }
    return (sum / Double(image.count)).squareRoot() / unit
  }

  /// Root mean square of an image's values.
  static func size(_ image: [Float]) -> Double {
    (image.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(image.count)).squareRoot()
  }

  /// Root mean square of values less the mean of their channel.
  private static func contrast(_ image: [Float], shape: ImageShape) -> Double {
    var squares = 0.0
    for start in stride(from: 0, to: image.count, by: shape.pixels) {
      let channel = image[start..<start + shape.pixels]
      let mean = channel.reduce(0.0) { $0 + Double($1) } / Double(shape.pixels)
      squares += channel.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    }
    return (squares / Double(image.count)).squareRoot()
  }
}
