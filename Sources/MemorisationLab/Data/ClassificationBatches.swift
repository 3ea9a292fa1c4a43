import Nets

/// Mini-batches of the training part with their labels: in a new order every epoch, cut at random where that is asked for,
/// and with noise.
///
/// A batch follows from the seed and the number of steps before it, so that a run can go on at any step.
final class ClassificationBatches: BatchSource {
  /// Images in every batch.
  let batchSize: Int

  private let data: ClassificationData
  private let maker: InputMaker
  private let imageSize: Int
  /// How many rows and columns a random cut can begin at, and the border before the image; nil of central ones.
  private let cut: (rows: Int, columns: Int, pad: Int)?
  private let noise: Double
  private let key: RandomKey
  private let order: ShuffledOrder

  /// Describes the batches of a run.
  init(_ configuration: MemorisationConfiguration, _ data: ClassificationData) {
    batchSize = configuration.batchSize
    self.data = data
    maker = data.maker(of: .training)
    let (shape, stored) = (configuration.imageShape, data.storedShape)
    imageSize = shape.count
    cut = configuration.pad.map { pad in
      (stored.height + 2 * pad - shape.height + 1, stored.width + 2 * pad - shape.width + 1, pad)
    }
    noise = configuration.inputNoise
    key = RandomKey(seed: configuration.seed)
    order = ShuffledOrder(count: configuration.trainCount, key: key.deriving("batches"))
  }

  /// Writes every image of the batch and its label.
  func write(
    afterSteps completedSteps: Int, to inputs: UnsafeMutablePointer<Float>,
    labels: UnsafeMutablePointer<Int32>?
  ) {
    let cuts = RandomStream(key: key.deriving("crop").deriving(completedSteps))
    for place in 0..<batchSize {
      let index = order.index(at: completedSteps * batchSize + place)
      let target = inputs + place * imageSize
      labels?[place] = data.label(index, of: .training)
      guard let cut else {
        maker.write(index, to: target)
        continue
      }
      maker.write(
        index, row: cuts.integer(at: 2 * place, below: cut.rows) - cut.pad,
        column: cuts.integer(at: 2 * place + 1, below: cut.columns) - cut.pad, to: target)
    }
    guard noise > 0 else { return }
    let stream = RandomStream(key: key.deriving("input-noise").deriving(completedSteps))
    for value in 0..<batchSize * imageSize { inputs[value] += Float(noise * stream.normal(at: value)) }
  }
}
