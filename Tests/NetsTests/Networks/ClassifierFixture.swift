import Foundation
import Nets
import Testing

/// Reference numbers of one small classifier, computed by PyTorch in float64; Fixtures/make_classifier_fixtures.py says
/// what a file holds.
struct ClassifierFixture {
  static let names = [
    "mlp", "mlp-full", "ioc", "cnn-shift", "alexnet", "inception-shift", "inception",
  ]

  /// How many values a summary shows of a larger tensor.
  private static let shown = 24

  let architecture: ClassifierArchitecture
  let imageShape: ImageShape
  let batchSize: Int
  let key: RandomKey
  private let file: SafetensorsFile

  init(_ name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/classifiers")
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name + ".safetensors")))
    file = try SafetensorsFile(decoding: bytes)
    let facts = file.metadata
    func fact<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value {
      let value = facts[name].flatMap(read)
      return try #require(value)
    }
    let extents = try fact("image") { $0.split(separator: "x").compactMap { Int($0) } }
    imageShape = ImageShape(channels: extents[0], height: extents[1], width: extents[2])
    batchSize = try fact("batch") { Int($0) }
    key = RandomKey(seed: try fact("seed") { UInt64($0) })
    architecture = ClassifierArchitecture(
      family: try fact("family") { ClassifierArchitecture.Family($0) },
      classes: try fact("classes") { Int($0) },
      activation: try fact("activation") { Activation(rawValue: $0) },
      batchNormalization: try fact("batchNormalization") { BatchNormalizationKind(rawValue: $0) },
      dropout: try fact("dropout") { Double($0) })
  }

  /// The values of a tensor; an unknown name is an empty array, which no comparison accepts.
  func values(_ name: String) -> [Double] {
    if case .double(let values)? = file[name]?.values { values } else { [] }
  }

  /// Whether there is a tensor of a name.
  func has(_ name: String) -> Bool { file[name] != nil }

  /// A trainer on the fixture's batches, from its initial parameters.
  func makeTrainer<Scalar: NetScalar>(
    _ configuration: TrainingConfiguration, kernels: some Kernels<Scalar>
  ) -> Trainer<Scalar> {
    let parameters = ParameterBuffer<Scalar>(
      layout: architecture.parameterLayout(imageShape: imageShape))
    Initializer.torch.initialize(parameters, key: key.deriving("init"))
    let network = Network(
      classifier: architecture, imageShape: imageShape, batchSize: batchSize, parameters: parameters,
      kernels: kernels, forTraining: true, randomKey: key.deriving("dropout"))
    return Trainer(
      network: network, configuration: configuration,
      batches: Batches<Scalar>(
        batchSize: batchSize, imageSize: imageShape.count, classes: architecture.classes, key: key),
      objective: ClassificationObjective(batchSize: batchSize, classes: architecture.classes))
  }

  /// The summary of the tensors of some kinds, one after the other.
  func summary<Scalar: NetScalar>(
    _ block: ParameterBuffer<Scalar>, where isIncluded: (ParameterKind) -> Bool = { _ in true }
  ) -> [Double] {
    block.layout.entries.filter { isIncluded($0.kind) }.flatMap { entry in
      let values = block.array(of: entry).map { Double($0) }
      let (count, shown) = (values.count, min(values.count, Self.shown))
      let mean = values.reduce(0, +) / Double(count)
      let square = values.reduce(0) { $0 + $1 * $1 } / Double(count)
      return [mean, square.squareRoot()] + (0..<shown).map { values[$0 * count / shown] }
    }
  }

  /// Uniform images from −1 to 1 and labels that say nothing of them, new ones every step.
  private final class Batches<Scalar: NetScalar>: BatchSource {
    let batchSize: Int
    private let imageSize: Int
    private let classes: Int
    private let key: RandomKey

    init(batchSize: Int, imageSize: Int, classes: Int, key: RandomKey) {
      self.batchSize = batchSize
      self.imageSize = imageSize
      self.classes = classes
      self.key = key
    }

    func write(
      afterSteps step: Int, to inputs: UnsafeMutablePointer<Scalar>, labels: UnsafeMutablePointer<Int32>?
    ) {
      let images = RandomStream(key: key.deriving("inputs"))
      let answers = RandomStream(key: key.deriving("labels"))
      let count = batchSize * imageSize
      for index in 0..<count { inputs[index] = Scalar(2 * images.uniform(at: step * count + index) - 1) }
      for index in 0..<batchSize {
        labels?[index] = Int32(answers.integer(at: step * batchSize + index, below: classes))
      }
    }
  }
}
