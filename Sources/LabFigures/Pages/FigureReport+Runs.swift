import LabBase
import LabRuns

extension FigureReport {
  /// Reports on a figure that was made.
  ///
  /// - Parameters:
  ///   - stem: the beginning of its files' names.
  ///   - runs: all of the figure's, done.
  ///   - written: the pictures' files.
  ///   - command: the command that makes it, without folders.
  ///   - claims: what became of its claims.
  init<L: FigureLab>(
    recipe: FigureRecipe<L>, preset: FigurePresetName, stem: String, runs: [FinishedRun<L>],
    written: [WrittenPicture], command: String, claims: [ClaimResult]
  ) {
    self.init(
      name: recipe.name, title: recipe.title, finding: recipe.finding, source: recipe.source,
      differs: recipe.differs, notes: recipe.notes, preset: preset, stem: stem, command: command,
      pictures: Self.pictures(written),
      runs: runs.count, unfitted: OutcomeCounts(runs.map(\.record.outcome)).unfitted,
      seeds: Set(runs.map(\.configuration.seed)).count,
      trainingSeconds: runs.reduce(0) { $0 + ($1.directory.status?.seconds ?? 0) },
      training: TrainingSummary.summaries(of: runs), claims: claims)
  }

  /// Files by picture, in the order in which they were written.
  private static func pictures(_ written: [WrittenPicture]) -> [Picture] {
    let names = written.map(\.picture).distinct
    return names.map { name in
      Picture(
        name: name,
        files: written.filter { $0.picture == name }.map { file in
          file.path.lastIndex(of: "/").map { String(file.path[file.path.index(after: $0)...]) } ?? file.path
        })
    }
  }
}
