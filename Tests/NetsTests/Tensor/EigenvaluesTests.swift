import Foundation
import Nets
import TestSupport
import Testing

@Suite("Eigenvalues and singular vectors of matrices that are not symmetric")
struct EigenvaluesTests {
  @Test("a rotation that grows has a complex pair, beside a real one")
  func pair() throws {
    // 2 (cos 60°, sin 60°) in the first two directions, −1.5 in the third.
    let (cosine, sine) = (1.0, 3.0.squareRoot())
    let values = try #require(
      Eigenvalues(ofRowMajor: [cosine, -sine, 7, sine, cosine, 5, 0, 0, -1.5], count: 3)
    )
    #expect(isClose(values.radius, 2, relative: 1e-12))
    expectClose(values.values.map(\.real), [1, 1, -1.5], absolute: 1e-12, relative: 1e-12, "real parts")
    expectClose(
      values.values.map(\.imaginary), [sine, -sine, 0], absolute: 1e-12, relative: 1e-12, "imaginary parts")
  }

  @Test("they are numpy's of PyTorch's Jacobians", arguments: InputJacobianTests.fixtures)
  func numpy(name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/jacobians")
    let file = try SafetensorsFile(
      decoding: [UInt8](Data(contentsOf: folder.appendingPathComponent("\(name).safetensors"))))
    guard case .double(let matrix)? = file["jacobian"]?.values,
      case .double(let parts)? = file["eigenvalues"]?.values
    else { throw CocoaError(.fileReadCorruptFile) }
    let count = parts.count / 2
    let values = try #require(Eigenvalues(ofRowMajor: matrix, count: count)).values
    let expected = (0..<count).map { Eigenvalues.Value(real: parts[2 * $0], imaginary: parts[2 * $0 + 1]) }
    expectClose(
      values.map(\.modulus), expected.map(\.modulus).sorted(by: >), absolute: 1e-9, relative: 1e-9, name)
    let trace = (0..<count).map { matrix[$0 * count + $0] }.reduce(0, +)
    #expect(abs(values.map(\.real).reduce(0, +) - trace) < 1e-10)
  }

  @Test("what is not finite has none")
  func notFinite() {
    #expect(Eigenvalues(ofRowMajor: [1, .nan, 0, 1], count: 2) == nil)
  }

  @Test("left and right singular vectors make the matrix again", arguments: [(3, 2), (2, 3), (3, 3)])
  func vectors(rows: Int, columns: Int) throws {
    let matrix: [Double] = normalValues(rows * columns, label: "matrix")
    let decomposition = try #require(
      SingularValueDecomposition(ofRowMajor: matrix, rows: rows, columns: columns))
    var again = [Double](repeating: 0, count: matrix.count)
    for (index, value) in decomposition.singularValues.enumerated() {
      let (left, right) = (decomposition.leftVector(index), decomposition.rightVector(index))
      #expect(left.count == rows && right.count == columns)
      for row in 0..<rows {
        for column in 0..<columns { again[row * columns + column] += value * left[row] * right[column] }
      }
    }
    expectClose(again, matrix, absolute: 1e-13, relative: 1e-12, "matrix")
  }
}
