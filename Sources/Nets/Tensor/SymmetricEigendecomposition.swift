import COpenBLAS

/// The eigenvalues of a real symmetric matrix, smallest first, and its eigenvectors, in Double, by LAPACK's `dsyevd`.
///
/// A = Σᵢ λᵢ uᵢ uᵢᵀ. One thread, so that the same matrix gives the same bits on any number of processors.
///
/// Source: Anderson et al., "LAPACK Users' Guide", 3rd edition, SIAM 1999, doi:10.1137/1.9780898719604.
public struct SymmetricEigendecomposition: Sendable {
  /// λ, smallest first.
  public let eigenvalues: [Double]
  /// The eigenvectors, of unit length, one after the other in the order of their eigenvalues.
  public let eigenvectors: [Double]

  /// Decomposes an n × n matrix, of which only one triangle is read, the one on and above the diagonal of a row-major
  /// matrix; nil if it holds a non-finite number or the routine does not converge.
  public init?(of matrix: [Double], count: Int) {
    precondition(
      count >= 1 && matrix.count == count * count,
      "\(matrix.count) values do not make a \(count)×\(count) matrix"
    )
    guard matrix.allSatisfy(\.isFinite) else { return nil }
    openblas_set_num_threads(1)
    var vectors = matrix
    var values = [Double](repeating: 0, count: count)
    var (n, status) = (Int32(count), Int32(0))
    // The first call only asks for the sizes of the work spaces.
    var (work, integers) = ([0.0], [Int32(0)])
    var (workCount, integerCount) = (Int32(-1), Int32(-1))
    for _ in 0..<2 {
      dsyevd_("V", "L", &n, &vectors, &n, &values, &work, &workCount, &integers, &integerCount, &status)
      guard status == 0 else { return nil }
      if workCount == -1 {
        (workCount, integerCount) = (Int32(work[0]), integers[0])
        work = [Double](repeating: 0, count: Int(workCount))
        integers = [Int32](repeating: 0, count: Int(integerCount))
      }
    }
    eigenvalues = values
    eigenvectors = vectors
  }
}
