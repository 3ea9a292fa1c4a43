import Testing

@testable import Nets

/// The products that serve mini-batches, with biases and strides.
@Suite("Products of batches") struct BatchProductTests {
  /// Batch, Cin, Cout, H, W, k, stride: both strides, axes with paddings of their own, filters beyond the image, images
  /// that share a group and those that do not, channels around the tiles' and lanes'.
  static let convolutions: [ConvolutionShape] = [
    (1, 1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 3, 2), (3, 3, 5, 4, 6, 3, 2), (2, 5, 17, 14, 14, 3, 2),
    (3, 3, 2, 1, 1, 2, 2), (3, 4, 5, 6, 6, 1, 2), (2, 3, 4, 5, 7, 2, 2), (2, 3, 4, 9, 10, 5, 2),
    (2, 1, 2, 3, 4, 9, 2), (4, 16, 16, 13, 11, 3, 2), (2, 3, 33, 28, 28, 5, 1), (5, 17, 19, 7, 7, 1, 1),
    (128, 3, 4, 7, 7, 3, 2), (128, 2, 3, 6, 5, 3, 1), (3, 20, 31, 14, 14, 1, 1), (9, 3, 3, 5, 9, 1, 1),
    (33, 16, 29, 4, 4, 3, 1), (2, 15, 16, 15, 16, 3, 2), (40, 37, 70, 9, 7, 3, 1), (35, 5, 18, 9, 6, 7, 1),
  ].map {
    ConvolutionShape(
      batch: $0.0, inputChannels: $0.1, outputChannels: $0.2, height: $0.3, width: $0.4, kernelSize: $0.5,
      stride: $0.6)
  }
  /// Batch, inputs, outputs: around the lanes' and tiles' lengths, inputs of one stretch and of several.
  static let linears: [LinearShape] = [
    (1, 1, 1), (3, 7, 5), (128, 33, 10), (17, 1100, 65), (100, 2352, 33), (64, 5, 200), (33, 40, 15),
    (128, 130, 257),
  ].map { LinearShape(batch: $0.0, inputFeatures: $0.1, outputFeatures: $0.2) }

  @Test("a convolution's products and biases agree with the reference in double", arguments: convolutions)
  func convolution(shape: ConvolutionShape) {
    let reference = BatchProducts(shape, ReferenceKernels<Double>().makeConvolutionPlan(shape))
    for set in InstructionSet.supported {
      for method in ConvolutionMethod.allCases where method.serves(shape) {
        let plan = FastKernels(instructionSet: set, threads: 2, smallestSharedWork: 0).makeConvolutionPlan(
          shape, method: method)
        let errors = BatchProducts(shape, plan).errors(against: reference)
        #expect(errors.allSatisfy { $0 <= 4e-6 }, "\(shape) \(method) \(set): \(errors)")
      }
    }
  }

  @Test(
    "a fully connected layer's products and biases agree with the reference in double", arguments: linears)
  func linear(shape: LinearShape) {
    let reference = BatchProducts(shape, ReferenceKernels<Double>().makeLinearPlan(shape))
    for set in InstructionSet.supported {
      let kernels = FastKernels(instructionSet: set, threads: 2, smallestSharedWork: 0)
      for plan in [kernels.makeBatchLinearPlan(shape), kernels.makeLinearPlan(shape)]
        as [any LayerPlan<Float>]
      {
        let errors = BatchProducts(shape, plan).errors(against: reference)
        #expect(errors.allSatisfy { $0 <= 2e-6 }, "\(shape) \(plan.name): \(errors)")
      }
    }
  }

  @Test("a convolution's products have the same bits on 1, 2 and 3 threads", arguments: convolutions)
  func convolutionThreads(shape: ConvolutionShape) {
    for set in InstructionSet.supported {
      for method in ConvolutionMethod.allCases where method.serves(shape) {
        let products = [1, 2, 3].map { threads in
          BatchProducts(
            shape,
            FastKernels(instructionSet: set, threads: threads, smallestSharedWork: 0).makeConvolutionPlan(
              shape, method: method))
        }
        let isSame = products.dropFirst().allSatisfy { $0 == products[0] }
        #expect(isSame, "\(shape) \(method) \(set)")
      }
    }
  }

  @Test(
    "a fully connected layer's products have the same bits on 1, 2 and 3 threads",
    arguments: linears + [LinearShape(batch: 40, inputFeatures: 700, outputFeatures: 300)])
  func linearThreads(shape: LinearShape) {
    for set in InstructionSet.supported {
      let products = [1, 2, 3].map { threads in
        BatchProducts(
          shape,
          FastKernels(instructionSet: set, threads: threads, smallestSharedWork: 0).makeBatchLinearPlan(shape)
        )
      }
      let isSame = products.dropFirst().allSatisfy { $0 == products[0] }
      #expect(isSame, "\(shape) \(set)")
    }
  }

