import LabBase
import LabRuns
import LabStatistics

/// Decides claims by the runs of a figure; see ``Verdict`` for the rule.
package struct ClaimEvaluator<L: FigureLab> {
  /// The figure's runs, all done, and what it takes to ask their nets.
  private let context: FigureContext<L>

  /// A claim about one group of runs, or one value of the setting that it is decided by, measured.
  private struct Measured {
    let claim: Claim<L>
    let stratum: String?
    let groups: ClaimGroups<L>
    let problem: String?
    let finding: ClaimFinding?
  }

  /// Decides claims by the runs of a context.
  package init(context: FigureContext<L>) {
    self.context = context
  }

  /// The results of claims, in their order; there always is one a claim, if only that nothing could be decided.
  ///
  /// They are decided together: the more a figure claims, the smaller a p-value must be.
  ///
  /// - Throws: `LabError` where what a measure needs beside the records (weights, data) is not there.
  package func results(of claims: [Claim<L>]) throws(LabError) -> [ClaimResult] {
    var measured: [Measured] = []
    for claim in claims {
      guard let key = claim.by else {
        measured.append(try measure(claim, context.all, stratum: nil))
        continue
      }
      let values = context.all.filter({ claim.isAbout($0.configuration) }).values(of: key)
      // A claim about runs that this preset does not have is said to be open.
      if values.isEmpty { measured.append(try measure(claim, context.all, stratum: nil)) }
      for value in values {
        measured.append(
          try measure(
            claim, context.all.filter { $0.configuration.fits(value, of: key) },
            stratum: "\(key.title) \(RunTable<L>.shown(value, key))"))
      }
    }
    let tests = ClaimResult.Test.adjusted(measured.map { $0.finding?.test })
    let count = tests.count { $0 != nil }
    return zip(measured, tests).map { result(of: $0, test: $1, among: count) }
  }

  private func measure(
    _ claim: Claim<L>, _ runs: [FinishedRun<L>], stratum: String?
  ) throws(LabError) -> Measured {
    let groups = try ClaimGroups(of: claim, runs, in: context)
    let problem = problem(groups, of: claim)
    return Measured(
      claim: claim, stratum: stratum, groups: groups, problem: problem,
      finding: problem == nil ? ClaimFinding(claim.expectation, groups.groups) : nil)
  }

  private func result(of measured: Measured, test: ClaimResult.Test?, among count: Int) -> ClaimResult {
    let (claim, groups) = (measured.claim, measured.groups.groups)
    var sentence = measured.problem ?? "no test can be made of these runs."
    if let test, let finding = measured.finding {
      sentence = "\(finding.sentence); \(Self.probabilities(test, finding.alternative, among: count))."
    }
    return ClaimResult(
      says: claim.says + (measured.stratum.map { " (\($0))" } ?? ""),
      measure: claim.measure.title + (measured.stratum.map { ", \($0)" } ?? ""), axis: axisTitle(claim),
      levels: groups.map(\.level), sample: measured.groups.sample, test: test,
      verdict: test.map(Verdict.init) ?? .undecided,
      sentence: sentence + undefinedNote(groups, claim.measure))
  }

  private func axisTitle(_ claim: Claim<L>) -> String {
    if case .greater = claim.expectation { return "group" }
    return claim.expectation.axis?.title ?? "nets"
  }

  /// Why no test can be made; nil where one can.
  private func problem(_ sorted: ClaimGroups<L>, of claim: Claim<L>) -> String? {
    let groups = sorted.groups
    guard groups.contains(where: { $0.runs > 0 }) else {
      return "none of the runs is of these settings."
    }
    if claim.expectation.isComparison, groups.count < 2 {
      return "only \(groups[0].label) was run, so there is nothing to compare."
    }
    if let mixture = sorted.mixture { return mixture }
    if claim.measure.isCensored, let poor = groups.first(where: { $0.undefinedRuns > 0 }) {
      return
        "\(poor.undefinedRuns) of \(poor.runs) runs of \(poor.label) have no number "
        + "(\(claim.measure.undefinedMeaning)), and those that have are no fair sample."
    }
    return groups.first { $0.defined.count < 2 }.map { poor in
      "too few data: \(poor.label) has \(poor.defined.count) defined value\(poor.defined.count == 1 ? "" : "s") "
        + "and a test over \(poor.isOfImages ? "images" : "seeds") needs two of every level."
    }
  }

  private func undefinedNote(_ groups: [ClaimGroup], _ measure: L.Measure) -> String {
    let all = groups.reduce(0) { $0 + $1.runs }
    let undefined = groups.reduce(0) { $0 + $1.undefinedRuns }
    return undefined == 0
      ? ""
      : " \(undefined) of \(all) runs gave no number (\(measure.undefinedMeaning)) and are left out."
  }

  // MARK: - Numbers in sentences

  /// The p-values of the claim and, where that is what decides, of its contrary; corrected ones beside them.
  private static func probabilities(
    _ test: ClaimResult.Test, _ alternative: String, among count: Int
  ) -> String {
    var text = "\(p(test.probability)) for \(alternative)"
    if count > 1 { text += ", \(p(test.adjustedProbability)) corrected for \(count) claims" }
    if test.contrary < Verdict.significance {
      text += "; \(p(test.contrary)) for the contrary"
      if count > 1 { text += ", \(p(test.adjustedContrary)) corrected" }
    }
    if test.leastProbability >= Verdict.significance {
      text += "; p = \(number(test.leastProbability)) is the least that so few runs can give"
    }
    return text
  }

  private static func p(_ probability: Double) -> String {
    probability < 1e-6 ? "p < 10⁻⁶" : "p = \(number(probability))"
  }

  private static func number(_ value: Double) -> String { NumberText.short(value, digits: 2) }
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
