/// The cross-entropy of a batch's labels.
public final class ClassificationObjective<Scalar: NetScalar>: Objective {
  /// Images in a batch, N.
  public let batchSize: Int
  /// Number of classes.
  public let classes: Int
  /// Images of the last batch whose label was the net's answer.
  public private(set) var correct = 0
  private let batchLabels: UnsafeMutablePointer<Int32>

  /// Makes an objective for batches of a size; all labels are 0 at first.
  public init(batchSize: Int, classes: Int) {
    precondition(batchSize >= 1 && classes >= 2, "\(batchSize) labels of \(classes) classes")
    self.batchSize = batchSize
    self.classes = classes
    batchLabels = .allocate(capacity: batchSize)
    batchLabels.initialize(repeating: 0, count: batchSize)
  }

  deinit { batchLabels.deallocate() }

  /// The labels' place: N of them, from 0 to `classes` − 1.
  public var labels: UnsafeMutablePointer<Int32>? { batchLabels }
  /// The labels'.
  public var byteCount: Int { batchSize * MemoryLayout<Int32>.stride }

  /// Nothing: images are no part of it.
  public func batchWasPlaced(_ inputs: Buffer<Scalar>) {}

  /// That of ``SoftmaxCrossEntropy``.
  public func lossAndGradient(output: Buffer<Scalar>, gradient: Buffer<Scalar>) -> Double {
    let result = SoftmaxCrossEntropy.evaluate(
      logits: output.pointer, labels: batchLabels, count: batchSize, classes: classes,
      gradient: gradient.pointer)
    correct = result.correct
    return result.loss
  }
}
