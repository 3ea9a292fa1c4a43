import Foundation
import LabBase

/// What a figure showed, as STEM.report.json beside its pictures: the source of the index page and of the findings.
package struct FigureReport: Codable, Equatable, Sendable {
  /// One of the figure's pictures.
  package struct Picture: Codable, Equatable, Sendable {
    /// Which picture it is.
    package let name: String
    /// Its files in the folder of figures, one a format.
    package let files: [String]
  }

  /// The figure's name.
  package let name: String
  /// Its title.
  package let title: String
  /// What is to be seen, after the paper or the talk.
  package let finding: String
  /// Where that comes from.
  package let source: String
  /// How what is trained differs from what the source trained; nil where it does not.
  package let differs: String?
  /// What did not come out so and why; nil where there is nothing to say.
  package let notes: String?
  /// How much was spent.
  package let preset: FigurePresetName
  /// The beginning of its files' names, which tells its preset and settings: `cnn-depth-quick`.
  package let stem: String
  /// The command that makes it, without folders.
  package let command: String
  /// Its pictures, the first being the one that stands for the figure.
  package let pictures: [Picture]
  /// Number of runs.
  package let runs: Int
  /// How many of them did not train to their tolerance.
  package let unfitted: Int
  /// Number of different seeds.
  package let seeds: Int
  /// Seconds spent in the training steps of all runs, one after another; runs shared with other figures count in each.
  package let trainingSeconds: Double
  /// How the nets were trained, one entry a recipe.
  package let training: [TrainingSummary]
  /// The claims and what became of them.
  package let claims: [ClaimResult]

  /// The name of a report in the folder of figures.
  package static func fileName(_ stem: String) -> String { stem + ".report.json" }

  /// Writes the report into a folder of figures.
  package func write(to folder: String) throws(LabError) {
    try AtomicFile.write(CanonicalJSON.pretty(self), to: folder + "/" + Self.fileName(stem))
  }

  /// All reports in a folder of figures: those of the figures of `order` first and in its order, then the others, each
  /// by the names of their files.
  ///
  /// What cannot be read, such as the report of another version of the program, is left out: the page shows the others.
  package static func all(in folder: String, order: [String]) -> [FigureReport] {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let found = files.filter { $0.hasSuffix(fileName("")) }.compactMap { file in
      (try? AtomicFile.read(folder + "/" + file)).flatMap {
        try? JSONDecoder().decode(FigureReport.self, from: Data($0))
      }
    }
    let reports = found.sorted { $0.stem < $1.stem }
    let known = order.distinct.flatMap { name in reports.filter { $0.name == name } }
    return known + reports.filter { !order.contains($0.name) }
  }
}
