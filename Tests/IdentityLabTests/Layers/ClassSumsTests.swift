import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabFigures

@Suite struct ClassSumsTests {
  /// Longer than two blocks, the last one not full.
  private static let length = 2500
  private let labels = [2, 0, 1, 2, 2, 0, 1]
  private let values: [Float] = normalValues(7 * ClassSumsTests.length, label: "activations")
  private let asked: [Float] = normalValues(3 * ClassSumsTests.length, label: "asked")

  private func scores(parts: [Range<Int>], threads: Int = 1) -> [[Double]] {
    let kernels = FastKernels(threads: threads)
    let sums = ClassSums(length: Self.length, classes: 3)
    for part in parts {
      values.withUnsafeBufferPointer { values in
        guard let first = values.baseAddress else { return }
        sums.add(first + part.lowerBound * Self.length, labels: Array(labels[part]), kernels: kernels)
      }
    }
    return asked.withUnsafeBufferPointer { asked in
      asked.baseAddress.map { sums.scores($0, count: 3, kernels: kernels) } ?? []
    }
  }

  @Test("scores are the sums of products with activations divided by their lengths")
  func formula() {
    func vector(_ values: [Float], _ index: Int) -> [Double] {
      values[index * Self.length..<(index + 1) * Self.length].map(Double.init)
    }
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    var reference = [Double](repeating: 0, count: 9)
    for i in 0..<3 {
      for (j, label) in labels.enumerated() {
        let other = vector(values, j)
        reference[i * 3 + label] += product(vector(asked, i), other) / product(other, other).squareRoot()
      }
    }
    expectClose(
      Array(scores(parts: [0..<7]).joined()), reference, absolute: 1e-13, relative: 1e-12, "scores")
  }

  @Test("any batches and any number of threads give the same bits", arguments: [1, 2, 5])
  func sameBits(threads: Int) {
    let whole = scores(parts: [0..<7])
    #expect(scores(parts: [0..<3, 3..<7], threads: threads) == whole)
    #expect(scores(parts: (0..<7).map { $0..<$0 + 1 }, threads: threads) == whole)
    // Another order rounds otherwise, so equality is no matter of course.
    #expect(scores(parts: [3..<7, 0..<3]) != whole)
  }

  @Test("activations of zeros or not of numbers weigh nothing", arguments: [0, Float.nan, .infinity])
  func ignored(value: Float) {
    let kernels = FastKernels()
    let sums = ClassSums(length: 2, classes: 2)
    sums.add([0, 4, value, value], labels: [1, 0], kernels: kernels)
    #expect(sums.scores([1, 3], count: 1, kernels: kernels) == [[0, 3]])
  }
}
