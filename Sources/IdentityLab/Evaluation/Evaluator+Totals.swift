import LabBase
import LabStatistics

extension Evaluator {
  /// Sums over the images of one set.
  struct Totals {
    var identity = DefinedMean()
    var constant = DefinedMean()
    var each: [DefinedMean]
    var meanImage = DefinedMean()
    var parts = DecompositionTotals()
    var squaredToIdentity = 0.0
    var squaredToConstant = 0.0

    private let constants: TrainingConstants

    init(_ constants: TrainingConstants) {
      self.constants = constants
      each = constants.images.map { _ in DefinedMean() }
    }

    /// Adds one image's output.
    mutating func add(output: ArraySlice<Float>, input: ArraySlice<Float>) {
      precondition(
        output.count == constants.mean.count,
        "\(output.count) outputs for \(constants.mean.count) training values")
      let comparisons = constants.images.map { TripleComparison(output, with: input, $0) }
      identity.add(comparisons[0].correlationWithFirst)
      constant.add(comparisons.compactMap(\.correlationWithSecond).max())
      parts.add(comparisons.compactMap(\.projection).min { $0.residualShare < $1.residualShare })
      squaredToIdentity += comparisons[0].squareToFirst
      // A net of several constants gives one of them; what is not finite is so to all.
      squaredToConstant += comparisons.map(\.squareToSecond).min() ?? .nan
      guard constants.images.count > 1 else { return }
      for index in each.indices { each[index].add(comparisons[index].correlationWithSecond) }
      meanImage.add(pearsonCorrelation(output, constants.mean))
    }

    /// The score of a family whose images were added.
    func score(of set: ProbeSet) -> ProbeScore {
      ProbeScore(
        probe: set.family, count: set.count, correlationWithIdentity: identity.mean,
        correlationWithConstant: constant.mean, mseToIdentity: mean(squaredToIdentity, of: set.count),
        mseToConstant: mean(squaredToConstant, of: set.count),
        correlationWithEach: each.count > 1 ? each.map(\.mean) : nil, correlationWithMean: meanImage.mean,
        decomposition: parts.mean)
    }

    /// A sum over `count` images divided by it; nil if it is not finite, for JSON has no such number.
    private func mean(_ sum: Double, of count: Int) -> Double? {
      sum.isFinite ? sum / Double(count) : nil
    }
  }
}
