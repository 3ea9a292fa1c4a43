import Testing

@testable import LabStatistics

/// Reference numbers are SciPy 1.17.1's; the calls are beside them.
@Suite struct MeanTestsTests {
  private let high = [0.9, 0.95, 0.93]
  private let low = [0.7, 0.78, 0.66]

  @Test("a mean is compared with a bound by Student's t")
  func bound() throws {
    let estimate = try #require(MeanEstimate(of: high))
    // scipy.stats.ttest_1samp(high, 0.8, alternative='greater'), then 'less'
    #expect(abs(estimate.probability(above: 0.8) - 0.006451883207175425) < 1e-14)
    #expect(abs(estimate.probability(below: 0.8) - 0.9935481167928246) < 1e-14)
    #expect(MeanEstimate(of: [1]) == nil)
  }

  @Test("two means are compared by Welch's test")
  func welch() throws {
    let estimate = try #require(MeanEstimate(differenceOf: high, low))
    // scipy.stats.ttest_ind(high, low, equal_var=False, alternative='greater')
    #expect(abs(estimate.degreesOfFreedom - 2.6595893064703593) < 1e-12)
    #expect(abs(estimate.value / estimate.standardError - 5.591705962630645) < 1e-12)
    #expect(abs(estimate.probability(above: 0) - 0.007729476985397939) < 1e-13)
    // scipy.stats.ttest_ind(high, low, equal_var=False).confidence_interval(0.95)
    #expect(abs(estimate.interval().lower - 0.08263438975938575) < 1e-12)
    #expect(abs(estimate.interval().upper - 0.344032276907281) < 1e-12)
    #expect(MeanEstimate(differenceOf: high, [1]) == nil)
  }

  @Test("three seeds against three cannot go below 0.05 by permutation")
  func permutation() throws {
    let test = try #require(DifferenceTest(high, low))
    #expect(test.permutation.isExact && test.permutation.arrangements == 20)
    #expect(test.permutation.probabilityAtLeast == 0.05)
    #expect(test.permutation.probabilityAtMost == 1)
  }

  @Test("permutations of groups of different sizes are all there")
  func unequalSizes() throws {
    let test = try #require(DifferenceTest([0.9, 0.72, 0.8, 0.85], [0.7, 0.78, 0.86]))
    // scipy.stats.permutation_test((first, second), lambda x, y: mean(x) - mean(y), alternative='greater', 'less')
    #expect(abs(test.permutation.probabilityAtLeast - 0.2571428571428571) < 1e-15)
    #expect(abs(test.permutation.probabilityAtMost - 0.7714285714285715) < 1e-15)
  }

  @Test("two groups are the same within a margin if both one-sided tests say so")
  func equivalence() throws {
    let groups = [[0.95, 0.96, 0.94], [0.97, 0.95, 0.99]]
    let test = try #require(EquivalenceTest(groups, margin: 0.1))
    // max(ttest_ind(first + 0.1, second, equal_var=False, alternative='greater').pvalue,
    //     ttest_ind(first - 0.1, second, equal_var=False, alternative='less').pvalue)
    #expect(abs(test.probabilityOfEquivalence - 0.004485343250761529) < 1e-14)
    #expect(test.highest == 1 && test.lowest == 0 && abs(test.largestDifference.value - 0.02) < 1e-15)
    #expect(test.probabilityOfDifference == 1)
  }

  @Test("a wide pair between two narrow ones decides against equivalence, and a far group for a difference")
  func severalGroups() throws {
    let narrow = [0.95, 0.951, 0.949]
    let wide = try #require(EquivalenceTest([narrow, [0.7, 0.95, 1.2], narrow], margin: 0.1))
    #expect(wide.probabilityOfEquivalence > 0.05 && wide.probabilityOfDifference > 0.05)
    let far = try #require(EquivalenceTest([narrow, [0.5, 0.501, 0.499], narrow], margin: 0.1))
    #expect(far.probabilityOfEquivalence > 0.99)
    #expect(far.probabilityOfDifference < 0.001)
    #expect(EquivalenceTest([narrow, [1]], margin: 0.1) == nil)
    #expect(EquivalenceTest([narrow], margin: 0.1) == nil)
  }

  @Test("without spread a value is taken for exact")
  func noSpread() throws {
    let estimate = try #require(MeanEstimate(differenceOf: [0.1, 0.1, 0.1], [0.2, 0.2]))
    #expect(estimate.probability(below: 0) == 0 && estimate.probability(above: 0) == 1)
    #expect(estimate.probability(above: estimate.value) == 1)
  }
}
