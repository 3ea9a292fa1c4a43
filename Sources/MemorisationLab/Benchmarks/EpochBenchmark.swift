import LabBase
import LabData
import LabRuns
import Nets

/// The training steps of a classifier that runs take: each with a batch that is made of a set of random images.
package struct EpochBenchmark {
  /// Images of the set: ten batches of the usual size.
  private static let imageCount = 1280
  /// Rows and columns that the net's cut of a stored image leaves out.
  private static let border = 4

  private let configuration: MemorisationConfiguration
  private let data: ClassificationData
  private let threads: Int

  /// Draws a set of random images, of ten classes, a little larger than what the net sees of them.
  ///
  /// - Parameters:
  ///   - settings: the net and its training; sets, the size of images and a constant rate are the benchmark's own.
  ///   - shape: what the net sees, a square of one channel or three.
  /// - Throws: `LabError` for settings that cannot be used and a net that does not fit this machine.
  package init(_ settings: Settings, imageShape shape: ImageShape, threads: Int) throws(LabError) {
    guard shape.height == shape.width, [1, 3].contains(shape.channels) else {
      throw .badConfiguration(
        key: "--image-size", found: "\(shape)", expected: "a square of 1 or 3 channels for a classifier")
    }
    let side = shape.height + Self.border
    let stored = ImageShape(channels: shape.channels, height: side, width: side)
    var settings = settings
    (settings[.size], settings[.rateDecay]) = (String(shape.height), "1")
    let count = max(Self.imageCount, Int(settings[.batchSize] ?? "") ?? 0)
    let facts = LabelledSetFacts(
      training: try LabelledSetSpec(parsing: "cifar10:train/0..\(count - 1)", key: "dataSet"),
      test: try LabelledSetSpec(parsing: "cifar10:test/0..9", key: "testSet"), shape: stored, count: count,
      testCount: 10, digest: String(repeating: "0", count: 64))
    configuration = try MemorisationConfiguration.completed(
      SettingParser(settings, table: MemorisationConfiguration.settings), facts)
    try MemorisationCost(configuration).checkMemory()
    data = ClassificationData(
      configuration, training: Self.images(count, stored, label: "training"),
      test: Self.images(10, stored, label: "test"))
    self.threads = threads
    Processor.flushDenormals()
  }

  /// Times steps, the making of their batches included.
  ///
  /// - Parameter leastSteps: how many steps are timed at least, however long they take; at least 1.
  package func measure(seconds: Double, leastSteps: Int) -> StepTimes {
    let trainer = makeTrainer()
    return StepTimes(
      seconds: seconds, leastSteps: leastSteps, operationsPerStep: trainer.network.operationsPerStep
    ) {
      trainer.step()
    }
  }

  /// The losses of so many steps, by the kernels that runs use.
  ///
  /// - Parameter folder: gets first.safetensors and last.safetensors, the parameters and running statistics before and
  ///   after, the first file with the batches as `images`, [steps, N, C, H, W], and `labels`, [steps, N]; nil writes none.
  /// - Throws: `LabError` where a file cannot be written.
  package func losses(steps: Int, savingTo folder: String?) throws(LabError) -> [Double] {
    return try losses(of: makeTrainer(), steps: steps, savingTo: folder) { .float($0) }
  }

  private func makeTrainer() -> Trainer<Float> {
    MemorisationSession.makeTrainer(
      configuration, data, parameters: configuration.makeInitialParameters(), threads: threads)
  }

  /// The same in Double by the reference kernels.
  ///
  /// - Throws: `LabError` where a file cannot be written.
  package func referenceLosses(steps: Int, savingTo folder: String?) throws(LabError) -> [Double] {
    let first = configuration.makeInitialParameters()
    let parameters = ParameterBuffer<Double>(layout: first.layout)
    parameters.values.copy(from: first.values.array.map(Double.init))
    let network = Network(
      classifier: configuration.classifier, imageShape: configuration.imageShape,
      batchSize: configuration.batchSize, parameters: parameters, kernels: ReferenceKernels(),
      forTraining: true, randomKey: MemorisationSession.dropoutKey(configuration))
    let trainer = Trainer<Double>(
      network: network, configuration: configuration.training,
      batches: WidenedBatches(
        ClassificationBatches(configuration, data), imageShape: configuration.imageShape),
      objective: ClassificationObjective(
        batchSize: configuration.batchSize, classes: configuration.classCount))
    return try losses(of: trainer, steps: steps, savingTo: folder) { .double($0) }
  }

  private func losses<Scalar: NetScalar>(
    of trainer: Trainer<Scalar>, steps: Int, savingTo folder: String?,
    values: ([Scalar]) -> SafetensorsFile.Values
  ) throws(LabError) -> [Double] {
    func tensors() -> [SafetensorsFile.Tensor] {
      let parameters = trainer.settledParameters()
      return parameters.layout.entries.map { entry in
        SafetensorsFile.Tensor(
          name: entry.name, dimensions: entry.dimensions, values: values(parameters.array(of: entry)))
      }
    }
    let before = tensors()
    var losses: [Double] = []
    var (images, labels): ([Scalar], [Scalar]) = ([], [])
    for _ in 0..<steps {
      losses.append(trainer.step())
      guard folder != nil, let place = trainer.objective.labels else { continue }
      images += trainer.network.input.array
      labels += (0..<configuration.batchSize).map { Scalar(place[$0]) }
    }
    guard let folder else { return losses }
    let (shape, batch) = (configuration.imageShape, configuration.batchSize)
    let batches = [
      SafetensorsFile.Tensor(
        name: "images", dimensions: [steps, batch, shape.channels, shape.height, shape.width],
        values: values(images)),
      SafetensorsFile.Tensor(name: "labels", dimensions: [steps, batch], values: values(labels)),
    ]
    try AtomicFile.write(
      SafetensorsFile(tensors: before + batches).encoded(), to: folder + "/first.safetensors")
    try AtomicFile.write(SafetensorsFile(tensors: tensors()).encoded(), to: folder + "/last.safetensors")
    return losses
  }

  private static func images(_ count: Int, _ shape: ImageShape, label: String) -> LabelledImages {
    let stream = RandomStream(key: RandomKey(seed: 0).deriving("benchmark").deriving(label))
    return LabelledImages(
      name: "random images", shape: shape, labels: (0..<count).map { UInt8($0 % 10) },
      pixels: (0..<count * shape.count).map { UInt8(stream.integer(at: $0, below: 256)) })
  }
}
