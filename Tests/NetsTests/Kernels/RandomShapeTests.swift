import Testing

@testable import Nets

/// Every kernel at shapes that nobody chose: seeded, so that a failure comes back.
@Suite("Kernels at random shapes") struct RandomShapeTests {
  /// Extents from streams of their own: small ones more often, now and then one around the vectors' lengths.
  private struct Extents {
    private let stream: RandomStream
    private var draw = 0

    init(_ label: String, _ number: Int) {
      stream = RandomStream(key: RandomKey(seed: 17).deriving(label).deriving(number))
    }

    mutating func next(_ bounds: ClosedRange<Int>) -> Int {
      draw += 1
      return bounds.lowerBound + stream.integer(at: draw, below: bounds.count)
    }

    /// One, a few, or as many as `most`, with equal chances.
    mutating func size(_ most: Int) -> Int {
      let kind = next(0...2)
      return kind == 0 ? 1 : next(1...(kind == 1 ? min(7, most) : most))
    }
  }

  /// Two hundred convolutions: even filters, filters beyond the image, single pixels, odd channels, batches.
  static let convolutions = (0..<200).map { number in
    var extents = Extents("convolution", number)
    return ConvolutionShape(
      batch: extents.size(4), inputChannels: extents.size(35), outputChannels: extents.size(35),
      height: extents.size(18), width: extents.size(35), kernelSize: extents.next(1...11))
  }

  /// Two hundred fully connected layers.
  static let linears = (0..<200).map { number in
    var extents = Extents("linear", number)
    return LinearShape(
      batch: extents.size(10), inputFeatures: extents.size(150), outputFeatures: extents.size(150))
  }

