import COpenBLAS

/// The eigenvalues of a real square matrix, symmetric or not, in Double, by LAPACK's `dgeev`.
///
/// One thread, so that the same matrix gives the same bits on any number of processors. Those of a matrix that is far
/// from normal answer to its errors: an error E may move them by more than ‖E‖.
///
/// Source: Anderson et al., "LAPACK Users' Guide", 3rd edition, SIAM 1999, doi:10.1137/1.9780898719604.
public struct Eigenvalues: Equatable, Sendable {
  /// An eigenvalue λ = real + i · imaginary.
  public struct Value: Codable, Equatable, Sendable {
    /// Re λ.
    public let real: Double
    /// Im λ; complex ones come in pairs that differ in its sign.
    public let imaginary: Double

    /// States one.
    public init(real: Double, imaginary: Double = 0) {
      self.real = real
      self.imaginary = imaginary
    }

    /// |λ|.
    public var modulus: Double { (real * real + imaginary * imaginary).squareRoot() }
  }

  /// All n of them, the largest modulus first; of a pair the one of positive imaginary part.
  public let values: [Value]

  /// Decomposes a row-major n × n matrix; nil if it holds a non-finite number or the routine does not converge.
  ///
  /// The routine is handed the transpose, whose eigenvalues are the same.
  public init?(ofRowMajor matrix: [Double], count: Int) {
    precondition(
      count >= 1 && matrix.count == count * count,
      "\(matrix.count) values do not make a \(count)×\(count) matrix")
    guard matrix.allSatisfy(\.isFinite) else { return nil }
    openblas_set_num_threads(1)
    var copy = matrix
    var (n, one, status) = (Int32(count), Int32(1), Int32(0))
    var real = [Double](repeating: 0, count: count)
    var imaginary = real
    // The first call only asks for the size of the work space.
    var work = [0.0]
    var workCount = Int32(-1)
    for _ in 0..<2 {
      dgeev_(
        "N", "N", &n, &copy, &n, &real, &imaginary, nil, &one, nil, &one, &work, &workCount, &status)
      guard status == 0 else { return nil }
      if workCount == -1 {
        workCount = Int32(work[0])
        work = [Double](repeating: 0, count: Int(workCount))
      }
    }
    values = zip(real, imaginary).map { Value(real: $0, imaginary: $1) }.sorted {
      ($0.modulus, $0.real, $0.imaginary) > ($1.modulus, $1.real, $1.imaginary)
    }
  }

  /// |λ| of the largest, the spectral radius.
  public var radius: Double { values.first?.modulus ?? 0 }
}
