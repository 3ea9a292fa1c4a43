import Nets
import TestSupport
import Testing

/// The update rules on one weight, followed by hand from their formulas.
@Suite struct OptimizerTests {
  /// A rule and the weight after each of three updates.
  struct Expectation: Sendable, CustomTestStringConvertible {
    let name: String
    let configuration: OptimizerConfiguration
    let weights: [Double]
    var testDescription: String { name }
  }

  static let gradients = [0.5, -0.25, 1.0]

  // w₀ = 1, η = 0.1.
  static let expectations = [
    // 1 − .05, + .025, − .1
    Expectation(name: "vanilla", configuration: .sgd(momentum: 0), weights: [0.95, 0.975, 0.875]),
    // v = .5, .9 · .5 − .25 = .2, .9 · .2 + 1 = 1.18
    Expectation(name: "momentum", configuration: .sgd(), weights: [0.95, 0.93, 0.812]),
    // m = .05, .02, .118; v = 2.5e-4, 3.1225e-4, 1.31193775e-3; m̂ = m / (.1, .19, .271);
    // v̂ = v / (1e-3, 1.999e-3, 2.997001e-3): steps .1 · m̂/√v̂ of .1, .0266337, .0658112
    Expectation(
      name: "adam", configuration: .adam(), weights: [0.900000002, 0.8733662987078463, 0.8075551396770898]),
    // v = .0025, .0031, .013069: steps .1 · g/√v of 1, −.449013, .874740
    Expectation(
      name: "rmsprop", configuration: .rmsprop(),
      weights: [1.9999996048181146e-07, 0.44901337442175077, -0.42572621607140476]),
    // s = .25, .3125, 1.3125: steps .1 · g/√s of .1, −.0447214, .0872872
    Expectation(
      name: "adagrad", configuration: .adagrad(),
      weights: [0.90000000002, 0.9447213595619958, 0.8574342034752178]),
    // m = .05, .02, .118; u = .5, .4995, 1: steps .1 · m̂/u of .1, .0210737, .0435424
    Expectation(
      name: "adamax", configuration: .adamax(),
      weights: [0.900000002, 0.8789262971372425, 0.8353838621483125]),
  ]

  static func weights<Scalar: NetScalar>(
    _ configuration: OptimizerConfiguration, gradients: [Double] = gradients, learningRate: Double = 0.1,
    scalar: Scalar.Type
  ) -> [Double] {
    weights(
      configuration, gradients: gradients, learningRate: learningRate, kernels: ReferenceKernels<Scalar>())
  }

  /// A single weight, 1 at first, after each update by given kernels.
  static func weights<Scalar: NetScalar>(
    _ configuration: OptimizerConfiguration, gradients: [Double] = gradients, learningRate: Double = 0.1,
    kernels: some Kernels<Scalar>
  ) -> [Double] {
    let (weight, gradient) = (Buffer<Scalar>(count: 1), Buffer<Scalar>(count: 1))
    let (first, second) = (Buffer<Scalar>(count: 1), Buffer<Scalar>(count: 1))
    weight[0] = 1
    return gradients.enumerated().map { index, value in
      gradient[0] = Scalar(value)
      let rule = configuration.rule(learningRate: learningRate, step: index + 1)
      kernels.consume(
        gradient.pointer, count: 1,
        with: GradientConsumer(
          target: .weights(weight.pointer, WeightUpdate(rule), first: first.pointer, second: second.pointer),
          rowLength: 1))
      return Double(weight[0])
    }
  }

  @Test("three updates give the weights worked out by hand", arguments: expectations)
  func matchesHandComputedWeights(_ expectation: Expectation) {
    let weights = Self.weights(expectation.configuration, scalar: Double.self)
    expectClose(weights, expectation.weights, absolute: 1e-14, relative: 1e-12, expectation.name)
  }

