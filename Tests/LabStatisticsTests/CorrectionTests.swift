import Testing

@testable import LabStatistics

/// Corrections and scales; reference numbers are of statsmodels 0.14 (multipletests), NumPy and SciPy 1.17.1.
@Suite struct CorrectionTests {
  @Test("Holm's p-values rise with the rank and are never below one before")
  func holm() {
    // multipletests([0.01, 0.04, 0.03, 0.005], method="holm")
    let adjusted = HolmCorrection.adjusted([0.01, 0.04, 0.03, 0.005])
    #expect(zip(adjusted, [0.03, 0.06, 0.06, 0.02]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(HolmCorrection.adjusted([]) == [] && HolmCorrection.adjusted([0.2]) == [0.2])
    #expect(HolmCorrection.adjusted([0.9, 0.8]) == [1, 1])
  }

  @Test("intervals of correlations are of z, and never pass 1")
  func fisher() throws {
    let interval = try #require(SampleSummary([0.9, 0.95, 0.93], areCorrelations: true).interval)
    // tanh of scipy.stats.ttest_1samp(arctanh(values), 0).confidence_interval(0.95)
    #expect(abs(interval.lower - 0.83590877) < 1e-8 && abs(interval.upper - 0.97049988) < 1e-8)
    let near = try #require(SampleSummary([1, 0.9999, 0.99], areCorrelations: true).interval)
    #expect(near.upper <= 1 && near.lower < 0.99)
    #expect(try #require(SampleSummary([1, 0.9999, 0.99]).interval).upper > 1)
    #expect(FisherTransform.correlation(FisherTransform.z(1)) < 1)
    let estimate = try #require(MeanEstimate(ofCorrelations: [0.9, 0.95, 0.93]))
    #expect(abs(estimate.probability(above: FisherTransform.z(0.8)) - 0.01659842145487537) < 1e-12)
  }

  @Test("pairs are compared by their differences")
  func pairs() throws {
    let (a, b) = ([0.9, 0.8, 0.95, 0.7, 0.85], [0.85, 0.7, 0.9, 0.72, 0.8])
    let test = try #require(DifferenceTest(pairs: a, b))
    // scipy.stats.ttest_rel and permutation_test(permutation_type="samples"), alternative "greater"
    #expect(abs(test.estimate.probability(above: 0) - 0.03699887290765022) < 1e-12)
    #expect(test.permutation.isExact && test.permutation.probabilityAtLeast == 0.0625)
    #expect(test.permutation.leastProbability == 1.0 / 32)
    #expect(DifferenceTest(pairs: [1], [2]) == nil)
  }

  @Test("in blocks, what the blocks differ in is no trend and hides none")
  func blocks() throws {
    // Every image falls by a little; between images there is far more.
    let images = [[0.9, 0.88, 0.86], [0.5, 0.48, 0.47], [0.7, 0.69, 0.66], [0.3, 0.28, 0.27]]
    let blocked = try #require(TrendTest(blocks: images.map { $0.map { [$0] } }))
    #expect(blocked.tau == -1 && blocked.isExact && blocked.arrangements == 1296)
    #expect(abs(blocked.probabilityOfFall - 1.0 / 1296) < 1e-15)
    let pooled = try #require(TrendTest((0..<3).map { level in images.map { $0[level] } }))
    #expect(pooled.probabilityOfFall > 0.2)
    #expect(TrendTest(blocks: [[[1], []], [[], [2]]]) == nil)
    let paired = try #require(
      EquivalenceTest([[0.9, 0.5, 0.7], [0.88, 0.49, 0.68]], margin: 0.1, isPaired: true))
    #expect(paired.probabilityOfEquivalence < 0.01)
    #expect(
      try #require(EquivalenceTest([[0.9, 0.5, 0.7], [0.88, 0.49, 0.68]], margin: 0.1))
        .probabilityOfEquivalence
        > 0.2)
  }

  @Test("a vector is taken apart into two others and a rest that is of neither")
  func projection() throws {
    let (u, v): ([Float], [Float]) = ([1, 2, 0, 1], [0, 1, 1, 0])
    // y = 2u − 3v + r with r orthogonal to both.
    let r: [Float] = [1, 0, 0, -1]
    let y = zip(zip(u, v), r).map { 2 * $0.0 - 3 * $0.1 + $1 }
    let parts = try #require(PlaneProjection(of: y, onto: u, v))
    #expect(abs(parts.first - 2) < 1e-12 && abs(parts.second + 3) < 1e-12)
    let squares = y.reduce(0) { $0 + $1 * $1 }
    #expect(abs(parts.residualShare - 2 / Double(squares)) < 1e-12)
    let identity = try #require(PlaneProjection(of: u, onto: u, v))
    #expect(abs(identity.first - 1) < 1e-12 && abs(identity.second) < 1e-12 && identity.residualShare < 1e-24)
    #expect(PlaneProjection(of: y, onto: u, u.map { 2 * $0 }) == nil)
    #expect(PlaneProjection(of: [0, 0, 0, 0], onto: u, v) == nil)
    #expect(PlaneProjection(of: [.nan, 0, 0, 0], onto: u, v) == nil)
    #expect(PlaneProjection(of: y, onto: [0, 0, 0, 0], v) == nil)
  }
}
