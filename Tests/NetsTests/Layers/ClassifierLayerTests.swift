import TestSupport
import Testing

@testable import Nets

/// The layers that only classifiers have: gradients against differences, and values known by hand.
@Suite struct ClassifierLayerTests {
  private let kernels = ReferenceKernels<Double>()
  private let shape = ImageShape(channels: 3, height: 4, width: 3)

  @Test("a convolution of any stride with a bias", arguments: [1, 2, 3], [1, 2, 3, 5])
  func convolution(stride: Int, kernelSize: Int) {
    for (batch, height, width) in [(1, 6, 5), (2, 7, 4), (3, 1, 2)] {
      let shape = ConvolutionShape(
        batch: batch, inputChannels: 2, outputChannels: 3, height: height, width: width,
        kernelSize: kernelSize, stride: stride)
      let parameters = LayerCheck.makeParameters([[3, 2, kernelSize, kernelSize], [3]])
      let layer = WeightLayer(
        name: "conv", convolution: shape, weights: place(0, parameters), bias: place(1, parameters),
        kernels: kernels)
      LayerCheck(layer: layer, inputCount: shape.inputCount, parameters: parameters)
        .expectGradients("\(shape)")
    }
  }

  @Test("a fully connected layer with a bias")
  func linear() {
    let parameters = LayerCheck.makeParameters([[4, 5], [4]])
    let layer = WeightLayer(
      name: "fc", linear: LinearShape(batch: 3, inputFeatures: 5, outputFeatures: 4), input: .arbitrary,
      outputShape: ImageShape(channels: 4, height: 1, width: 1), weights: place(0, parameters),
      bias: place(1, parameters), kernels: kernels)
    LayerCheck(layer: layer, inputCount: 15, parameters: parameters).expectGradients("linear")
  }

  @Test("maximum pooling of any window", arguments: [1, 2, 3, 5], [1, 2, 3])
  func maxPool(kernelSize: Int, stride: Int) {
    for (height, width) in [(7, 6), (2, 5), (1, 1)] {
      let shape = PoolingShape(
        batch: 2, channels: 3, height: height, width: width, kernelSize: kernelSize, stride: stride)
      let layer = MaxPoolLayer<Double>(name: "pool", shape: shape, kernels: kernels)
      LayerCheck(layer: layer, inputCount: shape.inputCount).expectGradients("\(shape)")
    }
  }

  @Test("windows reach beyond the image by the smaller half first, and padding never wins")
  func poolingValues() {
    let shape = PoolingShape(batch: 1, channels: 1, height: 4, width: 4)
    let layer = MaxPoolLayer<Double>(name: "pool", shape: shape, kernels: kernels)
    let input = Buffer<Double>(count: 16)
    input.copy(from: (0..<16).map { -Double($0) - 1 })
    layer.forward(input: input, mode: .evaluation)
    // Of four rows, windows of three every two begin at the first: one row of padding, all of it behind.
    #expect(layer.output.array == [-1, -3, -9, -11])
    input.copy(from: (0..<16).map { $0 == 5 ? .nan : Double($0) })
    layer.forward(input: input, mode: .evaluation)
    #expect(layer.output.array.map(\.isNaN) == [true, false, false, false])
  }

  @Test("the first of equal values is the largest")
  func poolingTies() {
    let shape = PoolingShape(batch: 1, channels: 1, height: 3, width: 3)
    var (output, indices) = ([Double](repeating: 0, count: 4), [Int32](repeating: -1, count: 4))
    kernels.maxPool(shape, input: [Double](repeating: 2, count: 9), output: &output, indices: &indices)
    // One row of padding before and one behind: the windows see rows 0…1 and 1…2.
    #expect(indices == [0, 1, 3, 4])
  }

  @Test("batch normalisation with a scale and without, of images and of vectors", arguments: [true, false])
  func batchNormalization(hasScale: Bool) {
    for (shape, batch) in [(shape, 2), (ImageShape(channels: 4, height: 1, width: 1), 5)] {
      let channels = shape.channels
      let parameters = LayerCheck.makeParameters(hasScale ? [[channels], [channels]] : [[channels]])
      let statistics = makeStatistics(channels)
      let layer = BatchNormalizationLayer<Double>(
        name: "norm", shape: shape, batch: batch, scale: hasScale ? place(1, parameters) : nil,
        shift: place(0, parameters), runningMean: statistics.mean.pointer,
        runningVariance: statistics.variance.pointer, kernels: kernels)
      LayerCheck(
        layer: layer, inputCount: batch * shape.count, parameters: parameters, mode: .training(step: 0)
      ).expectGradients("batch norm in training")
      LayerCheck(layer: layer, inputCount: batch * shape.count).expectGradients("batch norm in evaluation")
    }
  }

