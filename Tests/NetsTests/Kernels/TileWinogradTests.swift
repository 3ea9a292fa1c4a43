import Testing

@testable import Nets

@Suite("Minimal filtering of tiles")
struct TileWinogradTests {
  /// Batch, Cin, Cout, H, W, k: every way to cut a filter into blocks, images that are no whole tiles, channels that
  /// fill no vector, one panel, one and a half, several chunks of inputs, several groups of images.
  static let shapes: [ConvolutionShape] = [
    (1, 1, 1, 1, 1, 3), (1, 1, 1, 4, 4, 5), (1, 3, 2, 5, 7, 2), (1, 16, 16, 28, 28, 3), (1, 7, 33, 9, 10, 4),
    (1, 33, 7, 28, 28, 5), (2, 17, 20, 11, 13, 5), (1, 16, 48, 7, 6, 6), (1, 20, 33, 11, 14, 7),
    (1, 33, 16, 8, 5, 8), (1, 33, 40, 13, 12, 9), (1, 8, 9, 6, 19, 10), (1, 9, 8, 12, 12, 11),
    (1, 16, 16, 10, 11, 13), (1, 3, 5, 4, 6, 29), (1, 2, 3, 5, 5, 57), (1, 130, 130, 9, 8, 3),
    (1, 130, 7, 12, 9, 5), (7, 16, 17, 27, 28, 3), (1, 128, 130, 28, 28, 5), (1, 40, 64, 32, 32, 5),
  ].map {
    ConvolutionShape(
      batch: $0.0, inputChannels: $0.1, outputChannels: $0.2, height: $0.3, width: $0.4, kernelSize: $0.5)
  }

  @Test("all three products agree with the reference in double", arguments: InstructionSet.supported)
  func agreesWithReference(set: InstructionSet) {
    var worst = (share: 0.0, shape: "")
    for shape in Self.shapes {
      let (x, w, dy) = operands(shape)
      let exact = KernelProducts(
        ReferenceKernels<Double>().makeConvolutionPlan(shape), x: x.map(Double.init), w: w.map(Double.init),
        dy: dy.map(Double.init))
      let fast = KernelProducts(plan(shape, set), x: x, w: w, dy: dy)
      let blocks = (shape.kernelSize + 2) / 4
      let tiles = ((shape.height + 3) / 4) * ((shape.width + 3) / 4)
      let shares = [
        relativeError(fast.forward, exact.forward)
          / allowedTileError(kernelSize: shape.kernelSize, terms: shape.inputChannels * blocks * blocks),
        relativeError(fast.inputGradient, exact.inputGradient)
          / allowedTileError(kernelSize: shape.kernelSize, terms: shape.outputChannels * blocks * blocks),
        relativeError(fast.weightGradient, exact.weightGradient)
          / allowedTileError(kernelSize: shape.kernelSize, terms: shape.batch * tiles),
      ]
      #expect(shares.allSatisfy { $0 <= 1 }, "\(shape) \(set): \(shares) of the tolerance")
      if let most = shares.max(), most > worst.share { worst = (most, "\(shape)") }
    }
    print("tile-winograd \(set): worst error \(worst.share) of the tolerance, for \(worst.shape)")
  }

  @Test("any number of threads and any repetition give the same bits", arguments: InstructionSet.supported)
  func repeatsBits(set: InstructionSet) {
    for shape in Self.shapes {
      let (x, w, dy) = operands(shape)
      let one = plan(shape, set)
      let first = KernelProducts(one, x: x, w: w, dy: dy)
      _ = KernelProducts(one, x: x.map { 1 - $0 }, w: w.map { $0 * 3 }, dy: dy.map { $0 + 2 })
      let isRepeated = KernelProducts(one, x: x, w: w, dy: dy) == first
      #expect(isRepeated, "\(shape)")
      for threads in 2...4 {
        let isSame = KernelProducts(plan(shape, set, threads: threads), x: x, w: w, dy: dy) == first
        #expect(isSame, "\(shape) on \(threads) threads")
      }
    }
  }

  @Test("NaN reaches everything it reaches in the reference, and is gone at the next call")
  func keepsNaN() {
    for shape in Self.shapes where shape.inputChannels <= 33 && shape.outputChannels <= 33 {
      let (x, w, dy) = operands(shape)
      var (spoiltX, spoiltDY) = (x, dy)
      spoiltX[x.count / 2] = .nan
      spoiltDY[dy.count / 2] = .nan
      let zeros = w.map { _ in Float(0) }
      let winograd = plan(shape, .best)
      let fast = KernelProducts(winograd, x: spoiltX, w: zeros, dy: spoiltDY)
      let plain = KernelProducts(
        ReferenceKernels<Float>().makeConvolutionPlan(shape), x: spoiltX, w: zeros, dy: spoiltDY)
      let lost = [
        countLostNaN(of: plain.forward, in: fast.forward),
        countLostNaN(of: plain.inputGradient, in: fast.inputGradient),
        countLostNaN(of: plain.weightGradient, in: fast.weightGradient),
      ]
      #expect(lost == [0, 0, 0], "\(shape)")
      let after = KernelProducts(winograd, x: x, w: w, dy: dy)
      let isFinite = (after.forward + after.inputGradient + after.weightGradient).allSatisfy(\.isFinite)
      #expect(isFinite, "\(shape)")
    }
  }

  private func plan(
    _ shape: ConvolutionShape, _ set: InstructionSet, threads: Int = 1
  ) -> FastConvolutionPlan {
    guard let kernels = set.kernels?.pointee else { preconditionFailure("\(set) is not supported here") }
    return FastConvolutionPlan(
      shape: shape, instructionSet: set, kernels: kernels,
      workspace: Workspace(threads: threads, smallestSharedWork: 0),
      method: .tileWinograd)
  }

  private func operands(_ shape: ConvolutionShape) -> (x: [Float], w: [Float], dy: [Float]) {
    (
      normalNumbers(shape.inputCount, "input"), normalNumbers(shape.weightCount, "weights"),
      normalNumbers(shape.outputCount, "output gradient")
    )
  }

  /// ‖values − exact‖ / ‖exact‖.
  private func relativeError(_ values: [Float], _ exact: [Double]) -> Double {
    let errors = zip(values, exact).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    return (errors / exact.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }

  private func countLostNaN(of reference: [Float], in values: [Float]) -> Int {
    zip(reference, values).count { $0.isNaN && !$1.isNaN }
  }
}
