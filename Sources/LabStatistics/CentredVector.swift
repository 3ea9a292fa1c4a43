/// A vector less its mean, with what correlation needs of it; exists only if the vector is not constant.
///
/// ``pearsonCorrelation(_:_:)`` states and justifies the criterion of constancy.
@usableFromInline package struct CentredVector {
  /// Mean of the original values.
  @usableFromInline package let mean: Double
  /// The values less the mean.
  @usableFromInline package let values: [Double]
  /// Euclidean norm of `values`.
  @usableFromInline package let norm: Double

  /// A centred norm up to this times √n·max|aᵢ| is rounding error: sixteen of Float's rounding units 2⁻²⁴.
  @usableFromInline static let roundingLevel = 0x1p-20

  /// Centres `original`; nil if it is empty, constant or holds a value that is not finite.
  @inlinable package init?<Value: BinaryFloatingPoint>(_ original: some Collection<Value>) {
    guard !original.isEmpty else {
      return nil
    }
    var sum = 0.0
    var largest = 0.0
    for value in original {
      sum += Double(value)
      largest = max(largest, abs(Double(value)))
    }
    let count = Double(original.count)
    let mean = sum / count
    guard mean.isFinite else {
      return nil
    }
    let values = original.map { Double($0) - mean }
    let squares = values.reduce(0) { $0 + $1 * $1 }
    guard let norm = Self.norm(squares: squares, mean: mean, largest: largest, count: count) else {
      return nil
    }
    self.mean = mean
    self.values = values
    self.norm = norm
  }

  /// The centred norm of a vector whose sums are known; nil of one that is constant or not finite.
  ///
  /// - Parameters:
  ///   - squares: Σ(aᵢ − ā)².
  ///   - largest: max|aᵢ|.
  ///   - count: n as a number.
  @usableFromInline static func norm(squares: Double, mean: Double, largest: Double, count: Double) -> Double?
  {
    let norm = squares.squareRoot()
    guard mean.isFinite, norm.isFinite, norm > roundingLevel * count.squareRoot() * largest else {
      return nil
    }
    return norm
  }

  /// Σ(aᵢ − ā)(bᵢ − b̄) over both norms; nil where a vector has none.
  @usableFromInline static func correlation(product: Double, _ normA: Double?, _ normB: Double?) -> Double? {
    guard let normA, let normB else { return nil }
    // Each factor is divided by its own norm, for the product of the norms may overflow or vanish.
    return min(1, max(-1, product / normA / normB))
  }
}
