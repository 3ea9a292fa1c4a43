import Testing

@testable import Nets

@Suite("Fast convolution")
struct FastConvolutionTests {
  /// Batch, Cin, Cout, H, W, k: odd extents, single rows, pixels and channels, widths around the vectors' lengths,
  /// channels around the tiles', filters of every parity and larger than the image.
  static let shapes: [ConvolutionShape] = [
    (1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 3), (3, 3, 7, 1, 1, 5), (1, 7, 3, 1, 37, 4), (1, 3, 7, 37, 1, 4),
    (1, 1, 1, 5, 4, 2), (3, 3, 3, 5, 4, 9), (1, 1, 16, 7, 15, 1), (1, 16, 1, 7, 16, 3), (1, 3, 3, 7, 17, 5),
    (1, 2, 4, 9, 31, 7), (1, 4, 2, 9, 32, 9), (1, 5, 6, 9, 33, 2), (3, 8, 9, 6, 19, 4), (1, 10, 11, 13, 8, 3),
    (1, 12, 13, 3, 9, 5), (1, 13, 14, 4, 5, 5), (1, 14, 15, 4, 3, 3), (3, 7, 16, 5, 7, 3),
    (1, 16, 16, 28, 28, 5), (1, 1, 33, 28, 28, 9), (1, 33, 1, 28, 28, 9), (1, 33, 33, 11, 13, 7),
    (1, 3, 130, 10, 9, 5), (3, 130, 3, 10, 9, 5), (1, 130, 130, 7, 6, 3), (1, 130, 33, 5, 18, 9),
    (1, 33, 130, 2, 20, 1), (1, 2, 3, 28, 28, 57), (1, 3, 1, 28, 28, 56), (3, 2, 2, 5, 6, 29),
    (1, 1, 2, 12, 65, 3), (1, 3, 3, 32, 32, 5), (2, 2, 2, 9, 28, 6), (1, 5, 2, 10, 30, 10),
  ].map {
    ConvolutionShape(
      batch: $0.0, inputChannels: $0.1, outputChannels: $0.2, height: $0.3, width: $0.4, kernelSize: $0.5)
  }

  /// Every way to compute a convolution on this machine.
  static let variants = InstructionSet.supported.flatMap { set in
    ConvolutionMethod.allCases.map { (set, $0) }
  }

