/// A mean, or a difference of two means, with what is needed to test it: its standard error and how well that
/// itself is known.
///
/// One type serves the one-sample t test, Welch's test, equivalence tests and confidence intervals: they all ask
/// how many standard errors a value is away from a bound.
package struct MeanEstimate: Equatable, Sendable {
  /// The mean or the difference of means.
  package let value: Double
  /// Its standard error; 0 where no sample has any spread.
  package let standardError: Double
  /// Degrees of freedom of the standard error.
  package let degreesOfFreedom: Double

  /// The mean of one sample, with error s/√n and n − 1 degrees of freedom; nil for fewer than two values.
  package init?(of values: [Double]) {
    guard values.count >= 2 else { return nil }
    let count = Double(values.count)
    value = Self.mean(values)
    standardError = (Self.variance(values) / count).squareRoot()
    degreesOfFreedom = count - 1
  }

  /// The mean of correlations' z, see ``FisherTransform``; nil for fewer than two.
  ///
  /// Its value, error and bounds are on the scale of z: a bound r is tested as ``FisherTransform/z(_:)`` of r.
  package init?(ofCorrelations correlations: [Double]) {
    self.init(of: correlations.map(FisherTransform.z))
  }

  /// mean(`first`) − mean(`second`) of samples whose variances may differ; nil where one has fewer than two values.
  ///
  /// The error is √(s₁²/n₁ + s₂²/n₂), its degrees of freedom Welch and Satterthwaite's.
  /// Source: Welch, "The generalization of 'Student's' problem when several different population variances are
  /// involved", Biometrika 1947, doi:10.1093/biomet/34.1-2.28.
  package init?(differenceOf first: [Double], _ second: [Double]) {
    guard first.count >= 2, second.count >= 2 else { return nil }
    let parts = [first, second].map { Self.variance($0) / Double($0.count) }
    let total = parts[0] + parts[1]
    value = Self.mean(first) - Self.mean(second)
    standardError = total.squareRoot()
    let weighed =
      parts[0] * parts[0] / Double(first.count - 1) + parts[1] * parts[1] / Double(second.count - 1)
    degreesOfFreedom = weighed > 0 ? total * total / weighed : Double(first.count + second.count - 2)
  }

  /// One-sided p-value: how likely a value this high is if the truth is at most `bound`.
  package func probability(above bound: Double) -> Double {
    // Without any spread the value is taken for exact.
    guard standardError > 0 else { return value > bound ? 0 : 1 }
    return StudentT(degreesOfFreedom: degreesOfFreedom).upperTail((value - bound) / standardError)
  }

  /// One-sided p-value: how likely a value this low is if the truth is at least `bound`.
  package func probability(below bound: Double) -> Double {
    guard standardError > 0 else { return value < bound ? 0 : 1 }
    return StudentT(degreesOfFreedom: degreesOfFreedom).upperTail((bound - value) / standardError)
  }

  /// The two-sided confidence interval; 95 % by default.
  package func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let t = StudentT(degreesOfFreedom: degreesOfFreedom).quantile((1 + confidence) / 2)
    return ConfidenceInterval(lower: value - t * standardError, upper: value + t * standardError)
  }

  /// The interval of an estimate on the scale of z as one of correlations.
  package func correlationInterval(confidence: Double = 0.95) -> ConfidenceInterval {
    let interval = interval(confidence: confidence)
    return ConfidenceInterval(
      lower: FisherTransform.correlation(interval.lower), upper: FisherTransform.correlation(interval.upper))
  }

  /// Σx/n in the order given.
  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// Σ(x − mean)²/(n − 1), exactly 0 for equal values.
  static func variance(_ values: [Double]) -> Double {
    // The rounded mean of equal values need not be that value, and a spread of 1e-17 would decide every test.
    guard values.contains(where: { $0 != values[0] }) else { return 0 }
    let mean = mean(values)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}