  // Rounding of three steps of 0.1 to 1 in Float; constants such as 1 − 0.999 must not be rounded before they are
  // used, which would show at 2e-5.
  @Test("Float follows Double to Float's precision", arguments: expectations)
  func matchesInFloat(_ expectation: Expectation) {
    let everyKernels: [any Kernels<Float>] =
      [ReferenceKernels<Float>()] + InstructionSet.supported.map { FastKernels(instructionSet: $0) }
    for kernels in everyKernels {
      let weights = Self.weights(expectation.configuration, kernels: kernels)
      for (weight, expected) in zip(weights, expectation.weights) {
        #expect(abs(weight - expected) < 1e-6, "\(expectation.name), \(kernels): \(weight) for \(expected)")
      }
    }
  }

  @Test("no rule passes for another", arguments: expectations)
  func differsFromOthers(_ expectation: Expectation) {
    for other in Self.expectations where other.name != expectation.name {
      let weights = Self.weights(other.configuration, scalar: Double.self)
      let distance = zip(weights, expectation.weights).map { abs($0 - $1) }.max() ?? 0
      #expect(distance > 1e-3, "\(other.name) passes for \(expectation.name)")
    }
  }

  @Test("every constant of a rule matters")
  func usesConstants() {
    let changes: [(OptimizerConfiguration, OptimizerConfiguration)] = [
      (.sgd(), .sgd(momentum: 0.8)), (.adam(), .adam(beta1: 0.8)), (.adam(), .adam(beta2: 0.9)),
      (.adam(), .adam(epsilon: 0.1)), (.rmsprop(), .rmsprop(alpha: 0.9)),
      (.rmsprop(), .rmsprop(epsilon: 0.1)), (.adagrad(), .adagrad(epsilon: 0.1)),
      (.adamax(), .adamax(beta1: 0.8)), (.adamax(), .adamax(beta2: 0.3)), (.adamax(), .adamax(epsilon: 0.1)),
    ]
    for (first, second) in changes {
      let difference =
        zip(
          Self.weights(first, scalar: Double.self), Self.weights(second, scalar: Double.self)
        ).map { abs($0 - $1) }.max() ?? 0
      #expect(difference > 1e-3, "\(second) does as \(first)")
    }
  }

  @Test("momentum 0 keeps no velocity; the others name their state as PyTorch does")
  func namesState() {
    func names(_ configuration: OptimizerConfiguration) -> [String] {
      configuration.rule(learningRate: 0.1, step: 1).momentNames
    }
    #expect(names(.sgd(momentum: 0)).isEmpty)
    #expect(names(.sgd()) == ["momentum_buffer"])
    #expect(names(.adam()) == ["exp_avg", "exp_avg_sq"])
    #expect(names(.rmsprop()) == ["square_avg"])
    #expect(names(.adagrad()) == ["sum"])
    #expect(names(.adamax()) == ["exp_avg", "exp_inf"])
  }

  @Test(
    "a NaN gradient shows in the weight, a zero gradient at the start leaves it", arguments: OptimizerCase.all
  )
  func treatsNaNAndZero(_ optimizer: OptimizerCase) {
    let everyKernels: [any Kernels<Float>] =
      [ReferenceKernels<Float>()] + InstructionSet.supported.map { FastKernels(instructionSet: $0) }
    for kernels in everyKernels {
      func weights(_ gradients: [Double]) -> [Double] {
        Self.weights(optimizer.configuration, gradients: gradients, kernels: kernels)
      }
      #expect(weights([.nan])[0].isNaN && weights([1, .nan])[1].isNaN, "\(kernels)")
      #expect(weights([0, 0]) == [1, 1], "\(kernels)")
    }
  }

  @Test("the learning rate of each update is the one given", arguments: OptimizerCase.all)
  func usesLearningRate(_ optimizer: OptimizerCase) {
    let slow = Self.weights(
      optimizer.configuration, gradients: [0.5], learningRate: 0.01, scalar: Double.self)
    let fast = Self.weights(
      optimizer.configuration, gradients: [0.5], learningRate: 0.02, scalar: Double.self)
    #expect(isClose(1 - fast[0], 2 * (1 - slow[0]), relative: 1e-12))
  }
}
