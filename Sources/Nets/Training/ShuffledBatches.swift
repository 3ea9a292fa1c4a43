/// Mini-batches of a set of images, in a new random order every epoch.
///
/// A ``ShuffledOrder`` is cut into batches, so every image is seen once an epoch and a batch may lie across the border of
/// two. Which images form a batch depends on the key and the step only.
public final class ShuffledBatches<Scalar: NetScalar>: BatchSource {
  /// Writes the C · H · W values of the image of an index to where the batch needs them.
  public typealias ImageWriter = (_ index: Int, _ target: UnsafeMutablePointer<Scalar>) -> Void

  /// Images in every batch.
  public let batchSize: Int
  private let imageSize: Int
  private let imageLabels: [Int32]?
  private let writeImage: ImageWriter
  private let order: ShuffledOrder

  /// Describes the batches.
  ///
  /// - Parameters:
  ///   - imageCount: how many images there are, at least `batchSize`.
  ///   - imageSize: values of an image, C · H · W.
  ///   - batchSize: images in a batch, at least 1.
  ///   - key: of the orders, by convention `seed → "batches"`.
  ///   - labels: one an image; nil where nobody asks for labels.
  ///   - writeImage: is asked for indices from 0 to `imageCount` − 1.
  public init(
    imageCount: Int, imageSize: Int, batchSize: Int, key: RandomKey, labels: [Int32]? = nil,
    writeImage: @escaping ImageWriter
  ) {
    precondition(
      batchSize >= 1 && batchSize <= imageCount, "no batch of \(imageCount) images has \(batchSize)")
    precondition(
      labels.map { $0.count == imageCount } ?? true, "\(labels?.count ?? 0) labels of \(imageCount)")
    self.batchSize = batchSize
    self.imageSize = imageSize
    self.writeImage = writeImage
    imageLabels = labels
    order = ShuffledOrder(count: imageCount, key: key)
  }

  /// Writes every image of the batch, and its label.
  public func write(
    afterSteps completedSteps: Int, to inputs: UnsafeMutablePointer<Scalar>,
    labels: UnsafeMutablePointer<Int32>?
  ) {
    precondition(labels == nil || imageLabels != nil, "these images have no labels")
    for place in 0..<batchSize {
      let index = order.index(at: completedSteps * batchSize + place)
      writeImage(index, inputs + place * imageSize)
      if let labels, let imageLabels { labels[place] = imageLabels[index] }
    }
  }
}
