import Nets
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabRuns

@Suite struct CostEstimateTests {
  @Test(
    "the estimated number of parameters is the layout's",
    arguments: [
      [.architecture: "cnn", .depth: "1", .width: "8"], [.architecture: "cnn", .depth: "4", .width: "8"],
      [.architecture: "fcn", .depth: "1", .width: "16"], [.architecture: "fcn", .depth: "5", .width: "16"],
      [.architecture: "resnet", .depth: "4", .width: "16"],
      [.architecture: "resnet-conv", .depth: "6", .width: "8"],
      [.architecture: "resnet-conv", .depth: "2", .width: "8"],
    ] as [[SettingKey: String]])
  func parameters(settings: [SettingKey: String]) throws {
    let configuration = try ReconstructionLab.builtIn()
      .makeExperiment(Settings(settings.merging([.size: "6"]) { $1 })).configuration
    let layout = configuration.network.parameterLayout(imageShape: configuration.imageShape)
    #expect(CostEstimate(configuration).parameters == Double(layout.count))
  }

  /// Nets from narrow to wide, shallow to deep, small to large, and every rule.
  private static let table: [[SettingKey: String]] = [
    [.width: "8"], [.width: "64", .depth: "3"], [.width: "16", .depth: "20"], [.width: "3", .depth: "1"],
    [.width: "24", .kernelSize: "9"], [.width: "32", .optimizer: "adam", .depth: "3"],
    [.width: "16", .optimizer: "rmsprop", .clipNorm: "1"], [.width: "8", .size: "28", .depth: "3"],
    [.width: "8", .image: "builtin:digits/12", .batchSize: "6", .depth: "3"],
    [.width: "16", .schedule: "flow"], [.architecture: "fcn", .width: "256", .depth: "3"],
    [.architecture: "fcn", .activation: "linear", .depth: "1"],
    [.architecture: "fcn", .width: "128", .optimizer: "adamax"],
    [.architecture: "fcn", .width: "128", .image: "builtin:digits/64", .depth: "3"],
    [.architecture: "fcn", .width: "200", .clipNorm: "1", .momentum: "0", .depth: "3"],
    [.architecture: "resnet", .width: "200", .depth: "4"],
    [.architecture: "resnet-conv", .width: "16", .depth: "6"],
    [.architecture: "resnet-conv", .width: "32", .depth: "4", .optimizer: "adagrad"],
  ]

  @Test("gradient flow holds two gradients and the weights to go back to beside what clipping holds")
  func flow() throws {
    func memory(_ settings: [SettingKey: String]) throws -> CostEstimate {
      CostEstimate(
        try ReconstructionLab.builtIn().makeConfiguration(
          Settings(settings.merging([.size: "6", .momentum: "0"]) { $1 })))
    }
    let (flow, clipped) = (try memory([.schedule: "flow"]), try memory([.clipNorm: "1"]))
    #expect(flow.memory - clipped.memory == 3 * 4 * flow.parameters)
  }

  @Test(
    "the estimated memory is that of the trainer, two copies of its state and the pictures, within a factor of two",
    arguments: table)
  func memory(settings: [SettingKey: String]) throws {
    let experiment = try ReconstructionLab.builtIn()
      .makeExperiment(Settings(settings.merging([.size: "14"]) { own, _ in own }))
    let configuration = experiment.configuration
    let session = try experiment.makeSession(threads: 1)
    let held = session.memory
    let saved = 2 * (held.weights + held.optimizerState)
    let pictures = CostEstimate.pictureBytes(of: configuration.imageShape)
    let real = Double(held.total + saved) + pictures
    let ratio = CostEstimate(configuration).memory / real
    #expect((0.5...2).contains(ratio), "estimated \(ratio) times \(real): \(held)")
    // Without the pictures, which are the same number on both sides.
    let ofNet = (CostEstimate(configuration).memory - pictures) / Double(held.total + saved)
    #expect((0.5...2).contains(ofNet), "estimated \(ofNet) times \(held.total + saved): \(held)")
  }

