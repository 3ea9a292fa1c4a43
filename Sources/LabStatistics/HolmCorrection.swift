/// Holm's correction of p-values that are looked at together: with it the chance that any true hypothesis among them is
/// rejected is at most the level, however they depend on each other.
///
/// The k-th smallest of m p-values is multiplied by m − k + 1, and none is let fall below one before it.
/// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 1979.
package enum HolmCorrection {
  /// The adjusted p-values, at most 1, in the order given.
  package static func adjusted(_ probabilities: [Double]) -> [Double] {
    var adjusted = probabilities
    var least = 0.0
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    for (rank, index) in order.enumerated() {
      least = max(least, min(1, probabilities[index] * Double(probabilities.count - rank)))
      adjusted[index] = least
    }
    return adjusted
  }
}
