import Testing

@testable import Nets

/// Random orthogonal matrices: orthonormal, and uniform over the group.
@Suite struct OrthogonalMatrixTests {
  @Test(
    "rows are orthonormal where there are no more of them than columns, else columns",
    arguments: [(6, 20), (20, 6), (7, 7), (1, 5), (5, 1), (1, 1), (130, 70)])
  func isOrthonormal(rows: Int, columns: Int) {
    let matrix = orthogonalMatrix(
      rows: rows, columns: columns, stream: RandomStream(key: RandomKey(seed: 2)))
    let (vectors, length) = (min(rows, columns), max(rows, columns))
    func element(_ vector: Int, _ index: Int) -> Double {
      rows <= columns ? matrix[vector * columns + index] : matrix[index * columns + vector]
    }
    for first in 0..<vectors {
      for second in first..<vectors {
        let product = (0..<length).map { element(first, $0) * element(second, $0) }.reduce(0, +)
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-13)
      }
    }
  }

  @Test("a convolution's filters are orthonormal over channels and taps")
  func initializesConvolutions() {
    let entries = [(8, [8, 3, 3, 3]), (2, [2, 1, 5, 5])]
    for (rows, dimensions) in entries {
      let values = InitializerTests.draw(.orthogonal, dimensions)
      let columns = values.count / rows
      for row in 0..<rows {
        let square = values[row * columns..<(row + 1) * columns].map { $0 * $0 }.reduce(0, +)
        #expect(abs(square - 1) < 1e-13)
      }
    }
  }

  // Without the sign correction the diagonal of Householder's Q keeps the sign opposite to the drawn numbers',
  // and its first entry is never positive.
  @Test("entries of a square matrix have both signs equally often and variance 1/n")
  func isUniform() {
    let (n, draws) = (4, 2_000)
    var positive = [Int](repeating: 0, count: n * n)
    var squares = [Double](repeating: 0, count: n * n)
    for draw in 0..<draws {
      let stream = RandomStream(key: RandomKey(seed: 9).deriving(draw))
      for (index, value) in orthogonalMatrix(rows: n, columns: n, stream: stream).enumerated() {
        positive[index] += value > 0 ? 1 : 0
        squares[index] += value * value / Double(draws)
      }
    }
    // Five standard deviations: √2000/2 = 22.4 of the count; Var q² = 3/(n(n + 2)) − 1/n² = 1/16, so .0056 each.
    #expect(positive.allSatisfy { abs($0 - draws / 2) < 112 }, "\(positive)")
    #expect(squares.allSatisfy { abs($0 - 0.25) < 0.028 }, "\(squares)")
  }
}