  @Test(
    "what a net that is asked holds is no more than estimated, and not far below it",
    arguments: [
      Architecture.cnn(depth: 5, width: 8, kernelSize: 5), .cnn(depth: 20, width: 128, kernelSize: 5),
      .cnn(depth: 1, width: 3, kernelSize: 3), .cnn(depth: 3, width: 24, kernelSize: 9),
      .resnetConv(depth: 6, width: 16, kernelSize: 3),
    ], [28, 90])
  func asking(architecture: Architecture, side: Int) throws {
    let shape = ImageShape(channels: 1, height: side, width: side)
    let parameters = ParameterBuffer<Float>(layout: architecture.parameterLayout(imageShape: shape))
    let network = Network(
      architecture: architecture, activation: .relu, imageShape: shape, parameters: parameters,
      kernels: FastKernels(threads: 1), forTraining: false)
    let real = Double(network.activationBytes + network.scratchBytes)
    let estimate = CostEstimate.forwardBytes(of: architecture, imageShape: shape)
    // Of the narrowest nets, which work in next to nothing, the estimate is of no weight beside the pictures.
    let factor = architecture.width < 4 ? 20.0 : 3
    #expect((1...factor).contains(estimate / real), "\(estimate) for \(real)")
  }

  @Test("pictures and answers of a large size are estimated at what they take")
  func pictures() throws {
    let data = try ReconstructionLab.builtIn().makeExperiment(Settings([.size: "20"])).data
    let sets = try data.battery.sets.map(\.inputs) + data.similarity.map(\.inputs)
    let held = Double(4 * sets.reduce(0) { $0 + $1.values.count })
    let estimate = CostEstimate.pictureBytes(of: ImageShape(channels: 1, height: 20, width: 20))
    // Kept, and once more while a digest is made of them.
    #expect((1.5...2.5).contains(estimate / held))
  }

  @Test("arithmetic grows with the batch, and activations with it")
  func batches() throws {
    let settings = Settings([
      .image: "builtin:digits/200", .size: "8", .width: "8", .batchSize: "100",
    ])
    var configuration = try ReconstructionLab.builtIn().makeExperiment(settings).configuration
    let batch = CostEstimate(configuration)
    configuration.batchSize = nil
    let single = CostEstimate(configuration)
    #expect(batch.operationsPerStep == 100 * single.operationsPerStep)
    #expect(batch.memory - single.memory == Double(99 * 4 * 4 * 5 * 8 * 64))
    #expect(batch.seconds > 10 * single.seconds)
    // Measuring a net does not depend on how it was trained.
    #expect(batch.run.secondsBeside < 1.5 * single.run.secondsBeside)
  }

  /// Milliseconds of a step of SGD on 28×28 pixels, the least of many, measured by `bench step` on one core with AVX-512.
  private static let measured: [(Architecture, Double)] = [
    (.cnn(depth: 1, width: 8, kernelSize: 5), 0.0019), (.cnn(depth: 2, width: 3, kernelSize: 5), 0.0084),
    (.cnn(depth: 2, width: 128, kernelSize: 5), 0.289), (.cnn(depth: 5, width: 3, kernelSize: 5), 0.0331),
    (.cnn(depth: 5, width: 8, kernelSize: 5), 0.145), (.cnn(depth: 5, width: 32, kernelSize: 5), 0.951),
    (.cnn(depth: 20, width: 3, kernelSize: 5), 0.157), (.cnn(depth: 20, width: 16, kernelSize: 5), 1.74),
    (.cnn(depth: 5, width: 16, kernelSize: 3), 0.183), (.cnn(depth: 5, width: 64, kernelSize: 3), 1.73),
    (.cnn(depth: 5, width: 3, kernelSize: 15), 0.278), (.cnn(depth: 5, width: 16, kernelSize: 15), 2.31),
    (.fcn(depth: 2, width: 512), 0.027), (.fcn(depth: 5, width: 512), 0.110),
    (.fcn(depth: 5, width: 128), 0.032), (.fcn(depth: 2, width: 2048), 0.093),
    (.resnetConv(depth: 4, width: 64, kernelSize: 3), 1.17),
  ]

  @Test("a step's estimated time is that which was measured, within a factor of two")
  func stepTimes() {
    let shape = ImageShape(channels: 1, height: 28, width: 28)
    for (network, milliseconds) in Self.measured {
      let estimate = CostEstimate(network: network, imageShape: shape, optimizer: .sgd)
      let ratio = estimate.secondsPerStep * 1000 / milliseconds
      #expect((0.5...2).contains(ratio), "\(network): estimated \(ratio) times \(milliseconds)")
    }
  }
}
