/// How a claim and the measurements stand to each other.
///
/// The rule, the same for every claim: `same` where the test of what is claimed has p < ``significance`` after Holm's
/// correction for all claims of the figure, `different` where the test of its contrary has. Where neither has, it is `not
/// seen` if the test could have decided and found p ≥ ``significance`` on its own, and else `undecided`: too few runs for a
/// test, so few that no outcome could have been significant (three seeds against three permit p = 0.05 at best), or a p
/// that does not outlast the correction. What "contrary" is depends on the claim:
///
/// | claim | tested | contrary |
/// |---|---|---|
/// | falls, rises | Jonckheere–Terpstra trend | the opposite trend |
/// | same | all pairs within the margin (TOST) | some pair beyond it (Welch, Bonferroni) |
/// | differs | some pair beyond the margin (Welch, Bonferroni) | all pairs within it (TOST) |
/// | above, below | every level (one-sample t) | some level on the other side (Bonferroni) |
/// | greater | Welch *and* permutation, the larger p | both the other way |
package enum Verdict: String, Codable, CaseIterable, Sendable {
  /// Measured as claimed.
  case same
  /// Measured the contrary.
  case different
  /// Looked for with enough runs and not found, nor its contrary: of these settings, not of all.
  case notSeen = "not seen"
  /// Too few data, or they do not decide.
  case undecided

  /// The p-value below which a test decides: 0.05.
  package static let significance = 0.05

  /// The verdict of a test among a figure's.
  init(_ test: ClaimResult.Test) {
    if test.adjustedProbability < Self.significance {
      self = .same
    } else if test.adjustedContrary < Self.significance {
      self = .different
    } else {
      let couldDecide = test.leastProbability < Self.significance
      let isSignificantAlone = min(test.probability, test.contrary) < Self.significance
      self = couldDecide && !isSignificantAlone ? .notSeen : .undecided
    }
  }
}
