import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LabRuns
@testable import LabSweeps
@testable import identity_lab

@Suite("Progress on a terminal and without one")
struct ProgressTests {
  /// What a bar has written.
  private final class Screen: Sendable {
    private let text = Mutex("")
    var written: String { text.withLock { $0 } }
    func write(_ more: String) { text.withLock { $0 += more } }
  }

  /// A summary as the runner has it in the middle of a sweep.
  private static let summary = {
    var summary = SweepSummary(total: 24, done: 7)
    summary.running = 2
    summary.failures = [RunFailure(index: 3, runKey: "0", reason: "r")]
    summary.secondsLeft = 754
    return summary
  }()

  @Test("a line is never wider than the terminal, and what matters most stays longest")
  func widths() {
    let line = ProgressLine(Self.summary, label: "eine Schar 数字 von Läufen 👩‍🔬")
    for columns in 1...200 {
      #expect(TextColumns.count(line.text(columns: columns)) <= columns, "\(columns)")
    }
    let whole = line.text(columns: 200)
    #expect(
      whole.hasPrefix("████") && whole.contains("7/24 runs done  1 failed  2 running  about 12:34 left"))
    #expect(whole.hasSuffix("👩‍🔬"))
    let narrow = line.text(columns: 30)
    #expect(narrow.contains("7/24 runs done") && !narrow.contains("left"), "\(narrow)")
    #expect(line.text(columns: 9).contains("7/24"), "\(line.text(columns: 9))")
  }

  @Test(
    "characters count as many columns as terminals give them",
    arguments: [
      ("abc", 3), ("ρ é e\u{301}", 5), ("数字", 4), ("👩‍🔬", 2), ("한", 2), ("█░", 2), ("ｱ！", 3), ("", 0),
    ])
  func columns(text: String, count: Int) {
    #expect(TextColumns.count(text) == count)
    #expect(TextColumns.prefix(text, count) == text)
    #expect(count == 0 || TextColumns.count(TextColumns.prefix(text, count - 1)) < count)
  }

  @Test("what a laboratory says of a run comes early, its epoch first")
  func remarks() {
    let progress = RunProgress(
      step: 80, steps: 100, epoch: 3.25, loss: 0.5, millisecondsPerStep: 20,
      remarks: ["train 99.9 %", "test 43.7 %"])
    let line = ProgressLine(progress, label: "run a")
    #expect(
      line.plain
        == "run a:  epoch 3.25  step 80/100  loss 0.5  train 99.9 %  test 43.7 %  at most 0.4 s left  20 ms/step"
    )
  }

  @Test("a terminal that changes its width is never wrapped, and its line is drawn over")
  func resizing() {
    let screen = Screen()
    let widths = Mutex([80, 20, 7, 3, 1, 120])
    let bar = ProgressBar(
      place: .terminal(columns: { widths.withLock { $0.removeFirst() } }), interval: .zero,
      write: screen.write)
    for _ in 0..<6 { bar.draw(Self.summary, label: "s") }
    bar.clear()
    let lines = screen.written.components(separatedBy: "\r\u{1B}[J")
    #expect(lines.count == 8 && lines.first == "" && lines.last == "")
    for (line, width) in zip(lines.dropFirst(), [80, 20, 7, 3, 1, 120]) {
      // The cursor goes back to the line's beginning, and the last column stays free.
      #expect(
        line.hasSuffix("\r") && TextColumns.count(line.dropLast()) <= max(1, width - 1), "\(width): \(line)")
    }
  }

  @Test("without a terminal a plain line comes once an interval, and none at once")
  func plain() {
    let screen = Screen()
    let bar = ProgressBar(place: .file, interval: .milliseconds(300), write: screen.write)
    bar.draw(Self.summary, label: "deep")
    #expect(screen.written == "")
    usleep(320_000)
    bar.draw(Self.summary, label: "deep")
    bar.draw(Self.summary, label: "deep")
    #expect(screen.written == "deep:  7/24 runs done  1 failed  2 running  about 12:34 left\n")
    bar.clear()
    #expect(!screen.written.contains("\u{1B}"))
  }

  @Test("what has no steps says that it goes on, until it is over")
  func watching() {
    let screen = Screen()
    let bar = ProgressBar(place: .file, interval: .zero, write: screen.write)
    bar.watch("asking")
    while screen.written.isEmpty { usleep(10_000) }
    bar.clear()
    let written = screen.written
    #expect(written.hasPrefix("asking  for "), "\(written)")
    usleep(700_000)
    #expect(screen.written == written)
  }

  @Test("a quiet bar says nothing")
  func quiet() {
    let screen = Screen()
    let bar = ProgressBar(place: .none, interval: .zero, write: screen.write)
    bar.draw(Self.summary, label: "s")
    bar.watch("w")
    usleep(600_000)
    bar.clear()
    #expect(screen.written == "")
  }
}
