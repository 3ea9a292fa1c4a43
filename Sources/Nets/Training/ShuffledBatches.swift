/// Mini-batches of a set of images, in a new random order every epoch.
///
/// The orders of all epochs, laid end to end, are cut into batches, so every image is seen once an epoch and a batch
/// may lie across the border of two. Epoch e's order is the permutation of the stream `key → e`: which images form a
/// batch depends on the key and the step only. Nothing is allocated after the first batch.
public final class ShuffledBatches<Scalar: NetScalar>: BatchSource {
  /// Writes the C · H · W values of the image of an index to where the batch needs them.
  public typealias ImageWriter = (_ index: Int, _ target: UnsafeMutablePointer<Scalar>) -> Void

  /// Images in every batch.
  public let batchSize: Int
  private let imageSize: Int
  private let key: RandomKey
  private let writeImage: ImageWriter
  private var order: [Int]
  private var epoch = -1

  /// Describes the batches.
  ///
  /// - Parameters:
  ///   - imageCount: how many images there are, at least `batchSize`.
  ///   - imageSize: values of an image, C · H · W.
  ///   - batchSize: images in a batch, at least 1.
  ///   - key: of the orders, by convention `seed → "batches"`.
  ///   - writeImage: is asked for indices from 0 to `imageCount` − 1.
  public init(
    imageCount: Int, imageSize: Int, batchSize: Int, key: RandomKey, writeImage: @escaping ImageWriter
  ) {
    precondition(
      batchSize >= 1 && batchSize <= imageCount, "no batch of \(imageCount) images has \(batchSize)")
    self.batchSize = batchSize
    self.imageSize = imageSize
    self.key = key
    self.writeImage = writeImage
    order = Array(0..<imageCount)
  }

  /// Writes every image of the batch.
  public func write(afterSteps completedSteps: Int, to inputs: UnsafeMutablePointer<Scalar>) {
    for place in 0..<batchSize {
      writeImage(image(at: completedSteps * batchSize + place), inputs + place * imageSize)
    }
  }

  /// The image at a position of the orders laid end to end.
  private func image(at position: Int) -> Int {
    let (wanted, place) = position.quotientAndRemainder(dividingBy: order.count)
    if wanted != epoch {
      epoch = wanted
      for index in order.indices { order[index] = index }
      RandomStream(key: key.deriving(epoch)).shuffle(&order)
    }
    return order[place]
  }
}
