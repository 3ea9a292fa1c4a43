import Foundation
import LabBase

/// The runs of a laboratory below one output folder.
package struct RunStore<L: Lab>: Equatable, Sendable {
  /// The output folder, `Outputs` by default.
  package let output: String

  /// Opens the runs of an output folder, which need not exist yet.
  package init(output: String) {
    self.output = output
  }

  /// The folder of a run.
  package func directory(_ runKey: String) -> RunDirectory<L> {
    RunDirectory(output: output, runKey: runKey)
  }

  /// The record of a run; nil where it is not done.
  package func record(of configuration: L.Configuration) -> L.Record? {
    directory(configuration.runKey).record
  }

  /// All runs that have a folder, by key.
  package var runs: [RunDirectory<L>] {
    let files = FileManager.default
    let root = output + "/runs"
    let prefixes = ((try? files.contentsOfDirectory(atPath: root)) ?? []).sorted()
    return prefixes.flatMap { prefix in
      ((try? files.contentsOfDirectory(atPath: root + "/" + prefix)) ?? []).sorted()
        .filter { $0.count == 16 && $0.hasPrefix(prefix) }
        .map(directory)
    }
  }

  /// The one run that a user means: a whole key, its first digits, or the path of its folder.
  ///
  /// - Throws: `LabError.missingInput` where none fits, `LabError.usage` where several do.
  package func run(matching text: String) throws(LabError) -> RunDirectory<L> {
    let wanted = text.hasSuffix("/") ? String(text.dropLast()) : text
    let key = wanted.split(separator: "/").last.map(String.init) ?? wanted
    let matches = key.isEmpty ? [] : runs.filter { $0.runKey.hasPrefix(key.lowercased()) }
    guard let match = matches.first else {
      throw .missingInput(
        what: "run \"\(text)\" below \(output)/runs",
        advice: "`identity-lab runs list` shows those that are there; --out names another output folder")
    }
    guard matches.count == 1 else {
      let shown = matches.prefix(5).map(\.runKey).joined(separator: ", ")
      throw .usage("\"\(text)\" fits \(matches.count) runs (\(shown)…); give more digits")
    }
    return match
  }
}
