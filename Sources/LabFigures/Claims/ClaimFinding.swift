import LabBase
import LabStatistics

/// What a test of a claim gave: the test, and a sentence with the numbers that it was made of.
struct ClaimFinding {
  /// The test; its p-values stand alone, not yet corrected for the figure's other claims.
  let test: ClaimResult.Test
  /// What was found, without the p-values: to be followed by them.
  let sentence: String
  /// What p is of, such as `a fall`.
  let alternative: String

  /// Tests a claim's expectation on groups; nil where the groups are too small or the numbers too extreme for it.
  init?(_ expectation: Claim<some FigureLab>.Expectation, _ groups: [ClaimGroup]) {
    let finding: ClaimFinding? =
      switch expectation {
      case .falls: Self.trend(groups, falls: true)
      case .rises: Self.trend(groups, falls: false)
      case .same(_, let margin): Self.equivalence(groups, margin, isExpected: true)
      case .differs(_, let margin): Self.equivalence(groups, margin, isExpected: false)
      case .above(let value, _): Self.bound(groups, value, above: true)
      case .below(let value, _): Self.bound(groups, value, above: false)
      case .greater: Self.difference(groups)
      }
    guard let finding, finding.test.isFinite else { return nil }
    self = finding
  }

  private init(test: ClaimResult.Test, sentence: String, alternative: String) {
    self.test = test
    self.sentence = sentence
    self.alternative = alternative
  }

  private static func trend(_ groups: [ClaimGroup], falls: Bool) -> ClaimFinding? {
    let images = ClaimGroup.commonImages(groups)
    let trend =
      images.map { names in
        TrendTest(blocks: names.map { name in groups.map { [$0.value(of: name)].compactMap(\.self) } })
      }
      ?? TrendTest(groups.map(\.defined))
    guard let trend else { return nil }
    let how = "\(trend.isExact ? "all" : "random") \(NumberText.grouped(trend.arrangements)) arrangements"
    let (first, last) = (groups[0], groups[groups.count - 1])
    return ClaimFinding(
      test: ClaimResult.Test(
        name: "Jonckheere–Terpstra trend\(within(images)), \(how)", statistic: "Kendall's τ",
        value: trend.tau,
        interval: nil, probability: falls ? trend.probabilityOfFall : trend.probabilityOfRise,
        contrary: falls ? trend.probabilityOfRise : trend.probabilityOfFall,
        leastProbability: trend.leastProbability),
      sentence: "from \(first.mean) at \(first.label) to \(last.mean) at \(last.label), Kendall's τ "
        + NumberText.fixed(trend.tau, decimals: 2),
      alternative: falls ? "a fall" : "a rise")
  }

  /// Whether all means lie within a margin, or some do not: each is the contrary of the other.
  private static func equivalence(
    _ groups: [ClaimGroup], _ margin: Double, isExpected: Bool
  ) -> ClaimFinding? {
    let images = ClaimGroup.commonImages(groups)
    let values = images.map { names in groups.map { group in names.compactMap(group.value) } }
    guard
      let same = EquivalenceTest(values ?? groups.map(\.defined), margin: margin, isPaired: values != nil)
    else { return nil }
    let difference = same.largestDifference
    let bound = NumberText.short(margin)
    let (high, low) = (groups[same.highest], groups[same.lowest])
    return ClaimFinding(
      test: ClaimResult.Test(
        name:
          "two one-sided \(images == nil ? "Welch" : "t") tests of every pair\(within(images)), margin \(bound)",
        statistic: "largest difference of means", value: difference.value, interval: difference.interval(),
        probability: isExpected ? same.probabilityOfEquivalence : same.probabilityOfDifference,
        contrary: isExpected ? same.probabilityOfDifference : same.probabilityOfEquivalence,
        leastProbability: 0),
      sentence: "the largest difference is \(estimate(difference.value, difference.interval())), between "
        + "\(high.label) (\(high.mean)) and \(low.label) (\(low.mean))",
      alternative: isExpected ? "all within \(bound)" : "some further apart than \(bound)")
  }

