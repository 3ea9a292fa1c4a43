import LabBase
import LabRuns
import LabStatistics

/// Decides claims by the runs of a figure; see ``Verdict`` for the rule.
package struct ClaimEvaluator<L: FigureLab> {
  /// The figure's runs, all done, and what it takes to ask their nets.
  private let context: FigureContext<L>

  /// A level with its runs' values, nil where one gave none.
  private struct Group {
    let label: String
    let values: [Double?]

    var defined: [Double] { values.compactMap { $0 } }
    var level: ClaimResult.Level { ClaimResult.Level(label: label, summary: SampleSummary(values)) }
    var mean: String { level.summary.meanText }
  }

  /// Decides claims by the runs of a context.
  package init(context: FigureContext<L>) {
    self.context = context
  }

  private typealias Finding = (test: ClaimResult.Test, sentence: String)

  /// Largest magnitude of a value that counts: tests square variances, and 10⁷⁰ to the fourth power is still finite.
  private static var largestValue: Double { 1e70 }

  /// The results of claims, in their order; there always is one, if only that nothing could be decided.
  ///
  /// - Throws: `LabError` where what a measure needs beside the records (weights, data) is not there.
  package func results(of claims: [Claim<L>]) throws(LabError) -> [ClaimResult] {
    var results: [ClaimResult] = []
    for claim in claims {
      guard let key = claim.by else {
        results.append(try result(of: claim, context.all, stratum: nil))
        continue
      }
      for value in context.all.filter({ claim.isAbout($0.configuration) }).values(of: key) {
        results.append(
          try result(
            of: claim, context.all.filter { $0.configuration.fits(value, of: key) },
            stratum: "\(key.title) \(RunTable<L>.shown(value, key))"))
      }
    }
    return results
  }

  private func result(
    of claim: Claim<L>, _ runs: [FinishedRun<L>], stratum: String?
  ) throws(LabError) -> ClaimResult {
    let groups = try groups(of: claim, runs)
    let problem = problem(groups, of: claim)
    let found = problem == nil ? finding(claim, groups) : nil
    let finding = found.flatMap { $0.test.isFinite ? $0 : nil }
    let verdict = finding.map { Verdict(probability: $0.test.probability, contrary: $0.test.contrary) }
    let sentence = finding?.sentence ?? problem ?? "no test can be made of these runs."
    return ClaimResult(
      says: claim.says + (stratum.map { " (\($0))" } ?? ""),
      measure: claim.measure.title + (stratum.map { ", \($0)" } ?? ""), axis: axisTitle(claim),
      levels: groups.map(\.level),
      test: finding?.test, verdict: verdict ?? .undecided,
      sentence: sentence + undefinedNote(groups, claim.measure))
  }

  // MARK: - Groups

  private func groups(of claim: Claim<L>, _ runs: [FinishedRun<L>]) throws(LabError) -> [Group] {
    func group(_ label: String, _ runs: [FinishedRun<L>]) throws(LabError) -> Group {
      var values: [Double?] = []
      for run in runs {
        let value = try claim.measure.value(of: run, in: context)
        values.append(value.flatMap { abs($0) <= Self.largestValue ? $0 : nil })
      }
      return Group(label: label, values: values)
    }
    let chosen = runs.filter { claim.selection.contains($0.configuration) }
    if case .greater(let other) = claim.expectation {
      let others = runs.filter { other.contains($0.configuration) }
      return [try group(claim.selection.title, chosen), try group(other.title, others)]
    }
    guard let key = claim.expectation.axis else {
      return [try group(claim.selection.isEmpty ? "all runs" : claim.selection.title, chosen)]
    }
    var groups: [Group] = []
    for text in levels(of: key, chosen) {
      groups.append(
        try group(
          L.Configuration.settings[key].label(text),
          chosen.filter { $0.configuration.fits(text, of: key) }))
    }
    return groups
  }

  /// The values of a setting from the least to the greatest, those of words without a size in the order of the runs.
  private func levels(of key: SettingKey, _ runs: [FinishedRun<L>]) -> [String] {
    let texts = runs.values(of: key)
    let places = texts.map { text in
      runs.map(\.configuration).first { $0.text(of: key) == text }.flatMap { L.place(of: $0, along: key) }
    }
    return zip(texts, places).enumerated().sorted { one, other in
      guard let first = one.element.1, let second = other.element.1, first != second else {
        return one.offset < other.offset
      }
      return first < second
    }.map(\.element.0)
  }

  private func axisTitle(_ claim: Claim<L>) -> String {
    if case .greater = claim.expectation { return "group" }
    return claim.expectation.axis?.title ?? "nets"
  }

  /// Why no test can be made; nil where one can.
  private func problem(_ groups: [Group], of claim: Claim<L>) -> String? {
    guard groups.contains(where: { !$0.values.isEmpty }) else {
      return "none of the runs is of these settings."
    }
    if claim.expectation.isComparison, groups.count < 2 {
      return "only \(groups[0].label) was run, so there is nothing to compare."
    }
    if claim.measure.isCensored,
      let poor = groups.first(where: { $0.defined.count < $0.values.count })
    {
      return
        "\(poor.values.count - poor.defined.count) of \(poor.values.count) runs of \(poor.label) have no number "
        + "(\(claim.measure.undefinedMeaning)), and those that have are no fair sample."
    }
    return groups.first { $0.defined.count < 2 }.map { poor in
      "too few data: \(poor.label) has \(poor.defined.count) defined value\(poor.defined.count == 1 ? "" : "s") "
        + "and a test over seeds needs two of every level."
    }
  }

  private func undefinedNote(_ groups: [Group], _ measure: L.Measure) -> String {
    let all = groups.reduce(0) { $0 + $1.values.count }
    let undefined = all - groups.reduce(0) { $0 + $1.defined.count }
    return undefined == 0
      ? ""
      : " \(undefined) of \(all) runs gave no number (\(measure.undefinedMeaning)) and are left out."
  }

  // MARK: - Tests

  private func finding(_ claim: Claim<L>, _ groups: [Group]) -> Finding? {
    switch claim.expectation {
    case .falls: trend(groups, falls: true)
    case .rises: trend(groups, falls: false)
    case .same(_, let margin): equivalence(groups, margin, isExpected: true)
    case .differs(_, let margin): equivalence(groups, margin, isExpected: false)
    case .above(let value, _): bound(groups, value, above: true)
    case .below(let value, _): bound(groups, value, above: false)
    case .greater: difference(groups)
    }
  }

  private func trend(_ groups: [Group], falls: Bool) -> Finding? {
    guard let trend = TrendTest(groups.map(\.defined)) else { return nil }
    let how = "\(trend.isExact ? "all" : "random") \(NumberText.grouped(trend.arrangements)) arrangements"
    let test = ClaimResult.Test(
      name: "Jonckheere–Terpstra trend, \(how)", statistic: "Kendall's τ", value: trend.tau, interval: nil,
      probability: falls ? trend.probabilityOfFall : trend.probabilityOfRise,
      contrary: falls ? trend.probabilityOfRise : trend.probabilityOfFall)
    let (first, last) = (groups[0], groups[groups.count - 1])
    return (
      test,
      "from \(first.mean) at \(first.label) to \(last.mean) at \(last.label), Kendall's τ "
        + "\(NumberText.fixed(trend.tau, decimals: 2)); \(Self.p(test, of: falls ? "a fall" : "a rise"))."
    )
  }

  /// Whether all means lie within a margin, or some do not: each is the contrary of the other.
  private func equivalence(_ groups: [Group], _ margin: Double, isExpected: Bool) -> Finding? {
    guard let same = EquivalenceTest(groups.map(\.defined), margin: margin) else { return nil }
    let difference = same.largestDifference
    let bound = NumberText.short(margin)
    let test = ClaimResult.Test(
      name: "two one-sided Welch tests of every pair, margin \(bound)",
      statistic: "largest difference of means", value: difference.value, interval: difference.interval(),
      probability: isExpected ? same.probabilityOfEquivalence : same.probabilityOfDifference,
      contrary: isExpected ? same.probabilityOfDifference : same.probabilityOfEquivalence)
    let (high, low) = (groups[same.highest], groups[same.lowest])
    let claim = isExpected ? "all within \(bound)" : "some further apart than \(bound)"
    return (
      test,
      "the largest difference is \(Self.estimate(difference)), between \(high.label) (\(high.mean)) and \(low.label) "
        + "(\(low.mean)); \(Self.p(test, of: claim))."
    )
  }

  private func bound(_ groups: [Group], _ value: Double, above: Bool) -> Finding? {
    let estimates = groups.compactMap { MeanEstimate(of: $0.defined) }
    func probabilities(_ above: Bool) -> [Double] {
      estimates.map { above ? $0.probability(above: value) : $0.probability(below: value) }
    }
    // The level that is nearest to breaking the claim stands for all.
    let order = estimates.indices.sorted { above == (estimates[$0].value < estimates[$1].value) }
    guard let weakest = order.first, let least = probabilities(!above).min() else { return nil }
    let estimate = estimates[weakest]
    let test = ClaimResult.Test(
      name: "one-sample t\(groups.count > 1 ? " of every level, the largest p" : "")",
      statistic: "\(groups.count > 1 ? (above ? "least" : "greatest") + " " : "")mean", value: estimate.value,
      interval: estimate.interval(), probability: probabilities(above).max() ?? 1,
      contrary: min(1, least * Double(estimates.count)))
    let all = groups.flatMap(\.defined)
    let inside = all.count { above ? $0 > value : $0 < value }
    let side = "\(above ? "above" : "below") \(NumberText.short(value))"
    return (
      test,
      "\(groups.count > 1 ? "at \(groups[weakest].label) the" : "the") mean is \(Self.estimate(estimate)); "
        + "\(inside) of \(all.count) runs are \(side); "
        + "\(Self.p(test, of: groups.count > 1 ? "all means \(side)" : "a mean \(side)"))."
    )
  }

  private func difference(_ groups: [Group]) -> Finding? {
    guard let comparison = DifferenceTest(groups[0].defined, groups[1].defined) else { return nil }
    let (welch, dealt) = (comparison.estimate, comparison.permutation)
    let test = ClaimResult.Test(
      name: "Welch's t and permutation, the larger p", statistic: "difference of means", value: welch.value,
      interval: welch.interval(),
      probability: max(welch.probability(above: 0), dealt.probabilityAtLeast),
      contrary: max(welch.probability(below: 0), dealt.probabilityAtMost))
    let least = 1 / RandomizationTest.arrangementCount(groups.map(\.defined.count))
    return (
      test,
      "\(groups[0].mean) (\(groups[0].label)) against \(groups[1].mean) (\(groups[1].label)), a difference of "
        + "\(Self.estimate(welch)); Welch \(Self.p(welch.probability(above: 0))), permutation "
        + "\(Self.p(dealt.probabilityAtLeast)), of which \(Self.number(least)) is the least that these seeds can give."
    )
  }

  // MARK: - Numbers in sentences

  /// The p-value of the claim, and that of its contrary where that is what decides.
  private static func p(_ test: ClaimResult.Test, of claim: String) -> String {
    "\(p(test.probability)) for \(claim)"
      + (test.contrary <= Verdict.significance ? ", \(p(test.contrary)) for the contrary" : "")
  }

  private static func p(_ probability: Double) -> String {
    probability < 1e-6 ? "p < 10⁻⁶" : "p = \(number(probability))"
  }

  private static func number(_ value: Double) -> String { NumberText.short(value, digits: 2) }

  private static func estimate(_ estimate: MeanEstimate) -> String {
    let interval = estimate.interval()
    return "\(NumberText.short(estimate.value)) "
      + "(95 % interval \(NumberText.short(interval.lower)) … \(NumberText.short(interval.upper)))"
  }

}

extension Claim {
  /// Whether it says something of a run.
  fileprivate func isAbout(_ configuration: L.Configuration) -> Bool {
    if case .greater(let other) = expectation, other.contains(configuration) { return true }
    return selection.contains(configuration)
  }
}

extension Claim.Expectation {
  /// The setting whose values are the levels; nil where all runs are one group, or two that are named.
  var axis: SettingKey? {
    switch self {
    case .falls(let key), .rises(let key), .same(let key, _), .differs(let key, _): key
    case .above(_, let key), .below(_, let key): key
    case .greater: nil
    }
  }

  /// Whether it is about several groups.
  var isComparison: Bool {
    switch self {
    case .falls, .rises, .same, .differs, .greater: true
    case .above, .below: false
    }
  }
}
