import Nets
import TestSupport
import Testing

@testable import LabFigures

@Suite("Singular values")
struct SingularValuesTests {
  @Test("a diagonal matrix has its entries' sizes, largest first, whichever way it lies")
  func diagonal() throws {
    for (rows, columns) in [(2, 3), (3, 2)] {
      var matrix = [Double](repeating: 0, count: 6)
      matrix[0] = -2
      matrix[columns + 1] = 5
      let result = try #require(SingularValues(ofRowMajor: matrix, rows: rows, columns: columns))
      #expect(result.values.count == 2)
      #expect(isClose(result.values[0], 5, relative: 1e-15))
      #expect(isClose(result.values[1], 2, relative: 1e-15))
      #expect(result.rank == 2)
    }
  }

  @Test("a 2×2 matrix has the values worked out by hand")
  func byHand() throws {
    // AᵀA = [[25, 20], [20, 25]], whose eigenvalues are 45 and 5.
    let result = try #require(SingularValues(ofRowMajor: [3, 0, 4, 5], rows: 2, columns: 2))
    #expect(isClose(result.values[0], 45.0.squareRoot(), relative: 1e-15))
    #expect(isClose(result.values[1], 5.0.squareRoot(), relative: 1e-14))
  }

  @Test("the rank of a sum of outer products is their number", arguments: [1, 4, 9])
  func rank(expected: Int) throws {
    let (rows, columns) = (40, 25)
    let stream = RandomStream(key: RandomKey(seed: 8))
    var matrix = [Double](repeating: 0, count: rows * columns)
    for term in 0..<expected {
      for row in 0..<rows {
        for column in 0..<columns {
          matrix[row * columns + column] +=
            stream.normal(at: 1000 * term + row) * stream.normal(at: 1000 * term + 500 + column)
        }
      }
    }
    let result = try #require(SingularValues(ofRowMajor: matrix, rows: rows, columns: columns))
    #expect(result.rank == expected)
    let squares = matrix.reduce(0) { $0 + $1 * $1 }
    #expect(isClose(result.values.reduce(0) { $0 + $1 * $1 }, squares, relative: 1e-12))
  }

  @Test("a zero matrix has rank 0; a value that is not finite has no decomposition")
  func edges() throws {
    #expect(try #require(SingularValues(ofRowMajor: [0, 0, 0, 0], rows: 2, columns: 2)).rank == 0)
    #expect(SingularValues(ofRowMajor: [1, .nan], rows: 1, columns: 2) == nil)
    #expect(SingularValues(ofRowMajor: [1, .infinity], rows: 1, columns: 2) == nil)
  }
}
