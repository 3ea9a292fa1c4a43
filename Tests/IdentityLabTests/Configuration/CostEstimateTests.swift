import Nets
import Testing

@testable import IdentityLab

@Suite struct CostEstimateTests {
  @Test(
    "the estimated number of parameters is the layout's",
    arguments: [
      [.architecture: "cnn", .depth: "1", .width: "8"], [.architecture: "cnn", .depth: "4", .width: "8"],
      [.architecture: "fcn", .depth: "1", .width: "16"], [.architecture: "fcn", .depth: "5", .width: "16"],
      [.architecture: "resnet", .depth: "4", .width: "16"],
      [.architecture: "resnet-conv", .depth: "6", .width: "8"],
      [.architecture: "resnet-conv", .depth: "2", .width: "8"],
    ] as [[ExperimentKey: String]])
  func parameters(settings: [ExperimentKey: String]) throws {
    let configuration = try ExperimentFactoryTests.factory()
      .makeExperiment(ExperimentSettings(settings.merging([.size: "6"]) { $1 })).configuration
    let layout = configuration.network.parameterLayout(imageShape: configuration.imageShape)
    #expect(CostEstimate(configuration).parameters == Double(layout.count))
  }

  @Test("arithmetic grows with the batch, and activations with it")
  func batches() throws {
    let settings = ExperimentSettings([
      .image: "builtin:digits/200", .size: "8", .width: "8", .batchSize: "100",
    ])
    var configuration = try ExperimentFactoryTests.factory().makeExperiment(settings).configuration
    let batch = CostEstimate(configuration)
    configuration.batchSize = nil
    let single = CostEstimate(configuration)
    #expect(batch.operationsPerStep == 100 * single.operationsPerStep)
    #expect(batch.memory - single.memory == Double(99 * 4 * 4 * 5 * 8 * 64))
    #expect(batch.seconds > 10 * single.seconds)
  }
}