  @Test("local response normalisation over more and fewer channels than there are", arguments: [1, 2, 3, 9])
  func responseNormalization(size: Int) {
    let layer = ResponseNormalizationLayer<Double>(
      name: "response", constants: ResponseNormalization(size: size, alpha: 0.7, beta: 0.75, bias: 1.5),
      shape: ImageShape(channels: 5, height: 2, width: 3), batch: 2, kernels: kernels)
    LayerCheck(layer: layer, inputCount: 60).expectGradients("response of \(size)")
  }

  @Test("the mean of every channel")
  func meanPool() {
    let layer = GlobalMeanPoolLayer<Double>(name: "pool", shape: shape, batch: 2, kernels: kernels)
    LayerCheck(layer: layer, inputCount: 72).expectGradients("mean")
    let input = Buffer<Double>(count: 72)
    input.copy(from: (0..<72).map { Double($0 / 12) })
    layer.forward(input: input, mode: .evaluation)
    #expect(layer.output.array == [0, 1, 2, 3, 4, 5])
  }

  @Test("dropout in training and in evaluation")
  func dropout() {
    let layer = makeDropout(rate: 0.4, name: "drop")
    LayerCheck(layer: layer, inputCount: 72, mode: .training(step: 3)).expectGradients("dropout")
    LayerCheck(layer: layer, inputCount: 72).expectGradients("no dropout")
  }

  @Test("what is dropped follows from key, name and step, in the share that was asked for")
  func dropoutMasks() {
    let input = Buffer<Double>(count: 72)
    input.copy(from: [Double](repeating: 1, count: 72))
    func output(_ layer: DropoutLayer<Double>, _ mode: ForwardMode) -> [Double] {
      layer.forward(input: input, mode: mode)
      return layer.output.array
    }
    let layer = makeDropout(rate: 0.25, name: "drop")
    let first = output(layer, .training(step: 1))
    #expect(Set(first) == [0, 1 / 0.75])
    #expect(output(layer, .training(step: 2)) != first)
    #expect(output(makeDropout(rate: 0.25, name: "other"), .training(step: 1)) != first)
    #expect(output(makeDropout(rate: 0.25, name: "drop", seed: 2), .training(step: 1)) != first)
    #expect(output(makeDropout(rate: 0.25, name: "drop"), .training(step: 1)) == first)
    #expect(output(layer, .evaluation) == input.array)
    var mask = [Double](repeating: 7, count: 100_001)
    kernels.makeDropoutMask(&mask, count: mask.count, rate: 0.25, key: RandomKey(seed: 1))
    let kept = mask.filter { $0 != 0 }.count
    // Three standard deviations of a share of 3/4.
    #expect(abs(Double(kept) - 75_000) < 3 * (100_000 * 0.75 * 0.25).squareRoot())
  }

  @Test("branches stand side by side and give their input the sum of their gradients")
  func concatenation() {
    let parameters = LayerCheck.makeParameters([[2, 3, 1, 1], [4, 3, 3, 3]])
    func branch(_ index: Int, channels: Int, kernelSize: Int) -> Sequential<Double> {
      let convolution = ConvolutionShape(
        batch: 2, inputChannels: 3, outputChannels: channels, height: 4, width: 3, kernelSize: kernelSize)
      return Sequential(
        name: "branch",
        layers: [
          WeightLayer(
            name: "conv\(index)", convolution: convolution, weights: place(index, parameters),
            kernels: kernels)
        ], forTraining: true)
    }
    let branches = [branch(0, channels: 2, kernelSize: 1), branch(1, channels: 4, kernelSize: 3)]
    let block = ConcatenationBlock(
      name: "block", inputShape: shape, batch: 2, branches: branches, forTraining: true, kernels: kernels)
    LayerCheck(layer: block, inputCount: 72, parameters: parameters).expectGradients("branches")
    let (first, second, all) = (branches[0].output.array, branches[1].output.array, block.output.array)
    #expect(all.count == 144)
    #expect(all[0..<24] == first[0..<24] && all[24..<72] == second[0..<48])
    #expect(all[72..<96] == first[24..<48] && all[96..<144] == second[48..<96])
  }

  private func makeDropout(rate: Double, name: String, seed: UInt64 = 1) -> DropoutLayer<Double> {
    DropoutLayer(
      name: name, rate: rate, key: RandomKey(seed: seed), shape: shape, batch: 2, kernels: kernels)
  }

  private func makeStatistics(_ channels: Int) -> (mean: Buffer<Double>, variance: Buffer<Double>) {
    let (mean, variance) = (Buffer<Double>(count: channels), Buffer<Double>(count: channels))
    mean.copy(from: normalValues(channels, label: "mean"))
    variance.copy(from: (0..<channels).map { 0.5 + Double($0) })
    return (mean, variance)
  }

  private func place(
    _ index: Int, _ parameters: (ParameterBuffer<Double>, ParameterBuffer<Double>)
  ) -> UnsafeMutablePointer<Double> {
    parameters.0.pointer(to: parameters.0.layout.entries[index])
  }
}
