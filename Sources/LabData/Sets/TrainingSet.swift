import LabBase
import LabImages
import Nets

/// The images that a net is trained on, all of one shape.
///
/// A whole set's stay bytes, a quarter of the memory of floats, and are standardised when a batch needs them; a
/// resized picture's pixels are rounded to bytes for it.
package struct TrainingSet: Sendable {
  /// Most images of a whole set that pictures show: the first ones.
  static let shownImages = 4

  /// Channels, height and width of every image.
  package let shape: ImageShape
  /// Number of images.
  package let count: Int
  /// The images that a probe battery shows and holds no copies of: all of a list, the first few of a whole set.
  package let references: [Image]
  private let bytes: LabelledImages?

  /// The images of a list, at least one, all of one shape.
  init(_ images: [Image]) {
    precondition(!images.isEmpty, "a training set needs an image")
    shape = images[0].shape
    count = images.count
    references = images
    bytes = nil
  }

  /// A whole set in a form.
  ///
  /// - Throws: as ``LabelledImages/formed(_:)``.
  init(_ images: LabelledImages, form: PictureForm = PictureForm()) throws(LabError) {
    let fitted = try images.formed(form)
    shape = fitted.shape
    count = fitted.count
    references = (0..<min(Self.shownImages, fitted.count)).map { fitted[$0] }
    bytes = fitted
  }

  /// Bytes that the images take.
  package var byteCount: Int {
    references.reduce(0) { $0 + $1.pixels.count * MemoryLayout<Float>.stride }
      + (bytes.map { $0.count * $0.shape.count } ?? 0)
  }

  /// SHA-256 of a whole set's bytes; nil for a list, all of whose images are in the battery's digest.
  package var digest: String? { bytes?.digest }

  /// Writes standardised images where a batch needs them: C · H · W values each, without allocating.
  package func makeWriter(_ normalization: Normalization) -> ShuffledBatches<Float>.ImageWriter {
    guard let bytes else {
      let values = references.map(normalization.standardize)
      return { index, target in
        for place in values[index].indices { target[place] = values[index][place] }
      }
    }
    // A byte can be standardised in 256 ways a channel.
    let everyByte = (0..<shape.channels).flatMap { _ in (0..<256).map { Float($0) / 255 } }
    let table = normalization.standardize(
      Image(channels: shape.channels, height: 16, width: 16, pixels: everyByte))
    let plane = shape.pixels
    return { index, target in
      bytes.withPixels(of: index) { pixels in
        for place in pixels.indices { target[place] = table[place / plane * 256 + Int(pixels[place])] }
      }
    }
  }

  /// Mean over all images and values of the squared standardised pixel: the loss of a net that answers nothing.
  package func meanSquare(_ normalization: Normalization) -> Double {
    let write = makeWriter(normalization)
    var image = [Float](repeating: 0, count: shape.count)
    var sum = 0.0
    for index in 0..<count {
      image.withUnsafeMutableBufferPointer { buffer in
        if let start = buffer.baseAddress { write(index, start) }
      }
      sum += image.reduce(0.0) { $0 + Double($1) * Double($1) }
    }
    return sum / Double(count * shape.count)
  }

  /// All images, standardised, [N, C, H, W].
  package func standardized(_ normalization: Normalization) -> [Float] {
    let write = makeWriter(normalization)
    return [Float](unsafeUninitializedCapacity: count * shape.count) { buffer, initialized in
      if let start = buffer.baseAddress {
        for index in 0..<count { write(index, start + index * shape.count) }
      }
      initialized = count * shape.count
    }
  }
}
