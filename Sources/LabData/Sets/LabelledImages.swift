import LabBase
import LabImages
import Nets

/// Images of one shape with a label each, as a data set's files hold them.
///
/// Pixels stay the bytes they are on disk, a quarter of the memory of floats; ``image(at:)`` maps 0…255 to [0, 1].
package struct LabelledImages: Sendable {
  /// Where the images are from, for errors: the data set's folder and the split.
  package let name: String
  /// Shape of every image.
  package let shape: ImageShape
  /// One label an image, in the order of the images.
  package let labels: [UInt8]
  /// Number of classes; every label is below it.
  package let classCount: Int
  private let pixels: [UInt8]

  /// Most bytes of pixels that are read of one split or held of one training set: 512 MiB, three times all of CIFAR-10.
  ///
  /// A file can say that it holds any number of images, and a compressed or a sparse one can deliver them; a setting
  /// can ask for any number of images of any size.
  static let largestSize = 1 << 29

  /// Classes of digits, of garments and of CIFAR-10's objects.
  package static let usualClassCount = 10

  /// Joins labels with the planar pixels of their images; `pixels` must be labels · C · H · W bytes.
  package init(
    name: String, shape: ImageShape, labels: [UInt8], pixels: [UInt8],
    classCount: Int = LabelledImages.usualClassCount
  ) {
    precondition(
      pixels.count == labels.count * shape.count,
      "\(pixels.count) bytes do not make \(labels.count) images of \(shape)")
    self.name = name
    self.shape = shape
    self.labels = labels
    self.classCount = classCount
    self.pixels = pixels
  }

  /// Number of images.
  package var count: Int { labels.count }

  /// The image at a place from 0 to ``count`` − 1, its pixels divided by 255.
  ///
  /// - Throws: `LabError.badData(path:expected:found:)` when there is none at that place.
  package func image(at index: Int) throws(LabError) -> Image {
    guard labels.indices.contains(index) else {
      throw .badData(
        path: name, expected: "an image of index \(index)", found: "\(count) images, the first of index 0")
    }
    return self[index]
  }

  /// The image at a place that is known to be there.
  subscript(index: Int) -> Image {
    withPixels(of: index) { bytes in
      Image(
        channels: shape.channels, height: shape.height, width: shape.width,
        pixels: bytes.map { Float($0) / 255 })
    }
  }

  /// The images at some places that are known to be there.
  subscript(range: ClosedRange<Int>) -> LabelledImages {
    // All of them are not copied, which of a large set would take as much memory again.
    if range == 0...(count - 1) { return self }
    return LabelledImages(
      name: name, shape: shape, labels: Array(labels[range]),
      pixels: Array(pixels[range.lowerBound * shape.count..<(range.upperBound + 1) * shape.count]),
      classCount: classCount)
  }

  /// Gives a planar image's bytes to `body`, without copying them.
  package func withPixels<Result>(of index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    pixels.withUnsafeBufferPointer { all in
      body(UnsafeBufferPointer(rebasing: all[index * shape.count..<(index + 1) * shape.count]))
    }
  }

  /// The images cut, made grey and resized, rounded to bytes again.
  ///
  /// - Throws: `badConfiguration` of key `size` where they would take more than `largestSize`, and what
  ///   `PictureForm.shape` throws.
  package func formed(_ form: PictureForm) throws(LabError) -> LabelledImages {
    let formed = try form.shape(of: shape, name: name)
    if formed == shape, form.crop == nil { return self }
    try Self.requireRoom(for: count, of: formed, key: "size")
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * formed.count)
    for index in 0..<count { pixels += try form.applied(to: self[index], name: name).bytes }
    return LabelledImages(
      name: name, shape: formed, labels: labels, pixels: pixels, classCount: classCount)
  }

  /// Makes images one after the other in the one block of memory that holds them all.
  init(name: String, shape: ImageShape, labels: [UInt8], image: (Int) -> Image) {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(labels.count * shape.count)
    for index in labels.indices { pixels += image(index).bytes }
    self.init(name: name, shape: shape, labels: labels, pixels: pixels)
  }

  /// Refuses a training set that would take more than ``largestSize``, before anything is made of it.
  ///
  /// - Parameters:
  ///   - count: how many images there would be.
  ///   - shape: what shape each would have.
  ///   - key: the setting that asks for so much.
  ///   - bytesPerValue: 1 of a whole set; images of a list are kept as floats.
  /// - Throws: `badConfiguration` saying what they would take and what to lower.
  static func requireRoom(
    for count: Int, of shape: ImageShape, key: String, bytesPerValue: Int = 1
  ) throws(LabError) {
    let extents = [count, shape.channels, shape.height, shape.width, bytesPerValue]
    // In Double, in which no product of extents overflows.
    let bytes = extents.reduce(1) { $0 * Double($1) }
    guard bytes <= Double(largestSize) else {
      throw .badConfiguration(
        key: key, found: "\(count) training images of \(shape), \(MachineMemory.text(bytes)),",
        expected: "at most \(MachineMemory.text(Double(largestSize))); lower --size or take fewer images")
    }
  }

  /// SHA-256 of all pixels in order, 64 hex digits; two sets of one shape are equal if it is.
  package var digest: String { Digest.sha256(pixels) }

  /// Where the first image of a label is; nil if there is none.
  package func firstIndex(ofLabel label: Int) -> Int? {
    labels.firstIndex { Int($0) == label }
  }

  /// Where all images of a label are, in order.
  package func indices(ofLabel label: Int) -> [Int] {
    labels.indices.filter { Int(labels[$0]) == label }
  }
}
