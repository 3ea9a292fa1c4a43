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
  }
}
