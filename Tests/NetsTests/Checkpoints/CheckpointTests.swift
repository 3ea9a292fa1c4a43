import Nets
import TestSupport
import Testing

/// Loading weights and state: what fits is taken whole, what does not is refused by name.
@Suite struct CheckpointTests {
  private func makeTrainer(
    _ small: SmallNetwork = SmallNetwork.everyArchitecture[0], _ optimizer: OptimizerConfiguration = .adam(),
    seed: UInt64 = 1
  ) -> Trainer<Float> {
    Trainer(
      network: small.makeNetwork(seed: seed),
      configuration: TrainingConfiguration(optimizer: optimizer, steps: 10, tolerance: 0),
      inputs: small.makeInputs())
  }

  private func mismatch(_ body: () throws -> Void) throws -> Checkpoint.MismatchError {
    try #require(throws: Checkpoint.MismatchError.self, performing: body)
  }

  @Test(
    "weights go through a file and back, for every architecture", arguments: SmallNetwork.everyArchitecture)
  func roundTripsWeights(_ small: SmallNetwork) throws {
    let parameters: ParameterBuffer<Float> = small.makeParameters()
    let file = SafetensorsFile(tensors: Checkpoint.tensors(of: parameters))
    #expect(file.tensors.map(\.name) == parameters.layout.entries.map(\.name))
    let other: ParameterBuffer<Float> = small.makeParameters(seed: 2)
    #expect(other.values.array != parameters.values.array)
    try Checkpoint.load(SafetensorsFile(decoding: file.encoded()), into: other)
    #expect(other.values.array == parameters.values.array)
  }

  @Test("state holds weights, optimiser buffers, steps and initial loss under documented names")
  func namesState() throws {
    let trainer = makeTrainer()
    _ = trainer.run(shouldStop: { trainer.completedSteps == 3 }, onMetrics: { _ in })
    let file = Checkpoint.state(of: trainer)
    #expect(
      file.tensors.map(\.name) == [
        "layers.0.weight", "layers.1.weight", "layers.2.weight", "optimizer.layers.0.exp_avg",
        "optimizer.layers.0.exp_avg_sq", "optimizer.layers.1.exp_avg", "optimizer.layers.1.exp_avg_sq",
        "optimizer.layers.2.exp_avg", "optimizer.layers.2.exp_avg_sq",
      ])
    #expect(file.metadata["step"] == "3")
    #expect(file.metadata["initialLoss"].flatMap(Double.init) == trainer.initialLoss)
    let weights: ParameterBuffer<Float> = SmallNetwork.everyArchitecture[0].makeParameters(seed: 5)
    try Checkpoint.load(file, into: weights)
    #expect(weights.values.array == trainer.settledParameters().values.array)
  }

  @Test("a run that has not begun has no initial loss to restore")
  func restoresStart() throws {
    let trainer = makeTrainer(seed: 2)
    trainer.initialLoss = 5
    trainer.completedSteps = 7
    try Checkpoint.restore(Checkpoint.state(of: makeTrainer()), into: trainer)
    #expect(trainer.initialLoss == nil && trainer.completedSteps == 0)
  }

  @Test("a file of another network is refused, naming the tensor")
  func refusesOtherNetworks() throws {
    let fcn = SmallNetwork.everyArchitecture[0]
    let parameters: ParameterBuffer<Float> = fcn.makeParameters()
    let tensors = Checkpoint.tensors(of: parameters)
    let missing = try mismatch {
      try Checkpoint.load(SafetensorsFile(tensors: [tensors[0]]), into: parameters)
    }
    #expect(missing.expected.contains("layers.1.weight") && missing.found.contains("no such tensor"))

    let reshaped = SafetensorsFile.Tensor(
      name: "layers.1.weight", dimensions: [25], values: tensors[1].values)
    let shape = try mismatch {
      try Checkpoint.load(SafetensorsFile(tensors: [tensors[0], reshaped, tensors[2]]), into: parameters)
    }
    #expect(shape.expected.contains("layers.1.weight of [5, 5]") && shape.found.contains("[25]"))

    let doubled = SafetensorsFile.Tensor(
      name: "layers.0.weight", dimensions: tensors[0].dimensions,
      values: .double([Double](repeating: 0, count: tensors[0].values.count)))
    let type = try mismatch {
      try Checkpoint.load(SafetensorsFile(tensors: [doubled, tensors[1], tensors[2]]), into: parameters)
    }
    #expect(type.expected.contains("F32") && type.found.contains("F64"))
  }

  // All hidden matrices of a linear 784 × 784 net have one shape: without this its first layers would load as a
  // shallower net.
  @Test("a deeper network's file does not pass for a shallower one's")
  func refusesDeeperNetworks() throws {
    let shape = ImageShape(channels: 1, height: 2, width: 3)
    let deep: ParameterBuffer<Float> = SmallNetwork(.fcn(depth: 3, width: 6), shape).makeParameters()
    let shallow: ParameterBuffer<Float> = SmallNetwork(.fcn(depth: 2, width: 6), shape).makeParameters()
    let error = try mismatch {
      try Checkpoint.load(SafetensorsFile(tensors: Checkpoint.tensors(of: deep)), into: shallow)
    }
    #expect(error.found.contains("layers.2.weight"))
  }

  @Test("state of another optimiser is refused", arguments: OptimizerCase.all, OptimizerCase.all)
  func refusesOtherOptimizers(_ from: OptimizerCase, _ to: OptimizerCase) throws {
    let small = SmallNetwork.everyArchitecture[0]
    let file = Checkpoint.state(of: makeTrainer(small, from.configuration))
    let trainer = makeTrainer(small, to.configuration)
    if from.testDescription == to.testDescription {
      try Checkpoint.restore(file, into: trainer)
    } else {
      let error = try mismatch { try Checkpoint.restore(file, into: trainer) }
      #expect((error.expected + error.found).contains("optimizer"))
    }
  }

  @Test(
    "state without a usable step count or initial loss is refused", arguments: [nil, "", "x", "-1", "1.5"])
  func refusesBadMetadata(text: String?) throws {
    let trainer = makeTrainer()
    _ = trainer.run(shouldStop: { trainer.completedSteps == 1 }, onMetrics: { _ in })
    var file = Checkpoint.state(of: trainer)
    file.metadata["step"] = text
    let error = try mismatch { try Checkpoint.restore(file, into: makeTrainer()) }
    #expect(error.expected.contains("steps"))
    if text == "x" {
      file.metadata["step"] = "1"
      file.metadata["initialLoss"] = text
      let error = try mismatch { try Checkpoint.restore(file, into: makeTrainer()) }
      #expect(error.expected.contains("initial loss"))
    }
  }
}
