import COpenBLAS

/// The singular values of a matrix and its singular vectors, in Double, by LAPACK's `dgesdd`.
///
/// A = U Σ Vᵀ for A of rows × columns; there are min(rows, columns) values, largest first. One thread, so that the
/// same matrix gives the same bits on any number of processors.
public struct SingularValueDecomposition: Sendable {
  /// σ, largest first.
  public let singularValues: [Double]
  private let columns: Int
  private let vectors: [Double]
  private let leftVectors: [Double]

  /// Decomposes a row-major matrix; nil if it holds a non-finite number or the routine does not converge.
  public init?(ofRowMajor matrix: [Double], rows: Int, columns: Int) {
    precondition(
      rows >= 1 && columns >= 1 && matrix.count == rows * columns,
      "\(matrix.count) values do not make a \(rows)×\(columns) matrix")
    guard matrix.allSatisfy(\.isFinite) else { return nil }
    openblas_set_num_threads(1)
    // A row-major matrix is the column-major one of its transpose, whose left vectors are the right ones sought.
    var copy = matrix
    var (m, n, k, status) = (Int32(columns), Int32(rows), Int32(min(rows, columns)), Int32(0))
    var values = [Double](repeating: 0, count: Int(k))
    var left = [Double](repeating: 0, count: columns * Int(k))
    var right = [Double](repeating: 0, count: rows * Int(k))
    var integers = [Int32](repeating: 0, count: 8 * Int(k))
    // The first call only asks for the size of the work space.
    var work = [0.0]
    var workCount = Int32(-1)
    for _ in 0..<2 {
      dgesdd_(
        "S", &m, &n, &copy, &m, &values, &left, &m, &right, &k, &work, &workCount, &integers, &status)
      guard status == 0 else { return nil }
      if workCount == -1 {
        workCount = Int32(work[0])
        work = [Double](repeating: 0, count: Int(workCount))
      }
    }
    singularValues = values
    vectors = left
    leftVectors = right
    self.columns = columns
  }

  /// The right singular vector of the `index`-th largest value, of unit length, one number a column.
  public func rightVector(_ index: Int) -> [Double] {
    Array(vectors[index * columns..<(index + 1) * columns])
  }

  /// The left singular vector of the `index`-th largest value, of unit length, one number a row.
  public func leftVector(_ index: Int) -> [Double] {
    stride(from: index, to: leftVectors.count, by: singularValues.count).map { leftVectors[$0] }
  }
}
