import COpenBLAS

/// The singular values of a real matrix, largest first, and the rank they give it.
///
/// Computed in Double by LAPACK's divide-and-conquer routine `dgesdd` without the vectors, on one thread, so
/// that the same matrix gives the same bits on a machine with any number of processors.
///
/// Source: Anderson et al., "LAPACK Users' Guide", 3rd edition, SIAM 1999, doi:10.1137/1.9780898719604.
public struct SingularValues: Equatable, Sendable {
  /// The min(rows, columns) singular values in descending order.
  public let values: [Double]
  private let largerExtent: Int

  /// Decomposes a row-major `rows` × `columns` matrix; nil if it holds a non-finite value or the routine fails
  /// to converge.
  ///
  /// The row-major matrix is handed over as the column-major matrix of its transpose, whose singular values are
  /// the same.
  public init?(ofRowMajor matrix: [Double], rows: Int, columns: Int) {
    precondition(
      rows >= 1 && columns >= 1 && matrix.count == rows * columns,
      "\(matrix.count) values do not make a \(rows)×\(columns) matrix")
    guard matrix.allSatisfy(\.isFinite) else {
      return nil
    }
    _ = Self.oneThread
    var copy = matrix
    var m = Int32(columns)
    var n = Int32(rows)
    var status: Int32 = 0
    var values = [Double](repeating: 0, count: min(rows, columns))
    var integerWork = [Int32](repeating: 0, count: 8 * values.count)
    var unusedExtent: Int32 = 1
    var leading = m
    // The first call only asks how much work space the second one needs.
    var work = [0.0]
    for workCount in [Int32(-1), nil] {
      var length = workCount ?? Int32(work[0])
      if workCount == nil {
        work = [Double](repeating: 0, count: Int(length))
      }
      dgesdd_(
        "N", &m, &n, &copy, &leading, &values, nil, &unusedExtent, nil, &unusedExtent, &work, &length,
        &integerWork, &status)
      guard status == 0 else {
        return nil
      }
    }
    self.values = values
    largerExtent = max(rows, columns)
  }

  /// The number of singular values above max(rows, columns) · ε · the largest one; ε is `Double.ulpOfOne`.
  ///
  /// That threshold is the size of the rounding errors of the decomposition itself, so it is the right one for
  /// a matrix whose entries are exact (pixels, zeros). It is what MATLAB and NumPy use by default.
  public var rank: Int {
    let threshold = Double(largerExtent) * Double.ulpOfOne * (values.first ?? 0)
    return values.count { $0 > threshold }
  }

  /// OpenBLAS picks another order of summation for another number of threads; evaluated once a process.
  private static let oneThread: Void = openblas_set_num_threads(1)
}
