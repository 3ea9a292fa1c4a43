import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabFigures
@testable import LabRuns

@Suite struct PredictorTests {
  @Test(
    "answering in parts gives the bits of answering at once",
    arguments: [
      [.architecture: "cnn", .depth: "3", .width: "8"], [.architecture: "fcn", .depth: "3", .width: "33"],
      [.architecture: "resnet", .depth: "4", .width: "17"],
      [.architecture: "resnet-conv", .depth: "4", .width: "8"],
    ] as [[SettingKey: String]], [1, 2, 3, 6, 7])
  func parts(settings: [SettingKey: String], imagesAtOnce: Int) throws {
    let experiment = try ReconstructionLab.builtIn()
      .makeExperiment(Settings(settings.merging([.size: "9"]) { $1 }))
    let configuration = experiment.configuration
    let shape = configuration.imageShape
    let parameters = configuration.makeInitialParameters()
    let batch = ImageBatch(shape: shape, values: normalValues(7 * shape.count, label: "batch"))
    let whole = Predictor(configuration, parameters: parameters, imageShape: shape).predict(batch)
    let bytes = CostEstimate.activationBytes(of: configuration.network, imageShape: shape)
    let inParts = Predictor(
      configuration, parameters: parameters, imageShape: shape,
      activationLimit: bytes * (Double(imagesAtOnce) + 0.5)
    ).predict(batch)
    #expect(inParts == whole)
  }

  @Test("a net of which not even one image fits the limit still answers")
  func oneAtLeast() throws {
    let configuration = try ReconstructionLab.builtIn()
      .makeExperiment(Settings([.depth: "2", .width: "2", .size: "4"])).configuration
    let shape = configuration.imageShape
    let predictor = Predictor(
      configuration, parameters: configuration.makeInitialParameters(), imageShape: shape, activationLimit: 1)
    let batch = ImageBatch(shape: shape, values: normalValues(2 * shape.count, label: "batch"))
    #expect(predictor.predict(batch).count == 2)
  }

  @Test("a trace after the activation function is the function of one before it; the last layer has none")
  func activated() throws {
    for architecture in ["cnn", "resnet-conv"] {
      let configuration = try ReconstructionLab.builtIn().makeExperiment(
        Settings([.architecture: architecture, .depth: "4", .width: "3", .size: "5"])
      ).configuration
      let shape = configuration.imageShape
      let predictor = Predictor(
        configuration, parameters: configuration.makeInitialParameters(), imageShape: shape)
      let image: [Float] = normalValues(shape.count, label: "image")
      let before = predictor.trace(image)
      let after = predictor.trace(image, afterActivation: true)
      #expect(before.map(\.name) == after.map(\.name))
      // What follows no activation function: a block's second convolution, its sum, the last convolution.
      let plain = ["blocks.0.conv2", "blocks.0", "last", "layers.3"]
      for (before, after) in zip(before, after) {
        let expected = plain.contains(before.name.module) ? before.values : before.values.map { max($0, 0) }
        #expect(after.values == expected, "\(before.name.module)")
        #expect(before.values.contains { $0 < 0 })
      }
    }
  }

  @Test("the nets of the quick figures are evaluated in batches of 20, the widest ones in smaller ones")
  func batches() {
    let shape = ImageShape(channels: 1, height: 28, width: 28)
    func bytes(_ network: Architecture) -> Double {
      CostEstimate.activationBytes(of: network, imageShape: shape)
    }
    #expect(20 * bytes(.cnn(depth: 9, width: 128, kernelSize: 5)) < Predictor.activationLimit)
    #expect(20 * bytes(.fcn(depth: 9, width: 2048)) < Predictor.activationLimit)
    #expect(20 * bytes(.cnn(depth: 20, width: 1024, kernelSize: 5)) > Predictor.activationLimit)
    #expect(bytes(.cnn(depth: 2, width: 10, kernelSize: 5)) == 2 * 2 * 4 * 10 * 784)
  }
}
