import Nets
import TestSupport
import Testing

/// The fused update: a gradient that streams through a rule into the weights, piece by piece.
@Suite struct UpdateTests {
  /// Weights, moments and squares of a layer of 7 rows, as a consumer sees them.
  private final class Layer<Scalar: NetScalar> {
    let row: Int
    let weights: Buffer<Scalar>
    let moments: [Buffer<Scalar>]
    let squares = Buffer<Double>(count: 7)

    init(row: Int) {
      self.row = row
      weights = Buffer(count: 7 * row)
      weights.copy(from: normalValues(7 * row, label: "weights"))
      moments = (0..<2).map { _ in Buffer(count: 7 * row) }
    }

    /// Three updates with a gradient each.
    func update(
      _ configuration: OptimizerConfiguration, weightDecay: Double, with kernels: some Kernels<Scalar>
    ) {
      for step in 1...3 {
        let gradient: [Scalar] = normalValues(7 * row, label: "gradient \(step)")
        let rule = configuration.rule(learningRate: 0.1, step: step)
        kernels.consume(
          gradient, count: 7 * row,
          with: GradientConsumer(
            target: .weights(
              weights.pointer, WeightUpdate(rule, weightDecay: weightDecay), first: moments[0].pointer,
              second: moments[1].pointer),
            rowLength: row, rowSquares: squares.pointer))
      }
    }
  }

  /// Lengths of rows: around the vectors', with every kind of tail.
  static let rows = [1, 3, 4, 7, 8, 15, 16, 17, 33, 100]

  @Test(
    "the fast update agrees with the plain one, at every length and in every moment, with weight decay and without",
    arguments: OptimizerCase.all, rows)
  func agreesWithReference(_ optimizer: OptimizerCase, row: Int) {
    for weightDecay in [0, 0.3] { expectAgreement(optimizer, row: row, weightDecay: weightDecay) }
  }

  private func expectAgreement(_ optimizer: OptimizerCase, row: Int, weightDecay: Double) {
    let exact = Layer<Double>(row: row)
    exact.update(optimizer.configuration, weightDecay: weightDecay, with: ReferenceKernels<Double>())
    for set in InstructionSet.supported {
      let fast = Layer<Float>(row: row)
      fast.update(optimizer.configuration, weightDecay: weightDecay, with: FastKernels(instructionSet: set))
      for (what, values, reference) in [
        ("weights", fast.weights, exact.weights), ("first moments", fast.moments[0], exact.moments[0]),
        ("second moments", fast.moments[1], exact.moments[1]),
      ] {
        // RMSprop's and Adagrad's first step is g/|g|: no rounding of the gradient can be magnified.
        expectClose(
          values.array, reference.array, absolute: 1e-6, relative: 1e-6,
          "\(optimizer.testDescription) \(set) \(what)")
      }
      expectClose(
        fast.squares.array, exact.squares.array, absolute: 0, relative: 1e-6, "\(set) squares of rows")
    }
  }

  @Test("a NaN in one gradient spoils its own weight and no other", arguments: OptimizerCase.all)
  func keepsNaN(_ optimizer: OptimizerCase) {
    for set in InstructionSet.supported {
      for position in [0, 5, 20, 22] {
        let layer = Layer<Float>(row: 23)
        var gradient: [Float] = normalValues(23, label: "gradient")
        gradient[position] = .nan
        FastKernels(instructionSet: set).consume(
          gradient, count: 23,
          with: GradientConsumer(
            target: .weights(
              layer.weights.pointer, WeightUpdate(optimizer.configuration.rule(learningRate: 0.1, step: 1)),
              first: layer.moments[0].pointer, second: layer.moments[1].pointer), rowLength: 23))
        let spoilt = layer.weights.array.indices.filter { layer.weights[$0].isNaN }
        #expect(spoilt == [position], "\(set)")
      }
    }
  }

  @Test("a training step that streams its gradient gives the weights of one that stores it first")
  func streamsAsItStores() {
    for optimizer in OptimizerCase.all {
      for small in SmallNetwork.everyArchitecture {
        func weights(clipNorm: Double?) -> [Float] {
          let trainer = Trainer<Float>(
            network: small.makeNetwork(kernels: FastKernels()),
            configuration: TrainingConfiguration(
              optimizer: optimizer.configuration, learningRate: 1e-3, clipNorm: clipNorm, steps: 5,
              tolerance: 0), inputs: small.makeInputs())
          for _ in 0..<5 { trainer.step() }
          return trainer.settledParameters().values.array
        }
        // A limit beyond every gradient stores them and changes none.
        let isSame = weights(clipNorm: nil) == weights(clipNorm: 1e30)
        #expect(isSame, "\(optimizer.testDescription) \(small.testDescription)")
      }
    }
  }
}
