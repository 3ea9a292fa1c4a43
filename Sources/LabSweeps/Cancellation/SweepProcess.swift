import Foundation
import LabBase
import LabRuns

/// A process of this machine that works on a sweep, and can be told to save and end.
package struct SweepProcess: Encodable, Hashable, Sendable {
  /// Its number.
  package let pid: Int32
  /// Its command line, the program's name first.
  package let command: String

  /// Those that work on a sweep: whoever started `sweep work` of it, where that is this program too, for the worker alone
  /// would be replaced; the worker itself where a shell or another engine started it.
  ///
  /// A worker is known by its command line, its program and its output folder, whether it is at a run just now or waits for
  /// one. What computes one of the runs for another purpose is left alone. They are looked for during a second at most: between two
  /// stages of a search, or before it has begun, a sweep has no worker.
  package static func all<L: Lab>(of directory: SweepDirectory<L>) -> [SweepProcess] {
    for _ in 0..<20 {
      let found = workers(of: directory).map(head)
      // Once more, for those that were about to begin.
      if !found.isEmpty { return (found + workers(of: directory).map(head)).distinct }
      usleep(50_000)
    }
    return []
  }

  /// The workers of a sweep on this machine, as they are now.
  static func workers<L: Lab>(of directory: SweepDirectory<L>) -> [pid_t] {
    let output = resolved(directory.output, from: FileManager.default.currentDirectoryPath)
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
      .filter { pid in
        guard isOwn(pid), let words = words(of: pid), words.count > 3,
          words[1...3].elementsEqual(["sweep", "work", directory.name])
        else { return false }
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
        return resolved(self.output(words, of: pid), from: folder ?? "/") == output
      }.sorted()
  }

  /// The output folder that a process was given.
  private static func output(_ words: [String], of pid: pid_t) -> String {
    if let place = words.lastIndex(of: "--out"), place + 1 < words.count { return words[place + 1] }
    if let word = words.last(where: { $0.hasPrefix("--out=") }) { return String(word.dropFirst(6)) }
    let name = "IDENTITY_LAB_OUT="
    let variables = texts("/proc/\(pid)/environ") ?? []
    return variables.first { $0.hasPrefix(name) && $0.count > name.count }.map {
      String($0.dropFirst(name.count))
    }
      ?? "Outputs"
  }

  private static func resolved(_ path: String, from folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    return URL(fileURLWithPath: whole).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// Asks it to save its state and end.
  ///
  /// - Returns: whether it was there and may be asked.
  package func interrupt() -> Bool {
    kill(pid, SIGTERM) == 0
  }

  private static func head(of pid: pid_t) -> SweepProcess {
    guard let parent = parent(of: pid), isOwn(parent), let above = words(of: parent) else {
      return SweepProcess(pid: pid, command: text(words(of: pid) ?? []))
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

  private static func words(of pid: pid_t) -> [String]? { texts("/proc/\(pid)/cmdline") }

  /// The texts of a file in which each ends with a zero; nil where there are none.
  private static func texts(_ path: String) -> [String]? {
    guard let bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty else { return nil }
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
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