  private static func bound(_ groups: [ClaimGroup], _ value: Double, above: Bool) -> ClaimFinding? {
    // Correlations are tested on the scale of z, unless the bound is none that a correlation could be.
    let areCorrelations = groups.allSatisfy(\.areCorrelations) && abs(value) < 1
    let limit = areCorrelations ? FisherTransform.z(value) : value
    let estimates = groups.compactMap {
      areCorrelations ? MeanEstimate(ofCorrelations: $0.defined) : MeanEstimate(of: $0.defined)
    }
    guard estimates.count == groups.count else { return nil }
    func probabilities(_ above: Bool) -> [Double] {
      estimates.map { above ? $0.probability(above: limit) : $0.probability(below: limit) }
    }
    // The level that is nearest to breaking the claim stands for all.
    let order = estimates.indices.sorted { above == (estimates[$0].value < estimates[$1].value) }
    guard let weakest = order.first, let least = probabilities(!above).min(),
      let mean = groups[weakest].level.summary.mean
    else { return nil }
    let interval =
      areCorrelations ? estimates[weakest].correlationInterval() : estimates[weakest].interval()
    let isOfLevels = groups.count > 1
    let all = groups.flatMap(\.defined)
    let inside = all.count { above ? $0 > value : $0 < value }
    let side = "\(above ? "above" : "below") \(NumberText.short(value))"
    let units = groups.contains(where: \.isOfImages) ? "means of images" : "runs"
    return ClaimFinding(
      test: ClaimResult.Test(
        name:
          "one-sample t\(areCorrelations ? " of Fisher's z" : "")\(isOfLevels ? " of every level, the largest p" : "")",
        statistic: "\(isOfLevels ? (above ? "least" : "greatest") + " " : "")mean", value: mean,
        interval: interval, probability: probabilities(above).max() ?? 1,
        contrary: min(1, least * Double(estimates.count)), leastProbability: 0),
      sentence:
        "\(isOfLevels ? "at \(groups[weakest].label) the" : "the") mean is \(estimate(mean, interval)); "
        + "\(inside) of \(all.count) \(units) are \(side)",
      alternative: isOfLevels ? "all means \(side)" : "a mean \(side)")
  }

  private static func difference(_ groups: [ClaimGroup]) -> ClaimFinding? {
    let images = ClaimGroup.commonImages(groups)
    let values = groups.map { group in images?.compactMap(group.value) ?? group.defined }
    func test(_ values: [[Double]]) -> DifferenceTest? {
      images == nil ? DifferenceTest(values[0], values[1]) : DifferenceTest(pairs: values[0], values[1])
    }
    let areCorrelations = groups.allSatisfy(\.areCorrelations)
    let scaled = areCorrelations ? values.map { $0.map(FisherTransform.z) } : values
    guard let plain = test(values), let comparison = test(scaled) else { return nil }
    let (t, dealt) = (comparison.estimate, comparison.permutation)
    return ClaimFinding(
      test: ClaimResult.Test(
        name:
          "\(images == nil ? "Welch's t" : "t of pairs\(within(images))")\(areCorrelations ? " of Fisher's z" : "") "
          + "and permutation, the larger p",
        statistic: "difference of means", value: plain.estimate.value, interval: plain.estimate.interval(),
        probability: max(t.probability(above: 0), dealt.probabilityAtLeast),
        contrary: max(t.probability(below: 0), dealt.probabilityAtMost),
        leastProbability: dealt.leastProbability),
      sentence:
        "\(groups[0].mean) (\(groups[0].label)) against \(groups[1].mean) (\(groups[1].label)), a difference of "
        + "\(estimate(plain.estimate.value, plain.estimate.interval()))",
      alternative: "a greater mean")
  }

  private static func within(_ images: [String]?) -> String {
    images.map { " within \($0.count) images" } ?? ""
  }

  private static func estimate(_ value: Double, _ interval: ConfidenceInterval) -> String {
    "\(NumberText.short(value)) (95 % interval \(NumberText.short(interval.lower)) … \(NumberText.short(interval.upper)))"
  }
}