  @Test(
    "gradients stream through the update as they would from a buffer", arguments: InstructionSet.supported)
  func update(set: InstructionSet) {
    let kernels = FastKernels(instructionSet: set, threads: 2, smallestSharedWork: 0)
    let linear = LinearShape(batch: 33, inputFeatures: 70, outputFeatures: 61)
    let convolution = ConvolutionShape(
      batch: 33, inputChannels: 5, outputChannels: 18, height: 6, width: 7, kernelSize: 3, stride: 2)
    for plan in [kernels.makeLinearPlan(linear), kernels.makeConvolutionPlan(convolution)] {
      let shape = plan.shape
      let (x, dy) = (normalNumbers(shape.inputCount, "x"), normalNumbers(shape.outputCount, "dy"))
      var gradient = [Float](repeating: .nan, count: shape.weightCount)
      var weights = normalNumbers(shape.weightCount, "w")
      let before = weights
      var squares = [Double](repeating: 0, count: shape.weightRows)
      gradient.withUnsafeMutableBufferPointer { buffer in
        guard let first = buffer.baseAddress else { return }
        plan.weightGradient(
          input: x, outputGradient: dy,
          consumer: GradientConsumer(target: .buffer(first), rowLength: shape.rowLength))
      }
      weights.withUnsafeMutableBufferPointer { buffer in
        guard let first = buffer.baseAddress else { return }
        plan.weightGradient(
          input: x, outputGradient: dy,
          consumer: GradientConsumer(
            target: .weights(
              first, WeightUpdate(.descent(learningRate: 0.5)), first: nil, second: nil),
            rowLength: shape.rowLength, rowSquares: &squares))
      }
      let isSame = zip(weights, zip(before, gradient)).allSatisfy { $0 == $1.0 - 0.5 * $1.1 }
      #expect(isSame, "\(plan.name)")
      let sum = gradient.reduce(0) { $0 + Double($1) * Double($1) }
      #expect(abs(squares.reduce(0, +) - sum) <= 1e-9 * sum)
    }
  }

  @Test("large batches take matrix products, small ones keep the plans they had")
  func choosesPlans() {
    let kernels = FastKernels()
    func linear(_ batch: Int) -> String {
      kernels.makeLinearPlan(LinearShape(batch: batch, inputFeatures: 8, outputFeatures: 8)).name
    }
    #expect(linear(31).hasPrefix("rows ") && linear(32).hasPrefix("batch "))
    func methods(_ batch: Int, kernelSize: Int, stride: Int = 1) -> [ConvolutionMethod] {
      let shape = ConvolutionShape(
        batch: batch, inputChannels: 64, outputChannels: 48, height: 28, width: 28, kernelSize: kernelSize,
        stride: stride)
      return ConvolutionMethod.Product.allCases.map { .best(for: $0, of: shape, lanes: 16) }
    }
    #expect(methods(32, kernelSize: 1) == [.matrix, .matrix, .matrix])
    #expect(methods(31, kernelSize: 1) == [.direct, .direct, .direct])
    #expect(methods(128, kernelSize: 3) == [.tileWinograd, .tileWinograd, .tileWinograd])
    #expect(methods(1, kernelSize: 3, stride: 2) == [.matrix, .matrix, .matrix])
  }
}

/// A layer's three products and the bias's two, of one shape's own operands.
private struct BatchProducts<Scalar: NetScalar>: Equatable {
  let values: [[Scalar]]

  init(_ shape: some LayerShape, _ plan: any LayerPlan<Scalar>) {
    func numbers(_ count: Int, _ label: String) -> [Scalar] {
      normalNumbers(count, label).map { Scalar(Double($0)) }
    }
    let (x, w) = (numbers(shape.inputCount, "input"), numbers(shape.weightCount, "weights"))
    let dy = numbers(shape.outputCount, "output gradient")
    let bias = numbers(shape.weightRows, "bias")
    let plain = KernelProducts(plan, x: x, w: w, dy: dy)
    var y = dy.map { _ in Scalar.nan }
    var biasGradient = bias.map { _ in Scalar.nan }
    plan.forward(input: x, weights: w, bias: bias, output: &y)
    plan.biasGradient(outputGradient: dy, into: &biasGradient)
    values = [plain.forward, plain.inputGradient, plain.weightGradient, y, biasGradient]
  }
}

extension BatchProducts where Scalar == Float {
  /// The Euclidean norm of each product's error by that of the product, at least 1.
  func errors(against exact: BatchProducts<Double>) -> [Double] {
    zip(values, exact.values).map { values, exact in
      let error = zip(values, exact).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
      return (error / max(1, exact.reduce(0) { $0 + $1 * $1 })).squareRoot()
    }
  }
}
