import LabBase
import LabStatistics

extension SampleSummary {
  /// The mean alone; `–` where no run gave a number.
  var meanText: String { mean.map(number) ?? "–" }

  /// Mean and standard deviation, such as `0.980 ± 0.012`.
  var spreadText: String {
    meanText + (standardDeviation.map { " ± \(number($0))" } ?? "")
  }

  /// Mean, deviation, extent and how many runs gave no number.
  var fullText: String {
    var text = spreadText
    if count > 1, let least, let greatest { text += " (\(number(least)) … \(number(greatest)))" }
    return undefinedCount == 0 ? text : text + ", \(undefinedCount) of \(count + undefinedCount) undefined"
  }

  /// A number with as many decimals as suit all of the group's, so that they can be compared at a glance.
  private func number(_ value: Double) -> String {
    switch max(abs(least ?? 0), abs(greatest ?? 0)) {
    case 0, 0.01..<10: NumberText.fixed(value, decimals: 3)
    case 10..<100: NumberText.fixed(value, decimals: 1)
    case 100..<1e6: NumberText.fixed(value, decimals: 0)
    default: NumberText.short(value)
    }
  }
}
