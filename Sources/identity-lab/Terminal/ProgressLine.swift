import LabBase
import LabRuns
import LabSweeps

/// How far something is, in parts of which the first matter most.
struct ProgressLine: Equatable, Sendable {
  /// What it is of.
  let label: String
  /// Share that is done, 0 to 1; nil where nobody knows.
  let fraction: Double?
  /// The rest, in the order of importance.
  let parts: [String]

  private static let widestBar = 16
  private static let gap = "  "

  /// The line for a terminal: a bar and as many of the parts as fit, the label last; never wider than `columns`.
  func text(columns: Int) -> String {
    let bar = fraction.map { Self.bar($0, width: min(Self.widestBar, columns / 5)) } ?? ""
    var line = bar
    for part in parts + [label] where !part.isEmpty {
      let longer = line.isEmpty ? part : line + Self.gap + part
      guard TextColumns.count(longer) <= columns else { break }
      line = longer
    }
    // Nothing fits but a piece of the first part.
    return line == bar
      ? TextColumns.prefix([bar, parts.first ?? label].joined(separator: " "), columns) : line
  }

  /// The line for a file: the label first, no bar.
  var plain: String { ((label.isEmpty ? [] : [label + ":"]) + parts).joined(separator: Self.gap) }

  private static func bar(_ fraction: Double, width: Int) -> String {
    let filled = Int((min(max(fraction, 0), 1) * Double(width)).rounded(.down))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }
}

extension ProgressLine {
  /// A training run; the fraction is of the steps, which the tolerance may cut short.
  init(_ progress: RunProgress, label: String) {
    let epoch = progress.epoch.map { ["epoch \(Terminal.short($0))"] } ?? []
    let left = Double(progress.steps - progress.step) * progress.millisecondsPerStep / 1000
    self.init(
      label: label, fraction: progress.steps > 0 ? Double(progress.step) / Double(progress.steps) : 1,
      // What a laboratory says of epochs matters more than steps do.
      parts: (progress.remarks.isEmpty ? [] : epoch) + [
        "step \(progress.step)/\(progress.steps)", "loss \(Terminal.short(progress.loss))",
      ] + progress.remarks + [
        "at most \(Terminal.duration(left)) left", "\(Terminal.short(progress.millisecondsPerStep)) ms/step",
      ] + (progress.remarks.isEmpty ? epoch : []))
  }

  /// A sweep.
  init(_ summary: SweepSummary, label: String) {
    let steps = summary.active.prefix(4).map { "\($0.step)/\($0.steps)" }.joined(separator: ", ")
    let more = summary.active.count > 4 ? " …" : ""
    self.init(
      label: label, fraction: summary.share,
      parts: [
        "\(summary.done)/\(summary.total) runs done",
        summary.failures.isEmpty ? nil : "\(summary.failures.count) failed",
        summary.wasInterrupted ? "stopping \(summary.running)" : "\(summary.running) running",
        summary.secondsLeft.map { "about \(Terminal.duration($0)) left" },
        steps.isEmpty ? nil : "step \(steps)\(more)",
      ].compactMap { $0 })
  }
}
