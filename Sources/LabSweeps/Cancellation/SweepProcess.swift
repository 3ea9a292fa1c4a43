import Foundation
import LabBase
import LabRuns

/// A process of this machine that works on a sweep, and can be told to save and end.
package struct SweepProcess: Encodable, Hashable, Sendable {
  /// Its number.
  package let pid: Int32
  /// Its command line, the program's name first.
  package let command: String

  /// Those that are at the runs of a plan: whoever started `sweep work` of it, where that is this program too, for the
  /// worker alone would be replaced; the worker itself where a shell or another engine started it.
  ///
  /// A worker is known by the claim of its run, and looked at before it is believed: it must be this program, and at this
  /// sweep. What computes one of the runs for another purpose is left alone.
  package static func all<L: Lab>(of plan: SweepPlan<L>, store: RunStore<L>) -> [SweepProcess] {
    // Between two short runs a worker holds no claim.
    for _ in 0..<5 {
      let pids = plan.runs.compactMap { store.directory($0.runKey).localProcess }.distinct
      let found = pids.compactMap { head(of: $0, sweep: plan.name) }.distinct
      if !found.isEmpty { return found }
      usleep(20_000)
    }
    return []
  }

  /// Asks it to save its state and end.
  ///
  /// - Returns: whether it was there and may be asked.
  package func interrupt() -> Bool {
    kill(pid, SIGTERM) == 0
  }

  private static func head(of pid: pid_t, sweep: String) -> SweepProcess? {
    guard isOwn(pid), let words = words(of: pid), words.dropFirst().starts(with: ["sweep", "work"]),
      words.contains(sweep)
    else { return nil }
    guard let parent = parent(of: pid), isOwn(parent), let above = self.words(of: parent) else {
      return SweepProcess(pid: pid, command: text(words))
    }
    return SweepProcess(pid: parent, command: text(above))
  }

  /// Whether a process runs this program, which may have been built anew since.
  private static func isOwn(_ pid: pid_t) -> Bool {
    func program(_ process: String) -> String? {
      let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
      return path.map { $0.hasSuffix(" (deleted)") ? String($0.dropLast(10)) : $0 }
    }
    guard let own = program("self") else { return false }
    return program(String(pid)) == own
  }

  private static func words(of pid: pid_t) -> [String]? {
    guard let text = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline"), !text.isEmpty else {
      return nil
    }
    return text.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func text(_ words: [String]) -> String {
    let name = words.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
    return ([name] + words.dropFirst()).map(ShellWord.quoted).joined(separator: " ")
  }

  private static func parent(of pid: pid_t) -> pid_t? {
    let text = FileManager.default.contents(atPath: "/proc/\(pid)/status").map {
      String(decoding: $0, as: UTF8.self)
    }
    let line = text?.split(separator: "\n").first { $0.hasPrefix("PPid:") }
    return line.flatMap { pid_t($0.dropFirst(5).trimmed) }
  }
}
