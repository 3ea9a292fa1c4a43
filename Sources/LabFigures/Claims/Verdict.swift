/// How a claim and the measurements stand to each other.
///
/// The rule, the same for every claim: `same` where the test of what is claimed has p ≤ ``significance``, `different`
/// where the test of its contrary has, `undecided` where neither has or where some group has fewer than two defined
/// values, so that nothing is known of its spread over seeds. What "contrary" is depends on the claim:
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
  /// Too few data, or they do not decide.
  case undecided

  /// The largest p-value that decides: 0.05, the least that three seeds against three can give by permutation.
  package static let significance = 0.05

  /// The verdict of two p-values.
  init(probability: Double, contrary: Double) {
    self = probability <= Self.significance ? .same : contrary <= Self.significance ? .different : .undecided
  }
}
