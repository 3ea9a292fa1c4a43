import Nets
import Testing

@Suite("Fast fully connected layers")
struct FastLinearTests {
  /// Batch, inputs, outputs: around the lengths of vectors, row groups and sample groups.
  static let shapes: [LinearShape] = [
    (1, 1, 1), (1, 3, 7), (3, 7, 3), (1, 16, 16), (2, 15, 17), (4, 33, 9), (5, 130, 33), (9, 31, 8),
    (1, 784, 130), (3, 257, 65),
  ].map { LinearShape(batch: $0.0, inputFeatures: $0.1, outputFeatures: $0.2) }

  @Test("all three products agree with the reference in double", arguments: shapes, InstructionSet.supported)
  func agreesWithReference(shape: LinearShape, set: InstructionSet) {
    let (x, w, dy) = operands(shape)
    let reference = ReferenceKernels<Double>().makeLinearPlan(shape)
    let exact = KernelProducts(
      reference, x: x.map(Double.init), w: w.map(Double.init), dy: dy.map(Double.init))
    let magnitudes = KernelProducts(
      reference, x: x.map { Double(abs($0)) }, w: w.map { Double(abs($0)) }, dy: dy.map { Double(abs($0)) })
    let fast = KernelProducts(FastKernels(instructionSet: set).makeLinearPlan(shape), x: x, w: w, dy: dy)
    #expect(
      worstError(
        fast.forward, reference: exact.forward, magnitudes: magnitudes.forward,
        terms: shape.inputFeatures) <= 1)
    #expect(
      worstError(
        fast.inputGradient, reference: exact.inputGradient, magnitudes: magnitudes.inputGradient,
        terms: shape.outputFeatures) <= 1)
    #expect(
      worstError(
        fast.weightGradient, reference: exact.weightGradient, magnitudes: magnitudes.weightGradient,
        terms: shape.batch) <= 1)
  }

  @Test("a plan called again gives the same bits", arguments: shapes, InstructionSet.supported)
  func repeatsBits(shape: LinearShape, set: InstructionSet) {
    let (x, w, dy) = operands(shape)
    let plan = FastKernels(instructionSet: set).makeLinearPlan(shape)
    let (first, again) = (KernelProducts(plan, x: x, w: w, dy: dy), KernelProducts(plan, x: x, w: w, dy: dy))
    let isSame = first == again
    #expect(isSame)
  }

  @Test("NaN is where it is in the reference, zeros or not", arguments: shapes, InstructionSet.supported)
  func keepsNaN(shape: LinearShape, set: InstructionSet) {
    var (x, w, dy) = operands(shape)
    x[x.count / 2] = .nan
    dy[dy.count / 2] = .nan
    w = w.map { _ in 0 }
    let fast = KernelProducts(FastKernels(instructionSet: set).makeLinearPlan(shape), x: x, w: w, dy: dy)
    let plain = KernelProducts(ReferenceKernels<Float>().makeLinearPlan(shape), x: x, w: w, dy: dy)
    let isSame = [
      fast.forward.map(\.isNaN) == plain.forward.map(\.isNaN),
      fast.inputGradient.map(\.isNaN) == plain.inputGradient.map(\.isNaN),
      fast.weightGradient.map(\.isNaN) == plain.weightGradient.map(\.isNaN),
    ]
    #expect(isSame == [true, true, true])
  }

  private func operands(_ shape: LinearShape) -> (x: [Float], w: [Float], dy: [Float]) {
    (
      normalNumbers(shape.batch * shape.inputFeatures, "input"),
      normalNumbers(shape.outputFeatures * shape.inputFeatures, "weights"),
      normalNumbers(shape.batch * shape.outputFeatures, "output gradient")
    )
  }
}
