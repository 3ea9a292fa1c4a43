import Nets
import Testing

@Suite("The rectifier of the kernels")
struct RectifyTests {
  @Test(
    "has the reference's bits on any number of threads, NaN and −0 included",
    arguments: InstructionSet.supported)
  func agreesWithReference(set: InstructionSet) {
    for count in [1, 3, 7, 16, 33, 8192, 300_001] {
      var (z, dy) = (normalNumbers(count, "z"), normalNumbers(count, "dy"))
      z[count / 2] = .nan
      z[count - 1] = -0.0
      dy[count / 3] = .nan
      let expected = rectified(ReferenceKernels<Float>(), z, dy)
      for threads in 1...3 {
        let bits = rectified(FastKernels(instructionSet: set, threads: threads), z, dy)
        let isSame = bits == expected
        #expect(isSame, "\(count) numbers on \(threads) threads")
      }
    }
  }

  /// The bits of y and of dz.
  private func rectified(_ kernels: any Kernels<Float>, _ z: [Float], _ dy: [Float]) -> [UInt32] {
    var (y, dz) = (z.map { _ in Float(7) }, z.map { _ in Float(7) })
    kernels.rectify(z, &y, count: z.count)
    kernels.rectifyBackward(z, outputGradient: dy, inputGradient: &dz, count: z.count)
    return (y + dz).map { $0.isNaN ? Float.nan.bitPattern : $0.bitPattern }
  }
}
