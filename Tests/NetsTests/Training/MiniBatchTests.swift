import AllocationCounter
import Nets
import TestSupport
import Testing

/// Batches that change from step to step, and training on them.
@Suite struct MiniBatchTests {
  /// Writes the image's index into its only value.
  private func makeIndices(_ count: Int, batchSize: Int, seed: UInt64 = 1) -> ShuffledBatches<Double> {
    ShuffledBatches(imageCount: count, imageSize: 1, batchSize: batchSize, key: RandomKey(seed: seed)) {
      $1[0] = Double($0)
    }
  }

  private func batch(_ batches: ShuffledBatches<Double>, _ step: Int) -> [Double] {
    var values = [Double](repeating: -1, count: batches.batchSize)
    values.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { batches.write(afterSteps: step, to: start) }
    }
    return values
  }

  @Test("every epoch shows every image once, in an order of its own", arguments: [1, 3, 7])
  func epochs(batchSize: Int) {
    let batches = makeIndices(7, batchSize: batchSize)
    let seen = (0..<7 * 3 / batchSize + 1).flatMap { batch(batches, $0) }
    let epochs = (0..<3).map { Array(seen[$0 * 7..<($0 + 1) * 7]) }
    for epoch in epochs { #expect(epoch.sorted() == (0..<7).map(Double.init)) }
    #expect(Set(epochs).count == 3)
  }

  @Test("a batch depends on key and step alone, whatever was asked before")
  func independence() {
    let inOrder = makeIndices(10, batchSize: 4)
    let expected = (0..<12).map { batch(inOrder, $0) }
    let other = makeIndices(10, batchSize: 4)
    for step in [11, 0, 5, 5, 2] { #expect(batch(other, step) == expected[step]) }
    #expect(batch(makeIndices(10, batchSize: 4, seed: 2), 0) != expected[0])
  }

  private let images: [[Float]] = (0..<5).map { normalValues(12, label: "image \($0)") }

  /// A trainer on batches of `batchSize` of five images.
  private func makeTrainer(
    _ architecture: Architecture, batchSize: Int, configuration: TrainingConfiguration,
    kernels: any Kernels<Float> = FastKernels()
  ) -> Trainer<Float> {
    let shape = ImageShape(channels: 1, height: 3, width: 4)
    let small = SmallNetwork(architecture, shape, batchSize: batchSize)
    let network = Network(
      architecture: architecture, activation: .relu, imageShape: shape, batchSize: batchSize,
      parameters: small.makeParameters(), kernels: kernels, forTraining: true, inputIsFixed: false)
    let images = images
    return Trainer(
      network: network, configuration: configuration,
      batches: ShuffledBatches(
        imageCount: images.count, imageSize: shape.count, batchSize: batchSize, key: RandomKey(seed: 3)
      ) { index, target in for place in images[index].indices { target[place] = images[index][place] } })
  }

  @Test(
    "a run on mini-batches resumed at any step equals one that was never interrupted, bit for bit",
    arguments: [Architecture.fcn(depth: 2, width: 5), .cnn(depth: 2, width: 3, kernelSize: 3)], [1, 2])
  func resumesExactly(architecture: Architecture, batchSize: Int) throws {
    let configuration = TrainingConfiguration(steps: 9, tolerance: 0, logInterval: 1)
    let whole = makeTrainer(architecture, batchSize: batchSize, configuration: configuration)
    var rows: [TrainingMetrics] = []
    _ = whole.run(onMetrics: { rows.append($0) })
    for step in 0..<9 {
      var resumedRows: [TrainingMetrics] = []
      let first = makeTrainer(architecture, batchSize: batchSize, configuration: configuration)
      _ = first.run(shouldStop: { first.completedSteps == step }, onMetrics: { resumedRows.append($0) })
      let second = makeTrainer(architecture, batchSize: batchSize, configuration: configuration)
      try Checkpoint.restore(
        SafetensorsFile(decoding: Checkpoint.state(of: first).encoded()), into: second)
      _ = second.run(onMetrics: { resumedRows.append($0) })
      #expect(resumedRows == rows, "resumed at \(step)")
      #expect(second.settledParameters().values.array == whole.settledParameters().values.array)
    }
  }

  @Test(
    "fast kernels rely on nothing that changing inputs break",
    arguments: [
      Architecture.fcn(depth: 1, width: 1), .fcn(depth: 3, width: 6), .resnet(depth: 2, width: 6),
    ])
  func agreesWithReference(architecture: Architecture) {
    let configuration = TrainingConfiguration(learningRate: 0.05, steps: 12, tolerance: 0)
    let trainers = [FastKernels() as any Kernels<Float>, ReferenceKernels<Float>()].map {
      makeTrainer(architecture, batchSize: 1, configuration: configuration, kernels: $0)
    }
    let weights = trainers.map { trainer in
      _ = trainer.run(onMetrics: { _ in })
      return trainer.settledParameters().values.array.map(Double.init)
    }
    expectClose(weights[0], weights[1], absolute: 1e-5, relative: 1e-4, "weights")
  }

  @Test("losses and gradients before a step are those of the step's batch")
  func batchInPlace() {
    let trainer = makeTrainer(
      .cnn(depth: 1, width: 1, kernelSize: 3), batchSize: 2,
      configuration: TrainingConfiguration(steps: 5, tolerance: 0))
    for _ in 0..<4 {
      let loss = trainer.computeGradients().loss
      #expect(trainer.step() == loss)
    }
  }

  @Test(
    "steps on mini-batches allocate nothing, new epochs included",
    .enabled(if: allocation_counter_is_available(), "needs glibc's allocator, without a sanitizer"))
  func allocatesNothing() {
    let trainer = makeTrainer(
      .cnn(depth: 2, width: 3, kernelSize: 3), batchSize: 2,
      configuration: TrainingConfiguration(steps: 100, tolerance: 0))
    trainer.step()
    allocation_counter_start()
    for _ in 0..<20 { trainer.step() }
    #expect(allocation_counter_stop() == 0)
  }

  @Test("every image comes with its label, once an epoch")
  func labels() {
    let batches = ShuffledBatches<Float>(
      imageCount: 6, imageSize: 1, batchSize: 2, key: RandomKey(seed: 4), labels: [10, 11, 12, 13, 14, 15]
    ) { index, target in target[0] = Float(index) }
    var (images, labels) = ([Float](repeating: -1, count: 2), [Int32](repeating: -1, count: 2))
    for epoch in 0..<3 {
      var seen: Set<Int32> = []
      for step in 3 * epoch..<3 * epoch + 3 {
        batches.write(afterSteps: step, to: &images, labels: &labels)
        #expect(labels == images.map { Int32($0) + 10 })
        seen.formUnion(labels)
      }
      #expect(seen.count == 6)
    }
  }
}