  @Test("the shapes are of every kind")
  func coversKinds() {
    let shapes = Self.convolutions
    #expect(shapes.count { $0.kernelSize % 2 == 0 } > 40)
    #expect(shapes.count { $0.kernelSize > max($0.height, $0.width) } > 20)
    #expect(shapes.count { $0.height == 1 && $0.width == 1 } > 10)
    #expect(
      shapes.count { $0.inputChannels % 2 == 1 && $0.outputChannels % 2 == 1 && $0.inputChannels > 1 } > 20)
    #expect(shapes.count { $0.batch > 1 } > 50)
    #expect(Set(shapes).count > 190 && Set(Self.linears).count > 150)
  }

  @Test("a convolution's products agree with plain loops in double", arguments: 0..<20)
  func convolution(part: Int) {
    for shape in Self.convolutions[10 * part..<10 * (part + 1)] {
      let operands = Operands(shape)
      let (exact, magnitudes) = operands.references(ReferenceKernels<Double>().makeConvolutionPlan(shape))
      for set in InstructionSet.supported {
        for method in ConvolutionMethod.allCases {
          // A row of planes, of windows and of tiles each: what threads share may not differ.
          let plan = FastKernels(instructionSet: set, threads: 2).makeConvolutionPlan(shape, method: method)
          let fast = KernelProducts(plan, x: operands.x, w: operands.w, dy: operands.dy)
          let worst = worstShare(fast, exact, magnitudes, shape, method)
          #expect(worst <= 1, "\(shape) \(method) \(set): \(worst) of what rounding allows")
        }
      }
    }
  }

  @Test("a fully connected layer's products agree with plain loops in double", arguments: 0..<10)
  func linear(part: Int) {
    for shape in Self.linears[20 * part..<20 * (part + 1)] {
      let operands = Operands(shape)
      let (exact, magnitudes) = operands.references(ReferenceKernels<Double>().makeLinearPlan(shape))
      for set in InstructionSet.supported {
        let plan = FastKernels(instructionSet: set, threads: 2).makeLinearPlan(shape)
        let fast = KernelProducts(plan, x: operands.x, w: operands.w, dy: operands.dy)
        let worst = worstSumError(
          fast, exact, magnitudes, terms: (shape.inputFeatures, shape.outputFeatures, shape.batch))
        #expect(worst <= 1, "\(shape) \(set): \(worst) of what rounding allows")
      }
    }
  }

  /// The largest error of three products in units of what their method may be off by.
  private func worstShare(
    _ fast: KernelProducts<Float>, _ exact: KernelProducts<Double>, _ magnitudes: KernelProducts<Double>,
    _ shape: ConvolutionShape, _ method: ConvolutionMethod
  ) -> Double {
    let k = shape.kernelSize
    let terms = (
      shape.inputChannels * k * k, shape.outputChannels * k * k, shape.batch * shape.height * shape.width
    )
    let tileRows = (shape.height + 3) / 4
    switch method {
    case .direct, .matrix:
      return worstSumError(fast, exact, magnitudes, terms: terms)
    case .rowWinograd:
      let filtering = MinimalFiltering(taps: k <= 3 ? 3 : 5)
      let blocks = k <= 5 ? 1 : (k + 2) / 4
      return worstNormError(
        fast, exact, terms: terms,
        allowed: (
          filtering.allowedError(terms: shape.inputChannels * blocks * k),
          filtering.allowedError(terms: shape.outputChannels * blocks * k),
          filtering.allowedError(terms: shape.batch * tileRows * shape.width)
        ))
    case .tileWinograd:
      let blocks = max(1, (k + 2) / 4)
      let tiles = tileRows * ((shape.width + 3) / 4)
      func allowed(_ terms: Int) -> Double { allowedTileError(kernelSize: k, terms: terms) }
      return worstNormError(
        fast, exact, terms: terms,
        allowed: (
          allowed(shape.inputChannels * blocks * blocks), allowed(shape.outputChannels * blocks * blocks),
          allowed(shape.batch * tiles)
        ))
    }
  }

  private func worstSumError(
    _ fast: KernelProducts<Float>, _ exact: KernelProducts<Double>, _ magnitudes: KernelProducts<Double>,
    terms: (Int, Int, Int)
  ) -> Double {
    max(
      worstError(fast.forward, reference: exact.forward, magnitudes: magnitudes.forward, terms: terms.0),
      worstError(
        fast.inputGradient, reference: exact.inputGradient, magnitudes: magnitudes.inputGradient,
        terms: terms.1),
      worstError(
        fast.weightGradient, reference: exact.weightGradient, magnitudes: magnitudes.weightGradient,
        terms: terms.2))
  }

  private func worstNormError(
    _ fast: KernelProducts<Float>, _ exact: KernelProducts<Double>, terms: (Int, Int, Int),
    allowed: (Double, Double, Double)
  ) -> Double {
    let shares = [
      normError(fast.forward, exact.forward, terms: terms.0) / allowed.0,
      normError(fast.inputGradient, exact.inputGradient, terms: terms.1) / allowed.1,
      normError(fast.weightGradient, exact.weightGradient, terms: terms.2) / allowed.2,
    ]
    // A maximum would pass over NaN.
    return shares.allSatisfy { !$0.isNaN } ? shares.max() ?? .infinity : .infinity
  }

  /// The error's norm by that of the results, or if they are smaller by that of as many sums of `terms` products of
  /// standard normal numbers.
  ///
  /// A transform rounds whatever its window holds: on an image of one pixel, all of the filter, of which the result
  /// has one tap only.
  private func normError(_ values: [Float], _ exact: [Double], terms: Int) -> Double {
    let errors = zip(values, exact).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    let size = exact.reduce(0) { $0 + $1 * $1 }
    return (errors / max(size, Double(exact.count * terms))).squareRoot()
  }
}

/// The operands of one shape's products, and what these are in double.
private struct Operands {
  let x: [Float]
  let w: [Float]
  let dy: [Float]

  init(_ shape: some LayerShape) {
    x = normalNumbers(shape.inputCount, "input of \(shape)")
    w = normalNumbers(shape.weightCount, "weights of \(shape)")
    dy = normalNumbers(shape.outputCount, "output gradient of \(shape)")
  }

  /// The products, and those of the operands' magnitudes.
  func references(
    _ plan: any LayerPlan<Double>
  ) -> (exact: KernelProducts<Double>, magnitudes: KernelProducts<Double>) {
    let (x, w, dy) = (x.map(Double.init), w.map(Double.init), dy.map(Double.init))
    return (
      KernelProducts(plan, x: x, w: w, dy: dy),
      KernelProducts(plan, x: x.map(abs), w: w.map(abs), dy: dy.map(abs))
    )
  }
}
