import Nets
import TestSupport
import Testing

/// What a network promises beyond its arithmetic: other image sizes, batches, shared weights.
@Suite struct NetworkTests {
  static func makeNetwork(
    _ architecture: Architecture, _ parameters: ParameterBuffer<Float>, _ shape: ImageShape, batch: Int = 1,
    forTraining: Bool = false, kernels: any Kernels<Float> = FastKernels()
  ) -> Network<Float> {
    Network(
      architecture: architecture, activation: .relu, imageShape: shape, batchSize: batch,
      parameters: parameters, kernels: kernels, forTraining: forTraining)
  }

  @Test("a convolutional net sees in the middle of a large image what it sees in the crop around it")
  func runsOnLargerImages() {
    // Three 3 × 3 layers look 3 pixels far, so the 7 × 7 crop around a pixel decides its output.
    let small = SmallNetwork(
      .cnn(depth: 3, width: 4, kernelSize: 3), ImageShape(channels: 2, height: 7, width: 7))
    let parameters: ParameterBuffer<Float> = small.makeParameters()
    let large = Self.makeNetwork(
      small.architecture, parameters, ImageShape(channels: 2, height: 15, width: 12))
    let crop = Self.makeNetwork(small.architecture, parameters, small.imageShape)
    let image: [Float] = normalValues(large.input.count, label: "image")
    large.input.copy(from: image)
    large.forward()
    for (top, left) in [(0, 0), (4, 2), (8, 5)] {
      crop.input.copy(
        from: (0..<2 * 7 * 7).map { image[$0 / 49 * 180 + (top + $0 / 7 % 7) * 12 + left + $0 % 7] })
      crop.forward()
      for channel in 0..<2 {
        let inLarge = large.output[channel * 180 + (top + 3) * 12 + left + 3]
        #expect(isClose(crop.output[channel * 49 + 3 * 7 + 3], inLarge, relative: 1e-5))
      }
    }
  }

  @Test("on a single pixel only the filters' middle taps count")
  func runsOnOnePixel() {
    let architecture = Architecture.cnn(depth: 2, width: 3, kernelSize: 3)
    let small = SmallNetwork(architecture, ImageShape(channels: 1, height: 28, width: 28))
    let parameters: ParameterBuffer<Float> = small.makeParameters()
    let network = Self.makeNetwork(architecture, parameters, ImageShape(channels: 1, height: 1, width: 1))
    let first = parameters.array(of: parameters.layout.entries[0])
    let second = parameters.array(of: parameters.layout.entries[1])
    for x in [Float(2), -1.5] {
      network.input.copy(from: [x])
      network.forward()
      let expected = (0..<3).map { second[9 * $0 + 4] * max(0, first[9 * $0 + 4] * x) }.reduce(0, +)
      #expect(isClose(network.output[0], expected, absolute: 1e-6, relative: 1e-6))
      #expect(expected != 0)
    }
  }

  @Test("a test-size network follows the training of the weights that it shares")
  func sharesWeights() {
    let small = SmallNetwork(
      .cnn(depth: 2, width: 3, kernelSize: 3), ImageShape(channels: 1, height: 5, width: 5))
    let training: Network<Float> = small.makeNetwork(kernels: FastKernels())
    let shape = ImageShape(channels: 1, height: 9, width: 8)
    let shared = Self.makeNetwork(small.architecture, training.parameters, shape)
    shared.input.copy(from: normalValues(72, label: "image"))
    shared.forward()
    let before = shared.output.array
    let trainer = Trainer(
      network: training, configuration: TrainingConfiguration(steps: 1, tolerance: 0),
      inputs: small.makeInputs())
    trainer.step()
    #expect(trainer.settledParameters() === training.parameters)
    shared.forward()
    let copy = ParameterBuffer<Float>(layout: training.parameters.layout)
    copy.values.copy(from: training.parameters.values.array)
    let fresh = Self.makeNetwork(small.architecture, copy, shape)
    fresh.input.copy(from: shared.input.array)
    fresh.forward()
    #expect(shared.output.array == fresh.output.array)
    #expect(shared.output.array != before)
  }

