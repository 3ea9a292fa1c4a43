/// Batch normalisation with a shift, and with a scale or without; a ReLU may be part of it.
///
/// In training the batch gives its own means and variances; every update moves the running ones a tenth of the way
/// towards them, the variance as n/(n − 1) times the batch's. In evaluation the running ones are used. As in PyTorch.
final class BatchNormalizationLayer<Scalar: NetScalar>: Layer {
  /// The running statistics' share that an update replaces.
  static var momentum: Double { 0.1 }

  let name: String
  let outputShape: ImageShape
  let output: Buffer<Scalar>
  private let shape: ChannelShape
  private let scale: VectorTraining<Scalar>?
  private let shift: VectorTraining<Scalar>
  private let running: BatchNormalization<Scalar>
  /// Whether the output is that of a ReLU behind the normalisation.
  let rectifies: Bool
  private let batchMean: Buffer<Scalar>
  private let batchVariance: Buffer<Scalar>
  private let kernels: any Kernels<Scalar>
  private var mode = ForwardMode.evaluation

  /// - Parameters:
  ///   - scale: its place among the parameters, and so on; nil is none.
  ///   - rectifies: whether a ReLU is part of the layer, which saves passes over the activations.
  init(
    name: String, shape imageShape: ImageShape, batch: Int, scale: UnsafeMutablePointer<Scalar>?,
    shift: UnsafeMutablePointer<Scalar>, runningMean: UnsafeMutablePointer<Scalar>,
    runningVariance: UnsafeMutablePointer<Scalar>, rectifies: Bool = false, kernels: any Kernels<Scalar>
  ) {
    self.name = name
    self.rectifies = rectifies
    self.kernels = kernels
    outputShape = imageShape
    let channels = imageShape.channels
    shape = ChannelShape(batch: batch, channels: channels, positions: imageShape.pixels)
    output = Buffer(count: shape.count)
    self.scale = scale.map {
      VectorTraining(name: name + ".weight", values: $0, count: channels, kernels: kernels)
    }
    self.shift = VectorTraining(name: name + ".bias", values: shift, count: channels, kernels: kernels)
    running = BatchNormalization(
      mean: runningMean, variance: runningVariance, scale: scale.map { UnsafePointer($0) }, shift: shift,
      rectifies: rectifies)
    batchMean = Buffer(count: channels)
    batchVariance = Buffer(count: channels)
  }

  var trainedLayers: [any TrainedLayer<Scalar>] { [self] }
  var activationBytes: Int { output.byteCount + batchMean.byteCount + batchVariance.byteCount }

  /// The batch's own statistics.
  private var ofBatch: BatchNormalization<Scalar> {
    BatchNormalization(
      mean: batchMean.pointer, variance: batchVariance.pointer, scale: running.scale, shift: running.shift,
      rectifies: rectifies)
  }

  func forward(input: Buffer<Scalar>, mode: ForwardMode) {
    self.mode = mode
    switch mode {
    case .evaluation:
      kernels.normalize(shape, input: input.pointer, by: running, output: output.pointer)
    case .training:
      precondition(shape.channelCount > 1, "\(name): one value a channel cannot be normalised by itself")
      kernels.normalizeBatch(shape, input: input.pointer, by: ofBatch, output: output.pointer)
    }
  }

  func backward(
    input: Buffer<Scalar>, outputGradient: Buffer<Scalar>, inputGradient: Buffer<Scalar>?, pass: BackwardPass
  ) {
    if mode == .evaluation {
      precondition(!pass.wantsParameters, "\(name) is trained on the batch's own statistics")
      if let inputGradient { propagateInEvaluation(outputGradient, to: inputGradient) }
      return
    }
    kernels.normalizeBatchBackward(
      shape, input: input.pointer, outputGradient: outputGradient.pointer, by: ofBatch,
      inputGradient: inputGradient?.pointer, scaleGradient: scale?.gradient.pointer,
      shiftGradient: shift.gradient.pointer)
    guard pass.wantsParameters else { return }
    scale?.take(pass)
    shift.take(pass)
    if pass.update != nil { moveRunningStatistics() }
  }

  private func propagateInEvaluation(_ outputGradient: Buffer<Scalar>, to inputGradient: Buffer<Scalar>) {
    var gradient = outputGradient.pointer
    if rectifies {
      // The output is above 0 where what the ReLU was given is.
      kernels.rectifyBackward(
        output.pointer, outputGradient: gradient, inputGradient: inputGradient.pointer, count: output.count)
      gradient = inputGradient.pointer
    }
    kernels.normalizeBackward(
      shape, outputGradient: gradient, by: running, inputGradient: inputGradient.pointer)
  }

  private func moveRunningStatistics() {
    let count = Scalar(shape.channelCount)
    let (kept, share) = (Scalar(1 - Self.momentum), Scalar(Self.momentum))
    for c in 0..<shape.channels {
      running.mean[c] = kept * running.mean[c] + share * batchMean.pointer[c]
      running.variance[c] =
        kept * running.variance[c] + share * (batchVariance.pointer[c] * count / (count - 1))
    }
  }
}

extension BatchNormalizationLayer: TrainedLayer {
  private var vectors: [VectorTraining<Scalar>] { [scale, shift].compactMap { $0 } }

  func prepareTraining(update: WeightUpdate, inPlace: Bool) {
    for vector in vectors { vector.prepare(update) }
  }

  func settle() {}
  func stateWasRestored() {}

  var gradientSquares: Double { (scale?.gradientSquares ?? 0) + shift.gradientSquares }

  func applyHeldGradient(_ update: WeightUpdate, scale factor: Double) {
    scale?.apply(update, scale: factor)
    shift.apply(update, scale: factor)
    moveRunningStatistics()
  }

  func writeHeldGradients(_ place: (UnsafeMutablePointer<Scalar>) -> UnsafeMutablePointer<Scalar>) {
    for vector in vectors {
      place(vector.values).update(from: vector.gradient.pointer, count: vector.gradient.count)
    }
  }

  var gradientBytes: Int { vectors.map(\.gradient.byteCount).reduce(0, +) }
  var ownScratchBytes: Int { 0 }
  var state: [TrainingState<Scalar>] { vectors.flatMap(\.state) }
}
