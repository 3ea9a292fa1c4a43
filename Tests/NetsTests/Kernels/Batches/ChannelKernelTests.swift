import Testing

@testable import Nets

/// What is done to activations plane by plane and channel by channel, against the reference in double.
@Suite("Kernels of channels") struct ChannelKernelTests {
  /// One value a channel and many, around the lanes' lengths.
  static let shapes: [ChannelShape] = [
    (1, 1, 1), (3, 1, 7), (2, 5, 17), (128, 33, 1), (7, 16, 1), (3, 20, 196), (128, 9, 49), (2, 70, 33),
    (64, 31, 100),
  ].map { ChannelShape(batch: $0.0, channels: $0.1, positions: $0.2) }
  /// Batch, channels, height, width, window, stride.
  static let poolings: [PoolingShape] = [
    (1, 1, 1, 1, 3, 2), (2, 3, 4, 6, 3, 2), (3, 2, 28, 28, 3, 2), (128, 3, 7, 7, 3, 2), (2, 3, 5, 4, 2, 2),
    (1, 2, 9, 11, 5, 3), (2, 2, 6, 7, 3, 1), (1, 1, 3, 1200, 3, 2), (1, 2, 4, 5, 9, 4), (1, 1, 3, 90, 5, 40),
  ].map {
    PoolingShape(
      batch: $0.0, channels: $0.1, height: $0.2, width: $0.3, kernelSize: $0.4, stride: $0.5)
  }

  /// Kernels of every instruction set on one, two and three threads.
  static var kernels: [FastKernels] {
    InstructionSet.supported.flatMap { set in
      [1, 2, 3].map { FastKernels(instructionSet: set, threads: $0, smallestSharedWork: 0) }
    }
  }

  @Test("max pooling finds the reference's values and places, of ties and of NaN too", arguments: poolings)
  func maxPooling(shape: PoolingShape) {
    // Few different values, so that there are ties.
    var x = normalNumbers(shape.inputCount, "pool").map { ($0 * 2).rounded() }
    x[x.count / 3] = .nan
    x[x.count / 2] = -.infinity
    let dy = normalNumbers(shape.outputCount, "gradient")
    func outcome(_ kernels: some Kernels<Float>) -> ([UInt32], [Int32], [UInt32]) {
      var (y, dx) = ([Float](repeating: 7, count: dy.count), [Float](repeating: .nan, count: x.count))
      var places = [Int32](repeating: -1, count: dy.count)
      kernels.maxPool(shape, input: x, output: &y, indices: &places)
      kernels.maxPoolBackward(shape, outputGradient: dy, indices: places, inputGradient: &dx)
      return (y.map { $0.isNaN ? 0x7FC0_0000 : $0.bitPattern }, places, dx.map(\.bitPattern))
    }
    let plain = outcome(ReferenceKernels<Float>())
    for kernels in Self.kernels {
      let isSame = outcome(kernels) == plain
      #expect(isSame, "\(shape) \(kernels.instructionSet)")
    }
  }

  @Test("batch normalisation agrees with the reference, forward and backward", arguments: shapes)
  func batchNormalization(shape: ChannelShape) {
    for (hasScale, rectifies) in [(false, false), (true, false), (true, true)] {
      let exact = BatchNormOutcome(
        shape, ReferenceKernels<Double>(), hasScale: hasScale, rectifies: rectifies)
      for set in InstructionSet.supported {
        let outcomes = [1, 2, 3].map {
          BatchNormOutcome(
            shape, FastKernels(instructionSet: set, threads: $0, smallestSharedWork: 0), hasScale: hasScale,
            rectifies: rectifies)
        }
        let isSame = outcomes.dropFirst().allSatisfy { $0.values == outcomes[0].values }
        #expect(isSame, "\(shape) \(set): bits differ between threads")
        let errors = zip(outcomes[0].values, exact.values).map(relativeNorm)
        // Gradients of one value a batch are a difference of what cancels.
        #expect(errors.allSatisfy { $0 <= 1e-5 }, "\(shape) \(set): \(errors)")
      }
    }
  }

  @Test("local response normalisation agrees with the reference", arguments: shapes, [1, 4, 9])
  func responses(shape: ChannelShape, size: Int) {
    for beta in [0.75, 0.5] {
      let constants = ResponseNormalization(size: size, alpha: 0.5, beta: beta, bias: 1.5)
      func outcome<Scalar: NetScalar>(_ kernels: some Kernels<Scalar>) -> [[Scalar]] {
        let (x, dy) = (
          normalNumbers(shape.count, "x").map { Scalar(Double($0)) },
          normalNumbers(shape.count, "dy").map { Scalar(Double($0)) }
        )
        var (y, bases, dx) = (x.map { _ in Scalar.nan }, x.map { _ in Scalar.nan }, x.map { _ in Scalar.nan })
        kernels.normalizeResponses(shape, by: constants, input: x, bases: &bases, output: &y)
        kernels.normalizeResponsesBackward(
          shape, by: constants, input: x, output: y, bases: bases, outputGradient: dy, inputGradient: &dx)
        return [y, bases, dx]
      }
      let exact = outcome(ReferenceKernels<Double>())
      for set in InstructionSet.supported {
        let outcomes = [1, 2, 3].map {
          outcome(FastKernels(instructionSet: set, threads: $0, smallestSharedWork: 0))
        }
        let isSame = outcomes.dropFirst().allSatisfy { $0 == outcomes[0] }
        #expect(isSame, "\(shape) \(set): bits differ between threads")
        let errors = zip(outcomes[0], exact).map(relativeNorm)
        #expect(errors.allSatisfy { $0 <= 2e-6 }, "\(shape) \(set): \(errors)")
      }
    }
  }

