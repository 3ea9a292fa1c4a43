import Nets
import Testing

/// Descent on one vector that never makes a matrix of gradients, next to descent that does.
@Suite("Low-rank training of fully connected layers")
struct LowRankTests {
  /// Inputs, outputs: around vectors, units of columns, parts of rows and groups of streams.
  static let shapes = [(1, 1), (7, 5), (16, 33), (130, 31), (33, 130)]
    .map { LinearShape(batch: 1, inputFeatures: $0.0, outputFeatures: $0.1) }

  /// Momenta whose windows have from 32 to 320 slots.
  static let momenta = [0, 0.3, 0.9, 0.95]

  /// What step n meets: a rate that drops, a clipping factor, and vectors in which units change sides.
  struct Step {
    let learningRate: Double
    let scale: Double
    let input: [Float]
    let outputGradient: [Float]

    init(_ number: Int, _ shape: LinearShape, _ input: LinearInput) {
      learningRate = number < 150 ? 0.01 : 0.002
      scale = number % 3 == 0 ? 0.5 : 1
      let label = input == .fixed ? "input" : "input \(number)"
      self.input = normalNumbers(shape.inputFeatures, label).map { input == .rectified ? max(0, $0) : $0 }
      // A unit is idle for 64 steps or so, each at another time, as behind a ReLU.
      outputGradient = normalNumbers(shape.outputFeatures, "gradient \(number)").enumerated().map {
        ($0.offset * 7 + number / 64) % 2 == 0 ? 0 : $0.element
      }
    }

    func update(_ momentum: Double) -> WeightUpdate {
      WeightUpdate(
        momentum == 0
          ? .descent(learningRate: learningRate) : .momentum(learningRate: learningRate, momentum: momentum))
    }
  }

  /// Momentum descent as the formulas have it, with the sum of all moves' magnitudes beside the weights.
  struct PlainDescent {
    let shape: LinearShape
    var weights: [Double]
    var magnitudes: [Double]
    private var velocity: [Double]
    private var speed: [Double]

    init(_ shape: LinearShape, _ weights: [Float]) {
      self.shape = shape
      self.weights = weights.map(Double.init)
      magnitudes = weights.map { Double(abs($0)) }
      velocity = weights.map { _ in 0 }
      speed = velocity
    }

    mutating func update(_ step: Step, momentum: Double) {
      for output in 0..<shape.outputFeatures {
        for input in 0..<shape.inputFeatures {
          let index = output * shape.inputFeatures + input
          let gradient = step.scale * Double(step.outputGradient[output]) * Double(step.input[input])
          velocity[index] = momentum * velocity[index] + gradient
          speed[index] = momentum * speed[index] + abs(gradient)
          weights[index] -= step.learningRate * velocity[index]
          magnitudes[index] += step.learningRate * speed[index]
        }
      }
    }
  }

