import TestSupport
import Testing

@testable import Nets

/// Each layer alone: gradients by its input and its weights against central differences, in Double.
@Suite struct LayerGradientTests {
  private func weights(
    _ index: Int, _ parameters: (ParameterBuffer<Double>, ParameterBuffer<Double>)
  ) -> UnsafeMutablePointer<Double> {
    parameters.0.pointer(to: parameters.0.layout.entries[index])
  }

  @Test("a convolution of any kernel, image and batch", arguments: [1, 2, 3, 4, 5, 8])
  func convolution(kernelSize: Int) {
    for (batch, height, width) in [(1, 5, 4), (3, 2, 3), (2, 1, 1)] {
      let shape = ConvolutionShape(
        batch: batch, inputChannels: 2, outputChannels: 3, height: height, width: width,
        kernelSize: kernelSize)
      let parameters = LayerCheck.makeParameters([[3, 2, kernelSize, kernelSize]])
      let layer = WeightLayer(
        name: "conv", convolution: shape, weights: weights(0, parameters),
        kernels: ReferenceKernels<Double>())
      LayerCheck(layer: layer, inputCount: shape.inputCount, parameters: parameters).expectGradients(
        "\(shape)")
    }
  }

  @Test("a fully connected layer of any batch", arguments: [1, 3])
  func linear(batch: Int) {
    let parameters = LayerCheck.makeParameters([[4, 5]])
    let layer = WeightLayer(
      name: "fc", linear: LinearShape(batch: batch, inputFeatures: 5, outputFeatures: 4),
      input: .arbitrary, outputShape: ImageShape(channels: 4, height: 1, width: 1),
      weights: weights(0, parameters),
      kernels: ReferenceKernels<Double>())
    LayerCheck(layer: layer, inputCount: 5 * batch, parameters: parameters).expectGradients(
      "linear of \(batch)")
  }

  @Test("an activation", arguments: Activation.allCases)
  func activation(_ activation: Activation) {
    let layer = ActivationLayer<Double>(
      name: "a", activation: activation, shape: ImageShape(channels: 2, height: 3, width: 2), batch: 2,
      kernels: ReferenceKernels<Double>())
    LayerCheck(layer: layer, inputCount: 24).expectGradients(activation.rawValue)
  }

  @Test("a residual block adds its input to its branch, and its gradient to the branch's")
  func residualBlock() {
    let parameters = LayerCheck.makeParameters([[5, 4], [4, 5]])
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    func linear(_ index: Int, _ input: Int, _ output: Int) -> any Layer<Double> {
      WeightLayer(
        name: "fc\(index)", linear: LinearShape(batch: 2, inputFeatures: input, outputFeatures: output),
        input: .arbitrary, outputShape: ImageShape(channels: output, height: 1, width: 1),
        weights: weights(index, parameters),
        kernels: ReferenceKernels<Double>())
    }
    let hidden = ActivationLayer<Double>(
      name: "tanh", activation: .tanh, shape: ImageShape(channels: 5, height: 1, width: 1), batch: 2,
      kernels: ReferenceKernels<Double>())
    let branch = Sequential(
      name: "branch", layers: [linear(0, 4, 5), hidden, linear(1, 5, 4)], forTraining: true)
    let block = ResidualBlock(
      name: "block", inputShape: shape, branch: branch, kernels: ReferenceKernels<Double>())
    LayerCheck(layer: block, inputCount: 8, parameters: parameters).expectGradients("block")
    let input = Buffer<Double>(count: 8)
    input.copy(from: normalValues(8, label: "other input"))
    block.forward(input: input, mode: .evaluation)
    #expect(block.output.array == zip(input.array, branch.output.array).map { $0 + $1 })
  }

  @Test("a first layer asked for no input gradient still gives its weight gradient")
  func omitsInputGradient() {
    let parameters = LayerCheck.makeParameters([[2, 3]])
    let layer = WeightLayer(
      name: "fc", linear: LinearShape(batch: 1, inputFeatures: 3, outputFeatures: 2),
      input: .fixed, outputShape: ImageShape(channels: 2, height: 1, width: 1),
      weights: weights(0, parameters),
      kernels: ReferenceKernels<Double>())
    let (input, outputGradient) = (Buffer<Double>(count: 3), Buffer<Double>(count: 2))
    input.copy(from: [1, 2, 3])
    outputGradient.copy(from: [10, -1])
    layer.prepareTraining(update: LayerCheck.update, inPlace: false)
    layer.forward(input: input, mode: .evaluation)
    layer.backward(
      input: input, outputGradient: outputGradient, inputGradient: nil,
      pass: BackwardPass(update: nil, measuresGradient: false))
    layer.writeHeldGradients { _ in parameters.1.values.pointer }
    #expect(parameters.1.values.array == [10, 20, 30, -1, -2, -3])
  }
}
