import LabBase

extension FigureReport {
  /// Such as `2 same, 1 undecided`; `no claims` where the recipe has none.
  var verdicts: String {
    let counts = Verdict.allCases.map { verdict in (verdict, claims.count { $0.verdict == verdict }) }
    let text = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
    return text.isEmpty ? "no claims" : text
  }

  /// The time spent in training, such as `12 s` or `3.4 min`.
  var trainingTime: String {
    trainingSeconds < 59.5
      ? "\(NumberText.fixed(trainingSeconds, decimals: 0)) s"
      : trainingSeconds < 5970
        ? "\(NumberText.fixed(trainingSeconds / 60, decimals: trainingSeconds < 597 ? 1 : 0)) min"
        : "\(NumberText.fixed(trainingSeconds / 3600, decimals: 1)) h"
  }

  /// Such as `30 runs, 2 of which not fitted, 3 seeds, 3.4 min of training`.
  var effort: String {
    "\(runs) run\(runs == 1 ? "" : "s")"
      + (unfitted == 0 ? "" : ", \(unfitted) of which not fitted")
      + ", \(seeds) seed\(seeds == 1 ? "" : "s"), \(trainingTime) of training"
  }
}

extension ClaimResult {
  /// The measure as the beginning of a sentence.
  var measureTitle: String { measure.prefix(1).uppercased() + measure.dropFirst() }

  /// The measured means, two or three of them in full, more by the first and the last.
  var measured: String {
    let texts = levels.map(\.summary.spreadText)
    return texts.count > 3 ? "\(texts[0]) → \(texts[texts.count - 1])" : texts.joined(separator: " → ")
  }
}
