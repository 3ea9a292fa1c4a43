import Foundation
import LabBase

/// The runs of a laboratory below one output folder, in which other laboratories may have theirs.
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

  /// The runs of this laboratory, by key.
  ///
  /// - Parameter unmarked: whether those that do not tell whose they are, for they are just begun or damaged, are among
  ///   them.
  package func ownRuns(unmarked: Bool) -> [RunDirectory<L>] {
    runs.filter { run in run.mark.map { $0.lab == L.name } ?? unmarked }
  }

  /// All runs that have a folder or are in a pack, by key, whichever laboratory made them.
  package var runs: [RunDirectory<L>] {
    RunFolders(output: output).stamps(threads: 1).map { directory($0.runKey) }
  }

  /// The output folder that a picture lies in, whose runs it was drawn from: that of OUT/figures/NAME and of
  /// OUT/sweeps/NAME/figures/NAME; nil of a picture elsewhere, and of a folder without runs.
  package static func output(ofPicture path: String) -> String? {
    let folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
    guard folder.lastPathComponent == "figures" else { return nil }
    var output = folder.deletingLastPathComponent()
    let above = output.deletingLastPathComponent()
    if above.lastPathComponent == "sweeps" { output = above.deletingLastPathComponent() }
    let runs = output.appendingPathComponent("runs").path
    return FileManager.default.fileExists(atPath: runs) ? output.path : nil
  }

  /// The one run that a user means: a whole key of a run here, its first digits, or the path of a run's folder, which may
  /// lie in another output folder.
  ///
  /// - Throws: `LabError.missingInput` where none fits, `LabError.usage` where several do.
  package func run(matching text: String) throws(LabError) -> RunDirectory<L> {
    if let directory = RunDirectory<L>(at: text) { return directory }
    guard !text.contains("/") else {
      throw .missingInput(
        what: "the folder of a run at \(text)",
        advice: "it is OUT/runs/ab/KEY with the 16 digits of the run's key")
    }
    let matches = text.isEmpty ? [] : runs.filter { $0.runKey.hasPrefix(text.lowercased()) }
    guard let match = matches.first else {
      throw .missingInput(
        what: "run \"\(text)\" below \(URL(fileURLWithPath: output).path)/runs",
        advice: "`identity-lab runs list` shows those that are there; --out names another output folder")
    }
    guard matches.count == 1 else {
      let shown = matches.prefix(5).map(\.runKey).joined(separator: ", ")
      throw .usage("\"\(text)\" fits \(matches.count) runs (\(shown)…); give more digits")
    }
    return match
  }
}