  @Test("all three products agree with the reference in double", arguments: shapes)
  func agreesWithReference(shape: ConvolutionShape) {
    let (x, w, dy) = operands(shape)
    let reference = ReferenceKernels<Double>().makeConvolutionPlan(shape)
    let exact = KernelProducts(
      reference, x: x.map(Double.init), w: w.map(Double.init), dy: dy.map(Double.init))
    let magnitudes = KernelProducts(
      reference, x: x.map { Double(abs($0)) }, w: w.map { Double(abs($0)) }, dy: dy.map { Double(abs($0)) })
    let taps = shape.kernelSize * shape.kernelSize
    for set in InstructionSet.supported {
      let direct = products(shape, set, .direct, x: x, w: w, dy: dy)
      let errors = [
        worstError(
          direct.forward, reference: exact.forward, magnitudes: magnitudes.forward,
          terms: shape.inputChannels * taps),
        worstError(
          direct.inputGradient, reference: exact.inputGradient, magnitudes: magnitudes.inputGradient,
          terms: shape.outputChannels * taps),
        worstError(
          direct.weightGradient, reference: exact.weightGradient, magnitudes: magnitudes.weightGradient,
          terms: shape.batch * shape.height * shape.width),
      ]
      #expect(errors.allSatisfy { $0 <= 1 }, "\(shape) \(set): \(errors) of what rounding allows")

      let filtered = products(shape, set, .rowWinograd, x: x, w: w, dy: dy)
      let filtering = MinimalFiltering(taps: shape.kernelSize <= 3 ? 3 : 5)
      let (tiles, blocks) = ((shape.height + 3) / 4, shape.kernelSize <= 5 ? 1 : (shape.kernelSize + 2) / 4)
      let relativeErrors = [
        relativeError(filtered.forward, reference: exact.forward)
          / filtering.allowedError(terms: shape.inputChannels * blocks * shape.kernelSize),
        relativeError(filtered.inputGradient, reference: exact.inputGradient)
          / filtering.allowedError(terms: shape.outputChannels * blocks * shape.kernelSize),
        relativeError(filtered.weightGradient, reference: exact.weightGradient)
          / filtering.allowedError(terms: shape.batch * tiles * shape.width),
      ]
      #expect(
        relativeErrors.allSatisfy { $0 <= 1 }, "\(shape) \(set): \(relativeErrors) of what filtering allows")
    }
  }

  @Test("the input gradient is the forward pass's adjoint, and so is the weight gradient", arguments: shapes)
  func isAdjoint(shape: ConvolutionShape) {
    let (x, w, dy) = operands(shape)
    for (set, method) in Self.variants {
      let fast = products(shape, set, method, x: x, w: w, dy: dy)
      let sides = [
        innerProduct(fast.forward, dy), innerProduct(x, fast.inputGradient),
        innerProduct(w, fast.weightGradient),
      ]
      // ⟨a, b⟩ is at most |a|·|b|; 10⁻⁵ of that is √n·u for the longest sums here, about 10⁴ terms, and some.
      let scale = (innerProduct(fast.forward, fast.forward) * innerProduct(dy, dy)).squareRoot()
      #expect(abs(sides[0] - sides[1]) <= 1e-5 * scale, "\(shape) \(set) \(method): \(sides)")
      #expect(abs(sides[0] - sides[2]) <= 1e-5 * scale, "\(shape) \(set) \(method): \(sides)")
    }
  }

  @Test("a plan called again, after other numbers, gives the same bits", arguments: variants)
  func repeatsBits(set: InstructionSet, method: ConvolutionMethod) {
    for shape in Self.shapes where shape.inputChannels <= 33 && shape.outputChannels <= 33 {
      let (x, w, dy) = operands(shape)
      let plan = FastKernels(instructionSet: set).makeConvolutionPlan(shape, method: method)
      let first = KernelProducts(plan, x: x, w: w, dy: dy)
      _ = KernelProducts(plan, x: x.map { 1 - $0 }, w: w.map { $0 * 3 }, dy: dy.map { $0 + 2 })
      let again = KernelProducts(plan, x: x, w: w, dy: dy)
      let isSame = first == again
      #expect(isSame, "\(shape)")
    }
  }

  @Test("NaN reaches everything it reaches in the reference", arguments: variants)
  func keepsNaN(set: InstructionSet, method: ConvolutionMethod) {
    for shape in Self.shapes where shape.inputChannels <= 33 && shape.outputChannels <= 33 {
      var (x, w, dy) = operands(shape)
      // Zeros elsewhere: 0 · NaN must not be skipped.
      x[x.count / 2] = .nan
      dy[dy.count / 2] = .nan
      w = w.map { _ in 0 }
      let fast = products(shape, set, method, x: x, w: w, dy: dy)
      let plain = KernelProducts(
        ReferenceKernels<Float>().makeConvolutionPlan(shape), x: x, w: w, dy: dy)
      let lost = [
        countLostNaN(of: plain.forward, in: fast.forward),
        countLostNaN(of: plain.inputGradient, in: fast.inputGradient),
        countLostNaN(of: plain.weightGradient, in: fast.weightGradient),
      ]
      #expect(lost == [0, 0, 0], "\(shape)")
    }
  }

  @Test("a NaN does not stay in the plan's scratch", arguments: variants)
  func forgetsNaN(set: InstructionSet, method: ConvolutionMethod) {
    let shape = ConvolutionShape(
      batch: 1, inputChannels: 3, outputChannels: 3, height: 5, width: 6, kernelSize: 4)
    let plan = FastKernels(instructionSet: set).makeConvolutionPlan(shape, method: method)
    let (x, w, dy) = operands(shape)
    _ = KernelProducts(plan, x: x.map { $0 * .nan }, w: w.map { $0 * .nan }, dy: dy.map { $0 * .nan })
    let after = KernelProducts(plan, x: x, w: w, dy: dy)
    let isFinite = (after.forward + after.inputGradient + after.weightGradient).allSatisfy { $0.isFinite }
    #expect(isFinite)
  }

  @Test("a plan names its method and its instruction set and counts its scratch", arguments: variants)
  func describesItself(set: InstructionSet, method: ConvolutionMethod) {
    let shape = ConvolutionShape(
      batch: 3, inputChannels: 2, outputChannels: 5, height: 6, width: 7, kernelSize: 3)
    let plan = FastKernels(instructionSet: set).makeConvolutionPlan(shape, method: method)
    #expect(plan.name == "\(method.rawValue) \(set.rawValue)")
    #expect(plan.shape.description == shape.description)
    // At least the padded images of one kind and the rows of weights whose gradient is being made.
    #expect(plan.scratchBytes >= 4 * (3 * 5 * 8 * 9 + 3 * shape.weightCount / 5))
  }

  @Test("few channels are filtered by columns, more by tiles; lone channels and tiny filters are not")
  func choosesMethods() {
    func methods(_ inputs: Int, _ outputs: Int, kernelSize: Int) -> [ConvolutionMethod] {
      let shape = ConvolutionShape(
        batch: 1, inputChannels: inputs, outputChannels: outputs, height: 28, width: 28,
        kernelSize: kernelSize)
      return ConvolutionMethod.Product.allCases.map { .best(for: $0, of: shape, lanes: 16) }
    }
    #expect(methods(3, 3, kernelSize: 5) == [.rowWinograd, .rowWinograd, .rowWinograd])
    #expect(methods(8, 8, kernelSize: 7) == [.rowWinograd, .rowWinograd, .rowWinograd])
    #expect(methods(16, 16, kernelSize: 3) == [.tileWinograd, .tileWinograd, .tileWinograd])
    #expect(methods(128, 128, kernelSize: 9) == [.tileWinograd, .tileWinograd, .tileWinograd])
    #expect(methods(1, 128, kernelSize: 5) == [.rowWinograd, .direct, .rowWinograd])
    #expect(methods(128, 1, kernelSize: 5) == [.direct, .rowWinograd, .direct])
    #expect(methods(3, 3, kernelSize: 1) == [.direct, .direct, .direct])
    #expect(methods(16, 16, kernelSize: 57) == [.tileWinograd, .tileWinograd, .tileWinograd])
  }

  private func operands(_ shape: ConvolutionShape) -> (x: [Float], w: [Float], dy: [Float]) {
    (
      normalNumbers(shape.inputCount, "input"), normalNumbers(shape.weightCount, "weights"),
      normalNumbers(shape.outputCount, "output gradient")
    )
  }

  private func products(
    _ shape: ConvolutionShape, _ set: InstructionSet, _ method: ConvolutionMethod, x: [Float], w: [Float],
    dy: [Float]
  ) -> KernelProducts<Float> {
    KernelProducts(
      FastKernels(instructionSet: set).makeConvolutionPlan(shape, method: method), x: x, w: w, dy: dy)
  }

  private func countLostNaN(of reference: [Float], in values: [Float]) -> Int {
    zip(reference, values).count { $0.isNaN && !$1.isNaN }
  }
}
