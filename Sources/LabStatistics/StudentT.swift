/// Student's t distribution.
///
/// Source: "Student", "The Probable Error of a Mean", Biometrika 1908, doi:10.1093/biomet/6.1.1.
package struct StudentT: Equatable, Sendable {
  /// Degrees of freedom, above 0; Welch's need not be whole.
  package let degreesOfFreedom: Double

  /// Makes the distribution of so many degrees of freedom, which must be positive.
  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "t needs positive degrees of freedom, not \(degreesOfFreedom)")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T > t) = ½·I_{ν/(ν+t²)}(ν/2, ½) for t ≥ 0, and by symmetry below; precise far out in the tail.
  package func upperTail(_ t: Double) -> Double {
    guard t >= 0 else { return 1 - upperTail(-t) }
    guard t.isFinite else { return 0 }
    return IncompleteBeta.regularized(
      degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2
  }

  /// The t with P(T ≤ t) = `probability`, which must be between 0 and 1, both excluded.
  ///
  /// By bisection: the tail is monotone, and halving an interval to its last bit takes the same few dozen steps
  /// everywhere, where Newton's method needs care at few degrees of freedom.
  package func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "\(probability) has no quantile")
    guard probability >= 0.5 else { return -quantile(1 - probability) }
    let tail = 1 - probability
    var (lower, upper) = (0.0, 1.0)
    while upperTail(upper) > tail { (lower, upper) = (upper, upper * 2) }
    while true {
      let middle = (lower + upper) / 2
      guard middle > lower, middle < upper else { return middle }
      if upperTail(middle) > tail { lower = middle } else { upper = middle }
    }
  }
}
