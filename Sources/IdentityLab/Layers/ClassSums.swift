import Nets

/// Sums, a class, of one layer's activations, each divided by its length; and which class's sum an activation is
/// most alike.
///
/// Of activations a_j with labels c_j the sum of class c is s_c = Σ_{j: c_j = c} a_j / |a_j|. For another activation
/// a, a · s_c / |a| is then the sum of its cosines with all activations of the class. An activation whose length is
/// 0 or not finite adds nothing.
///
/// Everything is in Double. A sum takes its activations in the order they are added, and a product its places block
/// by block: the bits depend neither on how many activations are added at once nor on the number of threads.
final class ClassSums {
  /// Numbers that a loop takes at once.
  private typealias Lanes = SIMD8<Double>

  /// Places of a block: those of all classes stay in a core's cache while a batch passes over them.
  private static let blockLength = 1024

  private let length: Int
  private let classes: Int
  private let blocks: Int
  /// [block][class][place], the last block filled up with zeros.
  private let sums: Buffer<Double>

  /// Makes zero sums of activations of `length` numbers.
  init(length: Int, classes: Int) {
    self.length = length
    self.classes = classes
    blocks = (length + Self.blockLength - 1) / Self.blockLength
    sums = Buffer(count: blocks * classes * Self.blockLength)
  }

  /// Bytes that sums of activations of `length` numbers take.
  static func byteCount(length: Int, classes: Int) -> Int {
    (length + blockLength - 1) / blockLength * blockLength * classes * MemoryLayout<Double>.stride
  }

  /// Adds the activations of a batch, [N, length], with N labels below the number of classes.
  func add(_ activations: UnsafePointer<Float>, labels: [Int], kernels: FastKernels) {
    let weights = squaredLengths(activations, count: labels.count, kernels: kernels).map { square in
      square > 0 && square.isFinite ? 1 / square.squareRoot() : 0
    }
    kernels.share(blocks) { block in
      withPlaces { places in
        for (image, label) in labels.enumerated() where weights[image] > 0 {
          load(activations + image * length, block, into: places)
          let sum = lanes(block, label)
          for i in 0..<Self.laneCount { sum[i] += places[i] * weights[image] }
        }
      }
    }
  }

  /// Σ_j a · a_j / |a_j| over the activations of each class, [N][class], of a batch of N activations a.
  ///
  /// Divided by |a|, which changes no order, they are the quasi-logits.
  func scores(_ activations: UnsafePointer<Float>, count: Int, kernels: FastKernels) -> [[Double]] {
    let products = blockSums(count: count, width: classes, kernels: kernels) { block, places, image, result in
      load(activations + image * length, block, into: places)
      for label in 0..<classes { result[label] = Self.product(places, lanes(block, label)) }
    }
    return (0..<count).map { Array(products[$0 * classes..<($0 + 1) * classes]) }
  }

  private func squaredLengths(
    _ activations: UnsafePointer<Float>, count: Int, kernels: FastKernels
  ) -> [Double] {
    blockSums(count: count, width: 1, kernels: kernels) { block, places, image, result in
      load(activations + image * length, block, into: places)
      result[0] = Self.product(places, places)
    }
  }

  /// `width` numbers for each of `count` images, summed over the blocks in their order.
  private func blockSums(
    count: Int, width: Int, kernels: FastKernels,
    _ body: (
      _ block: Int, _ places: UnsafeMutablePointer<Lanes>, _ image: Int,
      _ result: UnsafeMutablePointer<Double>
    ) -> Void
  ) -> [Double] {
    let parts = Buffer<Double>(count: blocks * count * width)
    kernels.share(blocks) { block in
      withPlaces { places in
        for image in 0..<count {
          body(block, places, image, parts.pointer + (block * count + image) * width)
        }
      }
    }
    return (0..<count * width).map { index in
      (0..<blocks).reduce(0.0) { $0 + parts.pointer[$1 * count * width + index] }
    }
  }

  private static var laneCount: Int { blockLength / Lanes.scalarCount }

  /// Memory for one block of an activation.
  private func withPlaces(_ body: (UnsafeMutablePointer<Lanes>) -> Void) {
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: Self.laneCount) { places in
      if let first = places.baseAddress { body(first) }
    }
  }

  /// A block of an activation in Double, zeros after its last place.
  private func load(
    _ activation: UnsafePointer<Float>, _ block: Int, into places: UnsafeMutablePointer<Lanes>
  ) {
    let start = block * Self.blockLength
    let count = min(Self.blockLength, length - start)
    let target = UnsafeMutableRawPointer(places).assumingMemoryBound(to: Double.self)
    let source = activation + start
    for i in 0..<count { target[i] = Double(source[i]) }
    for i in count..<Self.blockLength { target[i] = 0 }
  }

  private func lanes(_ block: Int, _ label: Int) -> UnsafeMutablePointer<Lanes> {
    UnsafeMutableRawPointer(sums.pointer + (block * classes + label) * Self.blockLength)
      .assumingMemoryBound(to: Lanes.self)
  }

  /// The product of two blocks: lane by lane, then over the lanes.
  private static func product(_ a: UnsafePointer<Lanes>, _ b: UnsafePointer<Lanes>) -> Double {
    var sum = Lanes()
    for i in 0..<laneCount { sum += a[i] * b[i] }
    return sum.sum()
  }
}
