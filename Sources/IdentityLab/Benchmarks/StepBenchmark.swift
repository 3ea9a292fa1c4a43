import LabBase
import Nets

/// Times the training step that runs use, on one random image, without evaluation or logging.
package struct StepBenchmark {
  /// A training's memory as planned, and what the process really took.
  package struct Memory: Codable, Equatable, Sendable {
    /// Number of weights.
    package let parameters: Int
    /// Bytes by purpose.
    package let planned: TrainingMemory
    /// Bytes of all purposes.
    package let total: Int
    /// The process's greatest resident memory in bytes, the program itself included; nil where it is not told.
    package let peakResident: Int?
  }

  /// Floating-point operations of a step as direct sums would do them: two a weight and a pixel it is applied to,
  /// for each of the three products, of which the first layer needs only two.
  ///
  /// Padding counts like pixels. Kernels that do less arithmetic reach a higher rate by this measure.
  package let operationsPerStep: Double
  /// Milliseconds of a step by the cost model that plans sweeps.
  private let estimatedMilliseconds: Double
  private let trainer: Trainer<Float>

  /// Builds the network and the trainer, whose rule has its usual constants: SGD a momentum of 0.9.
  ///
  /// - Parameters:
  ///   - clipNorm: largest gradient norm; nil does not clip.
  ///   - initializer: distribution of the first weights, which a step's time does not depend on.
  ///   - learningRate: of every step; by default 0.001 for SGD, which lets deep nets of `torch` weights be, and the
  ///     adaptive rules' usual one.
  ///   - threads: that share each step's work.
  /// - Throws: `LabError.badConfiguration` where no such network can be built or it does not fit this machine.
  package init(
    kind: NetworkKind, depth: Int, width: Int, kernelSize: Int, imageShape: ImageShape,
    optimizer: OptimizerKind, clipNorm: Double? = nil, initializer: Initializer = .torch,
    learningRate: Double? = nil, threads: Int = 1
  ) throws(LabError) {
    let architecture = kind.architecture(depth: depth, width: width, kernelSize: kernelSize)
    if let problem = architecture.problem {
      throw .badConfiguration(key: problem.property, found: "\(problem.value)", expected: problem.requirement)
    }
    let cost = CostEstimate(
      network: architecture, imageShape: imageShape, optimizer: optimizer, heldCopies: clipNorm == nil ? 0 : 1
    )
    try cost.checkMemory()
    estimatedMilliseconds = cost.secondsPerStep * 1000
    Processor.flushDenormals()
    let key = RandomKey(seed: 0)
    let layout = architecture.parameterLayout(imageShape: imageShape)
    let parameters = ParameterBuffer<Float>(layout: layout)
    let positions = architecture.isConvolutional ? imageShape.pixels : 1
    operationsPerStep = Double(positions) * Double(6 * layout.count - 2 * layout.entries[0].count)
    initializer.initialize(parameters, key: key.deriving("init"))
    let network = Network(
      architecture: architecture, activation: .relu, imageShape: imageShape, parameters: parameters,
      kernels: FastKernels(threads: threads), forTraining: true)
    let stream = RandomStream(key: key.deriving("image"))
    trainer = Trainer(
      network: network,
      configuration: TrainingConfiguration(
        optimizer: optimizer.configuration(),
        learningRate: learningRate ?? (optimizer == .sgd ? 0.001 : optimizer.defaultLearningRate),
        schedule: .constant, clipNorm: clipNorm, steps: .max, tolerance: 0),
      inputs: (0..<imageShape.count).map { Float(stream.normal(at: $0)) })
  }

  /// The plan of every weight layer.
  package var plans: [PlanDescription] { trainer.network.plans }

  /// Takes a few steps to warm up, at most three, then steps for so many seconds.
  ///
  /// - Parameter leastSteps: how many steps are timed at least, however long they take; at least 1.
  package func measure(seconds: Double, leastSteps: Int = 5) -> StepTimes {
    var times = StepTimes(seconds: seconds, leastSteps: leastSteps, operationsPerStep: operationsPerStep) {
      trainer.step()
    }
    times.estimatedMilliseconds = estimatedMilliseconds
    return times
  }

  /// Takes so many steps and reports the memory.
  package func memory(afterSteps steps: Int) -> Memory {
    for _ in 0..<steps { trainer.step() }
    let planned = trainer.memory
    return Memory(
      parameters: trainer.network.parameters.layout.count, planned: planned, total: planned.total,
      peakResident: ProcessMemory.peakResident)
  }

  /// The losses before each of so many steps and after the last.
  package func losses(steps: Int) -> [Double] {
    (0..<steps).map { _ in trainer.step() } + [trainer.computeGradients().loss]
  }

  /// The image, as the tensor `image` of extents [C, H, W], and the present weights, by their names in PyTorch's manner.
  package var tensors: SafetensorsFile {
    let (network, shape) = (trainer.network, trainer.network.imageShape)
    let image = SafetensorsFile.Tensor(
      name: "image", dimensions: [shape.channels, shape.height, shape.width],
      values: .float(network.input.array))
    return SafetensorsFile(tensors: [image] + Checkpoint.tensors(of: trainer.settledParameters()))
  }
}
