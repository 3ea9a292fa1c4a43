import Nets
import TestSupport
import Testing

/// Mistakes of a programmer who puts a network or its training together end the program.
@Suite("Preconditions of networks and training") struct NetworkPreconditionTests {
  @Test("a network takes the weights of its own layout only")
  func layout() async {
    await #expect(processExitsWith: .failure) {
      let shape = ImageShape(channels: 1, height: 2, width: 3)
      let parameters: ParameterBuffer<Float> = SmallNetwork(.fcn(depth: 2, width: 5), shape).makeParameters()
      _ = Network(
        architecture: .fcn(depth: 2, width: 6), activation: .relu, imageShape: shape, parameters: parameters,
        kernels: ReferenceKernels<Float>(), forTraining: false)
    }
  }

  @Test("an architecture of no size has no layout")
  func architecture() async {
    await #expect(processExitsWith: .failure) {
      let shape = ImageShape(channels: 1, height: 2, width: 3)
      _ = Architecture.resnet(depth: 3, width: 4).parameterLayout(imageShape: shape)
    }
  }

  @Test("a network made for inference is not trained")
  func inference() async {
    await #expect(processExitsWith: .failure) {
      let small = SmallNetwork.everyArchitecture[0]
      let network = Network(
        architecture: small.architecture, activation: .relu, imageShape: small.imageShape,
        batchSize: small.batchSize, parameters: small.makeParameters(), kernels: FastKernels(),
        forTraining: false)
      Trainer(
        network: network, configuration: TrainingConfiguration(steps: 1, tolerance: 0),
        inputs: small.makeInputs()
      ).step()
    }
  }

  @Test("a trainer takes as many inputs as its network's batch has")
  func inputs() async {
    await #expect(processExitsWith: .failure) {
      let small = SmallNetwork.everyArchitecture[0]
      _ = Trainer<Float>(
        network: small.makeNetwork(), configuration: TrainingConfiguration(steps: 1, tolerance: 0),
        inputs: [1, 2, 3])
    }
  }

  @Test("changing batches need a network that does not take its input for fixed")
  func batches() async {
    await #expect(processExitsWith: .failure) {
      let small = SmallNetwork(.fcn(depth: 1, width: 1), ImageShape(channels: 1, height: 1, width: 1))
      let network: Network<Float> = small.makeNetwork()
      _ = Trainer(
        network: network, configuration: TrainingConfiguration(steps: 1, tolerance: 0),
        batches: ShuffledBatches<Float>(
          imageCount: 2, imageSize: 1, batchSize: 1, key: RandomKey(seed: 1), writeImage: { _, _ in }))
    }
  }

  @Test("a training has steps, and Polyak's step is SGD's, unclipped")
  func configuration() async {
    await #expect(processExitsWith: .failure) { _ = TrainingConfiguration(steps: -1, tolerance: 0) }
    await #expect(processExitsWith: .failure) {
      _ = TrainingConfiguration(optimizer: .adam(), schedule: .polyak, steps: 1, tolerance: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = TrainingConfiguration(schedule: .polyak, clipNorm: 1, steps: 1, tolerance: 0)
    }
  }

  @Test("layers and teams have extents")
  func extents() async {
    await #expect(processExitsWith: .failure) {
      _ = LinearShape(batch: 1, inputFeatures: 0, outputFeatures: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = ConvolutionShape(
        batch: 1, inputChannels: 1, outputChannels: 1, height: 2, width: 2, kernelSize: 0)
    }
    await #expect(processExitsWith: .failure) { _ = FastKernels(threads: 0) }
  }

  @Test("a state's domains describe all of its numbers")
  func domains() async {
    await #expect(processExitsWith: .failure) {
      _ = TrainingState<Float>(
        name: "a", values: .doubles(Buffer(count: 3)), domains: [StateDomain(.finite, count: 2)])
    }
  }

  @Test("batch normalisation is not trained on a batch of one vector")
  func batchOfOne() async {
    await #expect(processExitsWith: .failure) {
      let classifier = ClassifierArchitecture(
        family: .mlp(layers: 1, width: 3), classes: 2, batchNormalization: .shift)
      let small = SmallClassifier(classifier, ImageShape(channels: 1, height: 2, width: 2), batchSize: 1)
      let trainer: Trainer<Float> = small.makeTrainer(TrainingConfiguration(steps: 1, tolerance: 0))
      trainer.step()
    }
  }

  @Test("adversarial training needs a network with an input gradient")
  func adversarial() async {
    await #expect(processExitsWith: .failure) {
      let small = SmallClassifier.everyFamily[0]
      let network: Network<Float> = small.makeNetwork()
      _ = Trainer(
        network: network,
        configuration: TrainingConfiguration(adversarialEpsilon: 0.1, steps: 1, tolerance: 0),
        batches: small.makeBatches(), objective: ClassificationObjective(batchSize: 4, classes: 3))
    }
  }
}
