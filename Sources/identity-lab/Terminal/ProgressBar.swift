import Foundation
import LabBase
import LabRuns
import LabSweeps
import Synchronization

/// Says on standard error how far something is: on a terminal one line that is drawn again and again, elsewhere a plain
/// line every half minute.
final class ProgressBar: Sendable {
  /// Where lines go.
  enum Place: Sendable {
    /// A terminal, with its present columns.
    case terminal(columns: @Sendable () -> Int)
    /// A file or a pipe.
    case file
    /// Nowhere.
    case none
  }

  private struct State {
    var last: ContinuousClock.Instant
    var hasDrawn = false
    /// Counts up where watching begins and ends, so that a watch knows whether it is still wanted.
    var watch = 0
  }

  private let place: Place
  private let interval: Duration
  private let write: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// Makes a bar for standard error; `isQuiet` never shows it.
  convenience init(isQuiet: Bool) {
    self.init(
      place: isQuiet ? .none : Terminal.isInteractive ? .terminal(columns: { Terminal.columns }) : .file,
      interval: Terminal.isInteractive ? .milliseconds(100) : .seconds(30), write: Terminal.write)
  }

  /// Makes a bar that writes to a place of its own.
  ///
  /// - Parameter interval: time between two lines; on a terminal the first comes at once, elsewhere after that time.
  init(place: Place, interval: Duration, write: @escaping @Sendable (String) -> Void) {
    self.place = place
    self.interval = interval
    self.write = write
    let now = ContinuousClock.now
    if case .terminal = place {
      state = Mutex(State(last: now - interval))
    } else {
      state = Mutex(State(last: now))
    }
  }

  /// Shows a line, if the last one is old enough.
  func draw(_ line: ProgressLine) {
    state.withLock { draw(line, &$0) }
  }

  /// Shows the share that is done of something.
  func draw(_ fraction: Double, _ text: String) {
    draw(ProgressLine(label: text, fraction: fraction, parts: ["\(Int(fraction * 100)) %"]))
  }

  /// Shows a training run.
  func draw(_ progress: RunProgress, label: String) {
    draw(ProgressLine(progress, label: label))
  }

  /// Shows a sweep.
  func draw(_ summary: SweepSummary, label: String) {
    draw(ProgressLine(summary, label: label))
  }

  /// Shows from now on that something of unknown length goes on, and for how long it has, until ``clear()``.
  func watch(_ label: String) {
    if case .none = place { return }
    let watch = state.withLock { state in
      state.watch += 1
      return state.watch
    }
    look(label, since: .now, watch)
  }

  private func look(_ label: String, since start: ContinuousClock.Instant, _ watch: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(500)) { [weak self] in
      guard let self else { return }
      let time = Terminal.duration((ContinuousClock.now - start).seconds)
      let isWanted = state.withLock { state in
        guard state.watch == watch else { return false }
        draw(ProgressLine(label: "", fraction: nil, parts: [label, "for \(time)"]), &state)
        return true
      }
      if isWanted { look(label, since: start, watch) }
    }
  }

  /// Removes the line and ends what ``watch(_:)`` began.
  func clear() {
    state.withLock { state in
      state.watch += 1
      if state.hasDrawn, case .terminal = place { write("\r\u{1B}[J") }
      state.hasDrawn = false
    }
  }

  private func draw(_ line: ProgressLine, _ state: inout State) {
    let now = ContinuousClock.now
    guard now - state.last >= interval else { return }
    switch place {
    case .none: return
    case .file: write(line.plain + "\n")
    case .terminal(let columns):
      // One column less than there are, so that no terminal wraps. The cursor stays at the line's beginning: where the
      // terminal is made narrower and wraps what is there, all of it is behind the cursor and is erased.
      write("\r\u{1B}[J" + line.text(columns: max(1, columns() - 1)) + "\r")
    }
    (state.last, state.hasDrawn) = (now, true)
  }
}
