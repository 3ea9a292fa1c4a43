import Foundation
import LabBase
import LabRuns
import LabSweeps

/// One line on standard error that shows how far something is; nothing where that is no terminal.
final class ProgressBar {
  private let isShown: Bool
  private var lastDraw = ContinuousClock.now - .seconds(1)
  private var hasDrawn = false

  /// Makes a bar; `isQuiet` never shows it.
  init(isQuiet: Bool) {
    isShown = !isQuiet && Terminal.isInteractive
  }

  /// Draws the bar of a fraction done with a text behind it, at most ten times a second.
  func draw(_ fraction: Double, _ text: String, force: Bool = false) {
    let now = ContinuousClock.now
    guard isShown, force || now - lastDraw > .milliseconds(100) else { return }
    (lastDraw, hasDrawn) = (now, true)
    let width = 16
    let filled = Int((min(max(fraction, 0), 1) * Double(width)).rounded(.down))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Terminal.redraw("\(bar) \(text)")
  }

  /// Shows a training run; the fraction is of the steps, which the tolerance may cut short.
  func draw(_ progress: RunProgress) {
    let left = Double(progress.steps - progress.step) * progress.millisecondsPerStep / 1000
    let epoch = progress.epoch.map { "  epoch \(Terminal.short($0))" } ?? ""
    draw(
      progress.steps > 0 ? Double(progress.step) / Double(progress.steps) : 1,
      "step \(progress.step)/\(progress.steps)\(epoch)  loss \(Terminal.short(progress.loss))  "
        + "\(Terminal.short(progress.millisecondsPerStep)) ms/step  at most \(Terminal.duration(left)) left")
  }

  /// Shows a sweep.
  func draw(_ summary: SweepSummary, label: String) {
    let failed = summary.failures.isEmpty ? "" : "  \(summary.failures.count) failed"
    draw(
      summary.total > 0 ? Double(summary.done) / Double(summary.total) : 1,
      "\(label)  \(summary.done)/\(summary.total) runs done  \(summary.running) running" + failed, force: true
    )
  }

  /// Removes the bar.
  func clear() {
    if hasDrawn { Terminal.redraw("") }
    hasDrawn = false
  }
}