  @Test(
    "a batch gives what its images give one by one, and the mean of their gradients",
    arguments: SmallNetwork.everyArchitecture)
  func batchEqualsSingleImages(_ small: SmallNetwork) {
    let parameters: ParameterBuffer<Float> = small.makeParameters()
    let batch = Self.makeNetwork(
      small.architecture, parameters, small.imageShape, batch: small.batchSize, forTraining: true)
    // The single images go through the plain loops, so a mistake of the fast ones cannot cancel.
    let single = Self.makeNetwork(
      small.architecture, parameters, small.imageShape, forTraining: true,
      kernels: ReferenceKernels<Float>())
    let inputs: [Float] = small.makeInputs()
    let configuration = TrainingConfiguration(steps: 1, tolerance: 0)
    let (batchLoss, batchGradients) = Trainer(
      network: batch, configuration: configuration, inputs: inputs
    ).computeGradients()
    var outputs: [Float] = []
    var (loss, gradients) = (0.0, [Double](repeating: 0, count: parameters.layout.count))
    for image in 0..<small.batchSize {
      let one = Array(inputs[image * small.imageShape.count..<(image + 1) * small.imageShape.count])
      let result = Trainer(network: single, configuration: configuration, inputs: one).computeGradients()
      loss += result.loss / Double(small.batchSize)
      outputs += single.output.array
      for (index, value) in result.gradients.values.array.enumerated() {
        gradients[index] += Double(value) / Double(small.batchSize)
      }
    }
    expectClose(batch.output.array, outputs.map(Double.init), absolute: 1e-6, relative: 1e-6, "outputs")
    expectClose([batchLoss], [loss], absolute: 0, relative: 1e-6, "loss")
    expectClose(
      batchGradients.values.array, gradients, absolute: 1e-6, relative: 1e-5, "gradients")
  }

  @Test("the trace names every weight layer and block in order, with the shapes that figures draw")
  func tracesLayers() {
    func trace(_ small: SmallNetwork) -> [String] {
      let network: Network<Float> = small.makeNetwork()
      return network.trace.map { "\($0.name) \($0.shape) \($0.values.count)" }
    }
    let cases = SmallNetwork.everyArchitecture
    #expect(trace(cases[0]) == ["layers.0 5×1×1 15", "layers.1 5×1×1 15", "layers.2 1×3×4 36"])
    #expect(trace(cases[1]) == ["layers.0 3×4×3 108", "layers.1 3×4×3 108", "layers.2 2×4×3 72"])
    #expect(
      trace(cases[2]) == [
        "blocks.0.fc1 5×1×1 15", "blocks.0.fc2 1×3×4 36", "blocks.0 1×3×4 36", "blocks.1.fc1 5×1×1 15",
        "blocks.1.fc2 1×3×4 36", "blocks.1 1×3×4 36",
      ])
    #expect(
      trace(cases[3]) == [
        "first 2×3×4 72", "blocks.0.conv1 2×3×4 72", "blocks.0.conv2 2×3×4 72", "blocks.0 2×3×4 72",
        "blocks.1.conv1 2×3×4 72", "blocks.1.conv2 2×3×4 72", "blocks.1 2×3×4 72", "last 2×3×4 72",
      ])
  }

  @Test("every weight layer is planned once for its shape")
  func listsPlans() {
    let network: Network<Float> = SmallNetwork.everyArchitecture[3].makeNetwork()
    #expect(
      network.plans.map(\.layer) == [
        "first", "blocks.0.conv1", "blocks.0.conv2", "blocks.1.conv1", "blocks.1.conv2", "last",
      ])
    #expect(network.plans[0].shape == "3×2→2×3×4 k3")
  }
}
