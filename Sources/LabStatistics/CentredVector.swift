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
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm.isFinite, norm > Self.roundingLevel * count.squareRoot() * largest else {
      return nil
    }
    self.mean = mean
    self.values = values
    self.norm = norm
  }
}
