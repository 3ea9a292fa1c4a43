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

  /// The size of what was found, such as `Kendall's τ −0.93` or `difference of means 0.83 (0.82 … 0.84)`.
  var effect: String {
    guard let test else { return "" }
    let interval = test.interval.map {
      " (\(NumberText.short($0.lower, digits: 2)) … \(NumberText.short($0.upper, digits: 2)))"
    }
    return "\(test.statistic) \(NumberText.short(test.value, digits: 2))\(interval ?? "")"
  }

  /// The corrected p-value that decides: of the contrary, marked so, where that is what was found.
  var decisive: String {
    guard let test else { return "" }
    let isContrary = verdict == .different
    let value = isContrary ? test.adjustedContrary : test.adjustedProbability
    return (value < 1e-6 ? "< 10⁻⁶" : NumberText.short(value, digits: 2)) + (isContrary ? " (contrary)" : "")
  }
}

extension ClaimResult.Sample {
  /// Such as `10 images × 3 seeds, 2 unfitted`.
  var text: String {
    let images = images.map { "\($0) image\($0 == 1 ? "" : "s") × " } ?? ""
    return "\(images)\(seeds) seed\(seeds == 1 ? "" : "s"), \(runs) run\(runs == 1 ? "" : "s")"
      + (unfitted == 0 ? "" : ", \(unfitted) unfitted") + (diverged == 0 ? "" : ", \(diverged) diverged")
  }
}
