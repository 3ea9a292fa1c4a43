import Nets

/// The batches that runs see, their values in Double, for the reference.
final class WidenedBatches: BatchSource {
  private let batches: ClassificationBatches
  private let images: Buffer<Float>

  /// Widens the batches of images of a shape.
  init(_ batches: ClassificationBatches, imageShape: ImageShape) {
    self.batches = batches
    images = Buffer(count: batches.batchSize * imageShape.count)
  }

  /// Images in every batch.
  var batchSize: Int { batches.batchSize }

  /// Writes every image of the batch and its label.
  func write(
    afterSteps completedSteps: Int, to inputs: UnsafeMutablePointer<Double>,
    labels: UnsafeMutablePointer<Int32>?
  ) {
    batches.write(afterSteps: completedSteps, to: images.pointer, labels: labels)
    for place in 0..<images.count { inputs[place] = Double(images.pointer[place]) }
  }
}
