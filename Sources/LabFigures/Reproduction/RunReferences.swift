import Foundation
import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// The runs of a laboratory that something speaks of: the plans of sweeps, those of figures among them, and pictures.
package struct RunReferences<L: FigureLab> {
  /// What could not be read and may speak of runs too, a sentence each.
  package let problems: [String]
  private let keys: Set<String>

  /// Reads the plans of all sweeps of an output folder and the pictures in OUT/figures and OUT/sweeps/NAME/figures.
  package init(output: String) {
    let sweeps = SweepKeys.names(output: output).map { SweepKeys(output: output, name: $0) }
    problems = sweeps.filter { SweepKeys.identity(output: output, name: $0.name) != nil }.compactMap(
      \.problem)
    let folders = ["figures"] + sweeps.map { "sweeps/\($0.name)/figures" }
    let pictures = folders.flatMap { Self.pictures(in: "\(output)/\($0)") }
    let drawn = pictures.flatMap { path in
      ((try? Reproduction<L>(reading: path))?.recipe.configurations ?? []).map(\.runKey)
    }
    keys = Set(sweeps.flatMap(\.runKeys) + drawn)
  }

  /// Whether something speaks of a run; pictures name image files without their folders.
  package func contains(_ configuration: L.Configuration) -> Bool {
    keys.contains(configuration.runKey) || keys.contains(configuration.withoutFolders.runKey)
  }

  /// A file for each picture in a folder that tells of what it was drawn: its sidecar, else the picture.
  private static func pictures(in folder: String) -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let sidecars = Set(names.filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") })
    let bare = names.filter { name in
      let parts = name.split(separator: ".")
      return ["png", "svg", "pdf"].contains(parts.last ?? "")
        && !sidecars.contains(parts.dropLast().joined(separator: ".") + ".json")
    }
    return (sidecars.sorted() + bare).map { "\(folder)/\($0)" }
  }
}
