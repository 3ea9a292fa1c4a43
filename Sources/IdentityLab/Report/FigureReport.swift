import Foundation

/// What a figure showed, as NAME.report.json beside its pictures: the source of the index page and of the findings.
public struct FigureReport: Codable, Equatable, Sendable {
  /// One of the figure's pictures.
  public struct Picture: Codable, Equatable, Sendable {
    /// Which picture it is.
    public let name: String
    /// Its files in the folder of figures, one a format.
    public let files: [String]
  }

  /// The figure's name.
  public let name: String
  /// Its title.
  public let title: String
  /// What is to be seen, after the paper or the talk.
  public let finding: String
  /// Where that comes from.
  public let source: String
  /// What did not come out so and why; nil where there is nothing to say.
  public let notes: String?
  /// How much was spent.
  public let preset: FigurePresetName
  /// The command that makes it, without folders.
  public let command: String
  /// Its pictures, the first being the one that stands for the figure.
  public let pictures: [Picture]
  /// Number of runs.
  public let runs: Int
  /// Number of different seeds.
  public let seeds: Int
  /// Seconds spent in the training steps of all runs, one after another; runs shared with other figures count in each.
  public let trainingSeconds: Double
  /// How the nets were trained, one entry a recipe.
  public let training: [TrainingSummary]
  /// The claims and what became of them.
  public let claims: [ClaimResult]

  /// The name of a figure's report in the folder of figures.
  public static func fileName(_ figure: String) -> String { figure + ".report.json" }

  /// Writes the report into a folder of figures.
  public func write(to folder: String) throws(LabError) {
    try AtomicFile.write(CanonicalJSON.pretty(self), to: folder + "/" + Self.fileName(name))
  }

  /// All reports in a folder of figures: those of `order` first and in its order, then the others by name.
  ///
  /// What cannot be read, such as the report of another version of the program, is left out: the page shows the others.
  public static func all(in folder: String, order: [String]) -> [FigureReport] {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let reports = files.filter { $0.hasSuffix(fileName("")) }.compactMap { file in
      (try? AtomicFile.read(folder + "/" + file)).flatMap {
        try? JSONDecoder().decode(FigureReport.self, from: Data($0))
      }
    }
    let known = order.compactMap { name in reports.first { $0.name == name } }
    return known + reports.filter { !order.contains($0.name) }
  }
}
