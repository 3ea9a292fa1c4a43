import COpenBLAS

/// A random matrix whose rows (rows ≤ columns) or columns (rows > columns) are orthonormal, row-major.
///
/// The Q of a normal matrix's QR decomposition (LAPACK), each column's sign that of R's diagonal, which makes it
/// uniform over the orthogonal group. Source: Mezzadri, "How to generate random matrices from the classical
/// compact groups", 2007, arXiv math-ph/0609050.
func orthogonalMatrix(rows: Int, columns: Int, stream: RandomStream) -> [Double] {
  // One thread: OpenBLAS's sums, and so the weights' last bits, depend on how many it uses.
  openblas_set_num_threads(1)
  let (long, short) = (max(rows, columns), min(rows, columns))
  // LAPACK is column-major: element (l, s) of the long × short matrix lies at s · long + l.
  var matrix = (0..<long * short).map { stream.normal(at: $0) }
  var (m, n) = (Int32(long), Int32(short))
  var reflectors = [Double](repeating: 0, count: short)
  var work = [Double](repeating: 0, count: 64 * short)
  var (workCount, status) = (Int32(work.count), Int32(0))
  dgeqrf_(&m, &n, &matrix, &m, &reflectors, &work, &workCount, &status)
  precondition(status == 0, "dgeqrf refused argument \(-status)")
  let signs = (0..<short).map { matrix[$0 * long + $0] < 0 ? -1.0 : 1.0 }
  dorgqr_(&m, &n, &n, &matrix, &m, &reflectors, &work, &workCount, &status)
  precondition(status == 0, "dorgqr refused argument \(-status)")
  var result = [Double](repeating: 0, count: rows * columns)
  for s in 0..<short {
    for l in 0..<long {
      let (row, column) = rows <= columns ? (s, l) : (l, s)
      result[row * columns + column] = signs[s] * matrix[s * long + l]
    }
  }
  return result
}
