/// Pearson's correlation of two vectors of equal length n ≥ 1, or nil where it has no meaning.
///
/// r = Σ(aᵢ − ā)(bᵢ − b̄) / (‖a − ā‖·‖b − b̄‖), in [−1, 1]. Computed in Double in two passes (means, then
/// centred sums), in the vectors' order. Unchanged when either vector is scaled by a positive number or shifted,
/// as long as the shift does not drown its contrast in rounding.
///
/// Nil when
/// - either vector holds a value that is not finite: a diverged net's output;
/// - either vector is constant: ‖a − ā‖ ≤ 2⁻²⁰·√n·max|aᵢ|, that is, its standard deviation is at most about
///   one millionth of its largest value. Float values carry a rounding error of up to 2⁻²⁴ of their size, and
///   sums of some hundred products, a layer's output, several times that; 2⁻²⁰ is sixteen such units. Below it
///   the correlation would be that of rounding errors. The rule is relative, so a deep net's output of the size
///   of 10⁻⁸ keeps its correlation.
@inlinable package func pearsonCorrelation<Value: BinaryFloatingPoint>(
  _ a: some Collection<Value>, _ b: some Collection<Value>
) -> Double? {
  precondition(a.count == b.count, "no correlation of \(a.count) values with \(b.count)")
  guard let centredA = CentredVector(a), let centredB = CentredVector(b) else {
    return nil
  }
  var product = 0.0
  for (x, y) in zip(centredA.values, centredB.values) {
    product += x * y
  }
  return CentredVector.correlation(product: product, centredA.norm, centredB.norm)
}