  private func makeTraining(
    _ shape: LinearShape, _ weights: Buffer<Float>, momentum: Double, input: LinearInput,
    kernels: FastKernels = FastKernels()
  ) throws -> any WeightTraining<Float> {
    try #require(
      kernels.makeLinearTraining(
        shape, weights: weights.pointer, update: WeightUpdate(.momentum(learningRate: 1, momentum: momentum)),
        input: input))
  }

  /// Forward and backward of one step: the outputs, and the input's gradient unless the input is fixed.
  private func products(
    _ training: any WeightTraining<Float>, _ step: Step, _ shape: LinearShape, hasInputGradient: Bool,
    pass: BackwardPass
  ) -> (output: [Float], inputGradient: [Float]) {
    var output = [Float](repeating: .nan, count: shape.outputFeatures)
    var gradient = [Float](repeating: .nan, count: shape.inputFeatures)
    training.forward(input: step.input, output: &output)
    gradient.withUnsafeMutableBufferPointer {
      training.backward(
        input: step.input, outputGradient: step.outputGradient,
        inputGradient: hasInputGradient ? $0.baseAddress : nil, pass: pass)
    }
    return (output, gradient)
  }

  // The window's own error is at most 2⁻¹⁸ of the last few moves, below the rounding of all moves' sum.
  @Test(
    "outputs, gradients and weights stay within rounding of plain descent's, for windows that overflow twice",
    arguments: shapes, momenta)
  func followsPlainDescent(shape: LinearShape, momentum: Double) throws {
    for input in [LinearInput.fixed, .rectified, .arbitrary] {
      for set in InstructionSet.supported {
        let kernels = FastKernels(instructionSet: set)
        let worst = try worstErrorOfRun(shape, momentum: momentum, input: input, kernels: kernels)
        print("\(shape), momentum \(momentum), \(input), \(set): \(worst) of the tolerance")
        #expect(worst <= 1)
      }
    }
  }

  private func worstErrorOfRun(
    _ shape: LinearShape, momentum: Double, input: LinearInput, kernels: FastKernels
  ) throws -> Double {
    let weights = Buffer<Float>(count: shape.weightCount)
    weights.copy(from: normalNumbers(shape.weightCount, "weights"))
    let training = try makeTraining(shape, weights, momentum: momentum, input: input, kernels: kernels)
    var plain = PlainDescent(shape, weights.array)
    let reference = ReferenceKernels<Double>().makeLinearPlan(shape)
    var errors: [Double] = []
    for number in 0..<700 {
      let step = Step(number, shape, input)
      // Some steps hold their gradient until its factor is known, as clipping does.
      let (isHeld, isCompared) = (step.scale != 1, number % 50 < 2 || number % 150 == 64)
      let (output, inputGradient) = products(
        training, step, shape, hasInputGradient: input != .fixed,
        pass: BackwardPass(update: isHeld ? nil : step.update(momentum), measuresGradient: true))
      let squares =
        innerProduct(step.outputGradient, step.outputGradient) * innerProduct(step.input, step.input)
      #expect(abs(training.gradientSquares - squares) <= 1e-12 * squares)
      if isHeld { training.applyHeldGradient(step.update(momentum), scale: step.scale) }
      if isCompared {
        let exact = KernelProducts(
          reference, x: step.input.map(Double.init), w: plain.weights,
          dy: step.outputGradient.map(Double.init))
        let size = KernelProducts(
          reference, x: step.input.map { Double(abs($0)) }, w: plain.magnitudes,
          dy: step.outputGradient.map { Double(abs($0)) })
        errors.append(
          worstError(
            output, reference: exact.forward, magnitudes: size.forward, terms: shape.inputFeatures + number))
        // Where a ReLU's output is 0, any gradient will do.
        let wanted = step.input.indices.filter {
          input == .arbitrary || (input == .rectified && step.input[$0] != 0)
        }
        errors.append(
          worstError(
            wanted.map { inputGradient[$0] }, reference: wanted.map { exact.inputGradient[$0] },
            magnitudes: wanted.map { size.inputGradient[$0] }, terms: shape.outputFeatures + number))
      }
      plain.update(step, momentum: momentum)
      if isCompared {
        training.settle()
        // The first update alone is four roundings: of its coefficient, two products and the sum.
        errors.append(
          worstError(
            weights.array, reference: plain.weights, magnitudes: plain.magnitudes, terms: number + 4))
      }
    }
    return errors.max() ?? .infinity
  }

  @Test("any number of threads, and settling at any time, give the same bits")
  func repeatsBits() throws {
    let shape = LinearShape(batch: 1, inputFeatures: 1000, outputFeatures: 1100)
    func run(threads: Int, settlesAt: [Int]) throws -> [[UInt32]] {
      let weights = Buffer<Float>(count: shape.weightCount)
      weights.copy(from: normalNumbers(shape.weightCount, "weights"))
      let training = try makeTraining(
        shape, weights, momentum: 0.3, input: .rectified, kernels: FastKernels(threads: threads))
      var bits: [[UInt32]] = []
      for number in 0..<70 {
        let step = Step(number, shape, .rectified)
        let (output, inputGradient) = products(
          training, step, shape, hasInputGradient: true,
          pass: BackwardPass(update: step.update(0.3), measuresGradient: false))
        bits.append((output + inputGradient).map(\.bitPattern))
        if settlesAt.contains(number) { training.settle() }
      }
      training.settle()
      return bits + [weights.array.map(\.bitPattern)]
    }
    let expected = try run(threads: 1, settlesAt: [])
    for (threads, settlesAt) in [(1, [0, 17, 63]), (2, []), (3, [])] {
      let isSame = try run(threads: threads, settlesAt: settlesAt) == expected
      #expect(isSame, "\(threads) threads, settled at \(settlesAt)")
    }
  }

  @Test("a held gradient is δ hᵀ, and one that is never applied leaves no trace", arguments: shapes)
  func holdsGradient(shape: LinearShape) throws {
    func run(computesGradients: Bool) throws -> [Float] {
      let weights = Buffer<Float>(count: shape.weightCount)
      weights.copy(from: normalNumbers(shape.weightCount, "weights"))
      let training = try makeTraining(shape, weights, momentum: 0.9, input: .arbitrary)
      for number in 0..<40 {
        let step = Step(number, shape, .arbitrary)
        if computesGradients {
          let other = Step(number + 1000, shape, .arbitrary)
          _ = products(
            training, other, shape, hasInputGradient: true,
            pass: BackwardPass(update: nil, measuresGradient: false))
          var gradient = [Float](repeating: .nan, count: shape.weightCount)
          gradient.withUnsafeMutableBufferPointer {
            if let start = $0.baseAddress { training.writeHeldGradient(to: start) }
          }
          let expected = other.outputGradient.flatMap { delta in other.input.map { delta * $0 } }
          #expect(gradient == expected)
        }
        _ = products(
          training, step, shape, hasInputGradient: true,
          pass: BackwardPass(update: step.update(0.9), measuresGradient: false))
      }
      training.settle()
      return weights.array
    }
    #expect(try run(computesGradients: true) == run(computesGradients: false))
  }

  @Test("NaN in an input or a gradient reaches all that depends on it")
  func spreadsNaN() throws {
    let shape = LinearShape(batch: 1, inputFeatures: 40, outputFeatures: 50)
    for (inputAt, gradientAt) in [(7, nil), (nil, 9)] as [(Int?, Int?)] {
      let weights = Buffer<Float>(count: shape.weightCount)
      let training = try makeTraining(shape, weights, momentum: 0.9, input: .arbitrary)
      var input = [Float](repeating: 0, count: 40)
      var gradient = [Float](repeating: inputAt == nil ? 0 : 1, count: 50)
      if let inputAt { input[inputAt] = .nan }
      if let gradientAt { gradient[gradientAt] = .nan }
      var (output, inputGradient) = (gradient, input)
      training.forward(input: input, output: &output)
      #expect(output.allSatisfy { $0.isNaN == (inputAt != nil) })
      inputGradient.withUnsafeMutableBufferPointer {
        training.backward(
          input: input, outputGradient: gradient, inputGradient: $0.baseAddress,
          pass: BackwardPass(
            update: WeightUpdate(.momentum(learningRate: 1, momentum: 0.9)), measuresGradient: true))
      }
      #expect(inputGradient.allSatisfy { $0.isNaN == (gradientAt != nil) })
      #expect(training.gradientSquares.isNaN)
      training.forward(input: [Float](repeating: 1, count: 40), output: &output)
      #expect(output.indices.allSatisfy { output[$0].isNaN == (inputAt != nil || $0 == gradientAt) })
    }
  }

  @Test(
    "rules that are no sum of gradients, weight decay, batches and a momentum too near 1 are left to the plain way"
  )
  func leavesOthers() {
    let shape = LinearShape(batch: 1, inputFeatures: 4, outputFeatures: 3)
    let pair = LinearShape(batch: 2, inputFeatures: 4, outputFeatures: 3)
    let weights = Buffer<Float>(count: shape.weightCount)
    let descent = UpdateRule.descent(learningRate: 0.1)
    func name(
      _ shape: LinearShape, _ rule: UpdateRule, _ input: LinearInput, weightDecay: Double = 0
    ) -> String? {
      let update = WeightUpdate(rule, weightDecay: weightDecay)
      return FastKernels(instructionSet: .portable)
        .makeLinearTraining(shape, weights: weights.pointer, update: update, input: input)?.planName
    }
    #expect(name(shape, descent, .fixed) == "constant input")
    #expect(name(shape, descent, .arbitrary) == "low-rank portable")
    #expect(name(shape, .momentum(learningRate: 0.1, momentum: 0.97), .rectified) == "low-rank portable")
    #expect(name(shape, .momentum(learningRate: 0.1, momentum: 0.99), .rectified) == nil)
    #expect(name(shape, .momentum(learningRate: 0.1, momentum: 0.99), .fixed) == "constant input")
    #expect(name(shape, descent, .fixed, weightDecay: 0.1) == nil)
    #expect(name(pair, descent, .fixed) == nil)
    #expect(name(shape, .adagrad(learningRate: 0.1, epsilon: 0), .arbitrary) == nil)
  }
}
