import Nets
import TestSupport
import Testing

@Suite("Eigenvalues of symmetric matrices")
struct SymmetricEigendecompositionTests {
  @Test("values and vectors make the matrix again, the values in order")
  func decomposition() throws {
    let matrix: [Double] = [2, -1, 0, -1, 3, 0.5, 0, 0.5, -1]
    let system = try #require(SymmetricEigendecomposition(of: matrix, count: 3))
    #expect(system.eigenvalues == system.eigenvalues.sorted() && system.eigenvalues[0] < 0)
    var again = [Double](repeating: 0, count: 9)
    for (vector, value) in system.eigenvalues.enumerated() {
      let entries = system.eigenvectors[vector * 3..<vector * 3 + 3]
      for (row, left) in entries.enumerated() {
        for (column, right) in entries.enumerated() { again[row * 3 + column] += value * left * right }
      }
    }
    expectClose(again, matrix, absolute: 1e-14, relative: 1e-13, "matrix")
  }

  @Test("what is not finite has none")
  func notFinite() {
    #expect(SymmetricEigendecomposition(of: [1, .infinity, 0, 1], count: 2) == nil)
  }
}