  @Test("mean pooling, sums, products and copies agree with the reference", arguments: shapes)
  func simpleKernels(shape: ChannelShape) {
    let planes = shape.batch * shape.channels
    func outcome<Scalar: NetScalar>(_ kernels: some Kernels<Scalar>) -> [[Scalar]] {
      let (a, b) = (
        normalNumbers(shape.count, "a").map { Scalar(Double($0)) },
        normalNumbers(shape.count, "b").map { Scalar(Double($0)) }
      )
      var (means, spread) = ([Scalar](repeating: .nan, count: planes), a.map { _ in Scalar.nan })
      var (sum, product) = (a, b)
      var blocks = [Scalar](repeating: 3, count: planes * (shape.positions + 2))
      kernels.meanPool(shape, input: a, output: &means)
      kernels.meanPoolBackward(shape, outputGradient: means, inputGradient: &spread)
      sum.withUnsafeMutableBufferPointer { sum in
        guard let first = sum.baseAddress else { return }
        kernels.add(first, b, to: first, count: shape.count)
      }
      product.withUnsafeMutableBufferPointer { product in
        guard let first = product.baseAddress else { return }
        kernels.multiply(a, first, to: first, count: shape.count)
      }
      kernels.copyBlocks(
        planes, length: shape.positions, from: a, stride: shape.positions, to: &blocks,
        stride: shape.positions + 2)
      return [means, spread, sum, product, blocks]
    }
    let exact = outcome(ReferenceKernels<Double>())
    for kernels in Self.kernels {
      let errors = zip(outcome(kernels), exact).map(relativeNorm)
      #expect(errors.allSatisfy { $0 <= 1e-6 }, "\(shape) \(kernels.instructionSet): \(errors)")
    }
  }
}

/// What batch normalisation makes of one shape's own numbers.
private struct BatchNormOutcome<Scalar: NetScalar> {
  /// Means, variances, outputs of training and evaluation, and the three gradients.
  let values: [[Scalar]]

  init(_ shape: ChannelShape, _ kernels: some Kernels<Scalar>, hasScale: Bool, rectifies: Bool) {
    func numbers(_ count: Int, _ label: String) -> [Scalar] {
      normalNumbers(count, label).map { Scalar(Double($0)) }
    }
    let c = shape.channels
    let (x, dy) = (numbers(shape.count, "x").map { $0 + 3 }, numbers(shape.count, "dy"))
    let (scale, shift) = (numbers(c, "scale"), numbers(c, "shift"))
    var (mean, variance) = ([Scalar](repeating: .nan, count: c), [Scalar](repeating: .nan, count: c))
    var (trained, evaluated, dx) = (
      x.map { _ in Scalar.nan }, x.map { _ in Scalar.nan }, x.map { _ in Scalar.nan }
    )
    var (scaleGradient, shiftGradient) = (scale.map { _ in Scalar.zero }, shift.map { _ in Scalar.nan })
    mean.withUnsafeMutableBufferPointer { mean in
      variance.withUnsafeMutableBufferPointer { variance in
        scale.withUnsafeBufferPointer { scale in
          shift.withUnsafeBufferPointer { shift in
            guard let means = mean.baseAddress, let variances = variance.baseAddress,
              let shifts = shift.baseAddress
            else { return }
            // A variance of 0 makes the reciprocal large: of one value a batch the gradients would be noise.
            let parameters = BatchNormalization(
              mean: means, variance: variances, scale: hasScale ? scale.baseAddress : nil, shift: shifts,
              epsilon: 0.1, rectifies: rectifies)
            kernels.normalizeBatch(shape, input: x, by: parameters, output: &trained)
            kernels.normalize(shape, input: dy, by: parameters, output: &evaluated)
            if hasScale {
              kernels.normalizeBatchBackward(
                shape, input: x, outputGradient: dy, by: parameters, inputGradient: &dx,
                scaleGradient: &scaleGradient, shiftGradient: &shiftGradient)
            } else {
              kernels.normalizeBatchBackward(
                shape, input: x, outputGradient: dy, by: parameters, inputGradient: &dx, scaleGradient: nil,
                shiftGradient: &shiftGradient)
            }
          }
        }
      }
    }
    values = [mean, variance, trained, evaluated, dx, scaleGradient, shiftGradient]
  }
}

/// The Euclidean norm of the error by that of the result, at least 1; NaN is beyond any bound.
private func relativeNorm<Scalar: NetScalar>(_ values: [Scalar], _ exact: [Double]) -> Double {
  let error = zip(values, exact).reduce(0) { sum, next in
    let difference = Double(next.0) - next.1
    return sum + difference * difference
  }
  let share = (error / max(1, exact.reduce(0) { $0 + $1 * $1 })).squareRoot()
  return share.isNaN ? .infinity : share
}
