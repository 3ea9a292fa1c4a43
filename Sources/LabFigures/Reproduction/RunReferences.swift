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
    // Whatever stands there without a plan that can be read may be a sweep's: a disk that is not mounted, say.
    var problems = sweeps.compactMap(\.problem)
    let folder = "\(output)/sweeps"
    var status = stat()
    if lstat(folder, &status) == 0, (try? FileManager.default.contentsOfDirectory(atPath: folder)) == nil {
      problems.append("\(folder) cannot be read")
    }
    var keys = Set(sweeps.flatMap(\.runKeys))
    for folder in ["figures"] + sweeps.map({ "sweeps/\($0.name)/figures" }) {
      do throws(LabError) {
        for files in try Self.pictures(in: "\(output)/\(folder)") {
          do throws(LabError) {
            keys.formUnion(try Self.runKeys(of: files))
          } catch {
            problems.append("\(error)")
          }
        }
      } catch {
        problems.append("\(error)")
      }
    }
    self.problems = problems
    self.keys = keys
  }

  /// Whether something speaks of a run; pictures name image files without their folders.
  package func contains(_ configuration: L.Configuration) -> Bool {
    keys.contains(configuration.runKey) || keys.contains(configuration.withoutFolders.runKey)
  }

  /// The runs of a picture: those that the first of its files tells; none of another laboratory's, and of files that are
  /// not this program's.
  ///
  /// - Throws: what reading the first of the files threw where none tells them.
  private static func runKeys(of files: [String]) throws(LabError) -> [String] {
    var problem: LabError?
    for file in files {
      do throws(LabError) {
        guard let metadata = try FigureMetadata.found(in: file) else { continue }
        guard LabMark(named: metadata.lab).lab == L.name else { return [] }
        return try Reproduction<L>(metadata, of: file).recipe.configurations.map(\.runKey)
      } catch {
        problem = problem ?? error
      }
    }
    if let problem { throw problem }
    return []
  }

  /// The files of each picture in a folder, its sidecar first.
  ///
  /// - Throws: `LabError.inputOutput` where the folder cannot be read.
  private static func pictures(in folder: String) throws(LabError) -> [[String]] {
    guard access(folder, F_OK) == 0 else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw .inputOutput(path: folder, operation: "reading the folder", reason: error.localizedDescription)
    }
    let kinds = ["json", "png", "svg", "pdf"]
    let files = names.filter { !$0.hasPrefix(".") && !$0.hasSuffix(".report.json") }.map {
      URL(fileURLWithPath: "\(folder)/\($0)")
    }
    let pictures = Dictionary(grouping: files) { $0.deletingPathExtension().path }
    return pictures.sorted { $0.key < $1.key }.map { picture in
      kinds.compactMap { kind in picture.value.first { $0.pathExtension == kind }?.path }
    }
  }
}
