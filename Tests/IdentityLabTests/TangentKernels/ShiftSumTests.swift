import Nets
import TestSupport
import Testing

@testable import IdentityLab

@Suite("Sums along the shifts that two pixels share")
struct ShiftSumTests {
  @Test(
    "rows and then columns give what the sum over all taps gives",
    arguments: [(4, 4, 3), (3, 5, 2), (5, 2, 5), (2, 3, 9)])
  func separable(height: Int, width: Int, kernelSize: Int) {
    let pixels = height * width
    let stream = RandomStream(key: RandomKey(seed: 3))
    let values = (0..<pixels * pixels).map { stream.normal(at: $0) }
    let (matrix, scratch) = (Buffer<Double>(count: values.count), Buffer<Double>(count: values.count))
    matrix.copy(from: values)
    let sum = ShiftSum(height: height, width: width, kernelSize: kernelSize)
    sum.apply(to: matrix.pointer, scratch: scratch.pointer, factor: 0.5)
    let reference = ReferenceKernel(height: height, width: width, kernelSize: kernelSize, layers: [(1, 1)])
    let expected = reference.sums(values).map { 0.5 * $0 }
    expectClose(matrix.array, expected, absolute: 1e-14, relative: 1e-13, "sums")
    let diagonal = sum.diagonal((0..<pixels).map { values[$0 * pixels + $0] }, factor: 0.5)
    expectClose(
      diagonal, (0..<pixels).map { expected[$0 * pixels + $0] }, absolute: 1e-14, relative: 1e-13, "diagonal")
  }

  @Test("what is zero stays exactly zero")
  func zeros() {
    let pixels = 25
    let (matrix, scratch) = (Buffer<Double>(count: pixels * pixels), Buffer<Double>(count: pixels * pixels))
    // Pixel (0, 0) of both images only.
    matrix[0] = 0.1
    ShiftSum(height: 5, width: 5, kernelSize: 3).apply(
      to: matrix.pointer, scratch: scratch.pointer, factor: 1)
    #expect(matrix.array.filter { $0 != 0 }.count == 4)
    #expect(matrix[6 * pixels + 6] == 0.1 && matrix[12 * pixels + 12] == 0)
  }
}
