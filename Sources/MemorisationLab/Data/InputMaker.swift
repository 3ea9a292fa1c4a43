import LabData
import Nets

/// Makes of a part's stored images what the net sees of them: cut, put in another order or replaced by noise, then scaled.
///
/// Pixels stay bytes until a batch needs them. What takes more than cutting is made of the middle of each image once and
/// kept, so that only random cuts of images with permutations of their own allocate anything.
final class InputMaker {
  private let images: LabelledImages
  private let first: Int
  private let part: DataPart
  private let shape: ImageShape
  private let pixels: PixelTreatment
  private let scaling: PixelScaling
  private let key: RandomKey
  private let noise: PixelNoise?
  private let isNoise: [Bool]?
  private let order: [Int]
  /// The middles of all images as bytes, where making them takes more than cutting.
  private var made: [UInt8] = []
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// Noise of the size of a stored image, of which random cuts are made; empty where noise is made of the net's size.
  private let whole: UnsafeMutableBufferPointer<UInt8>

  /// Describes a part.
  ///
  /// - Parameters:
  ///   - images: the set that the part is of, and `range` the part's places in it.
  ///   - noise: what noise is like, where there is any.
  ///   - isNoise: which of the part's images are noise; nil for none.
  init(
    _ images: LabelledImages, _ range: Range<Int>, of part: DataPart,
    configuration: MemorisationConfiguration, noise: PixelNoise?, isNoise: [Bool]?
  ) {
    self.images = images
    first = range.lowerBound
    self.part = part
    shape = configuration.imageShape
    pixels = configuration.pixels
    scaling = configuration.normalize
    key = RandomKey(seed: configuration.seed)
    self.noise = noise
    self.isNoise = isNoise
    order =
      configuration.pixels == .shuffled
      ? RandomStream(key: key.deriving("pixels")).permutation(of: shape.pixels) : []
    bytes = .allocate(capacity: shape.count)
    whole = .allocate(capacity: configuration.cutsNoise ? images.shape.count : 0)
    let isCheap = pixels == .original || pixels == .shuffled
    guard !isCheap || isNoise?.contains(true) == true else { return }
    var all: [UInt8] = []
    all.reserveCapacity(range.count * shape.count)
    for index in 0..<range.count {
      make(index, row: centre.row, column: centre.column)
      all.append(contentsOf: bytes)
    }
    made = all
  }

  deinit {
    bytes.deallocate()
    whole.deallocate()
  }

  /// Where the middle of a stored image begins.
  private var centre: (row: Int, column: Int) {
    ((images.shape.height - shape.height) / 2, (images.shape.width - shape.width) / 2)
  }

  /// Writes what the net sees of the middle of an image, C · H · W values.
  func write(_ index: Int, to target: UnsafeMutablePointer<Float>) {
    guard made.isEmpty else {
      made.withUnsafeBufferPointer { all in
        let image = all[index * shape.count..<(index + 1) * shape.count]
        scale(UnsafeBufferPointer(rebasing: image), index, target)
      }
      return
    }
    write(index, row: centre.row, column: centre.column, to: target)
  }

  /// Writes what the net sees of a part of an image that begins at a row and a column, which may lie outside it; what is
  /// outside is black.
  func write(_ index: Int, row: Int, column: Int, to target: UnsafeMutablePointer<Float>) {
    make(index, row: row, column: column)
    scale(UnsafeBufferPointer(bytes), index, target)
  }

  /// Whether an image is noise.
  private func isNoise(_ index: Int) -> Bool { pixels == .gaussian || isNoise?[index] == true }

  /// The key of what is an image's own: its place in its set tells, so that it is the same whatever is held back.
  private func ownKey(_ index: Int, _ label: String) -> RandomKey {
    key.deriving(label).deriving(part == .test ? "test" : "training").deriving(first + index)
  }

  private func make(_ index: Int, row: Int, column: Int) {
    if isNoise(index), let noise {
      guard !whole.isEmpty else { return noise.fill(bytes, key: ownKey(index, "noise")) }
      noise.fill(whole, key: ownKey(index, "noise"))
      return cut(
        UnsafeBufferPointer(whole), row: row, column: column, order: [], outside: noise.black(ofChannel:))
    }
    let order =
      pixels == .random
      ? RandomStream(key: ownKey(index, "pixels")).permutation(of: shape.pixels) : order
    images.withPixels(of: first + index) { stored in
      cut(stored, row: row, column: column, order: order) { _ in 0 }
    }
  }

  /// Takes a part of an image of the stored size, its pixels put in an order unless that is empty.
  ///
  /// - Parameter outside: the byte of a channel for what the part has beyond the image.
  private func cut(
    _ stored: UnsafeBufferPointer<UInt8>, row: Int, column: Int, order: [Int], outside: (Int) -> UInt8
  ) {
    let (height, width) = (images.shape.height, images.shape.width)
    let isInside = row >= 0 && column >= 0 && row + shape.height <= height && column + shape.width <= width
    if isInside, order.isEmpty { return copy(stored, row: row, column: column) }
    for channel in 0..<shape.channels {
      let (from, to) = (channel * height * width, channel * shape.pixels)
      let black = outside(channel)
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          let (line, place) = (row + y, column + x)
          let isThere = line >= 0 && line < height && place >= 0 && place < width
          let target = y * shape.width + x
          bytes[to + (order.isEmpty ? target : order[target])] =
            isThere ? stored[from + line * width + place] : black
        }
      }
    }
  }

  /// Copies a part that lies inside a stored image, line by line.
  private func copy(_ stored: UnsafeBufferPointer<UInt8>, row: Int, column: Int) {
    guard let source = stored.baseAddress, let target = bytes.baseAddress else { return }
    let (height, width) = (images.shape.height, images.shape.width)
    for channel in 0..<shape.channels {
      for y in 0..<shape.height {
        (target + channel * shape.pixels + y * shape.width).update(
          from: source + (channel * height + row + y) * width + column, count: shape.width)
      }
    }
  }

  /// Turns bytes into values: each channel's is a multiple of the byte plus a constant.
  private func scale(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ target: UnsafeMutablePointer<Float>
  ) {
    let plane = shape.pixels
    func meaning(_ channel: Int) -> (scale: Double, shift: Double) {
      isNoise(index) ? noise?.meaning(ofChannel: channel) ?? (1 / 255, 0) : (1 / 255, 0)
    }
    var (mean, factor) = (0.0, 1.0)
    if scaling == .whiten {
      var (sum, squares) = (0.0, 0.0)
      for channel in 0..<shape.channels {
        var (byteSum, byteSquares) = (0, 0)
        for place in channel * plane..<(channel + 1) * plane {
          let byte = Int(bytes[place])
          byteSum += byte
          byteSquares += byte * byte
        }
        let (scale, shift) = meaning(channel)
        sum += scale * Double(byteSum) + shift * Double(plane)
        squares +=
          scale * scale * Double(byteSquares) + 2 * scale * shift * Double(byteSum)
          + shift * shift * Double(plane)
      }
      let count = Double(shape.count)
      mean = sum / count
      let deviation = max(0, squares / count - mean * mean).squareRoot()
      factor = 1 / max(deviation, 1 / count.squareRoot())
    }
    for channel in 0..<shape.channels {
      let (scale, shift) = meaning(channel)
      let (a, b) = (Float(factor * scale), Float(factor * (shift - mean)))
      for place in channel * plane..<(channel + 1) * plane { target[place] = a * Float(bytes[place]) + b }
    }
  }
}
