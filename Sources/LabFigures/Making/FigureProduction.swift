import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// Makes figures from their recipes to their reports: trains what is missing, draws, decides the claims.
package struct FigureProduction<L: FigureLab> {
  /// What became of a figure.
  package enum Outcome {
    /// It is made, of so many runs.
    case made(FigureReport, pictures: [WrittenPicture], runs: Int)
    /// Someone asked to stop; the runs so far are kept.
    case interrupted(SweepSummary)
    /// Runs that it needs failed.
    case failed([RunFailure])
  }

  /// Makes the runs of a plan that are missing.
  package typealias Training = (SweepPlan<L>) throws -> SweepSummary

  /// The folder that it writes into.
  let folder: String
  private let store: RunStore<L>
  private let lab: L
  private let formats: [FigureFormat]
  private let force: Bool
  private let threads: Int
  private let train: Training

  /// Makes a production that writes into a folder.
  ///
  /// - Parameters:
  ///   - force: whether to replace pictures of other settings, too.
  ///   - threads: how many share the arithmetic of asking nets; the pictures are the same for any number.
  ///   - train: makes the runs of a plan that are missing.
  package init(
    store: RunStore<L>, lab: L, folder: String, formats: [FigureFormat], force: Bool = false, threads: Int,
    train: @escaping Training
  ) {
    self.store = store
    self.lab = lab
    self.folder = folder
    self.formats = formats
    self.force = force
    self.threads = threads
    self.train = train
  }

  /// Makes one figure.
  ///
  /// - Parameters:
  ///   - overrides: settings that win over the recipe's.
  ///   - command: the command that makes it, without folders, for its report.
  /// - Throws: `LabError` where a setting cannot be used, data or weights are missing, or a picture of other settings
  ///   has the name of one of these: as far as the runs are known that is found before any is trained.
  package func make(
    _ recipe: FigureRecipe<L>, _ preset: FigurePresetName, overrides: Settings, command: String
  ) throws -> Outcome {
    let figure = try recipe.plan(preset, overrides: overrides, lab: lab)
    let name = FigureName(
      recipe.name, preset: preset, overrides: overrides, table: L.Configuration.settings)
    if !force { try requireFree(recipe, preset, figure, name) }
    var plan = figure.stage(store)
    while true {
      let summary = try train(plan)
      if summary.wasInterrupted { return .interrupted(summary) }
      if !summary.failures.isEmpty { return .failed(summary.failures) }
      // What a refined figure needs next depends on what the runs before have shown.
      let next = figure.stage(store)
      if next == plan { break }
      plan = next
    }
    let maker = try FigureMaker(recipe: recipe, preset: preset, plan: plan, store: store)
    let written = try maker.write(
      to: folder, name: name, formats: formats, lab: lab, force: force, threads: threads)
    let report = try maker.report(
      on: recipe, name: name, written: written, command: command, lab: lab, threads: threads)
    try report.write(to: folder)
    return .made(report, pictures: written, runs: plan.runs.count)
  }

  /// Requires that nothing is where the pictures go but pictures of the same settings.
  ///
  /// Which runs a refined figure has is not known yet: a picture of some of those that it may have is let pass here, and
  /// looked at again when the new one is written.
  private func requireFree(
    _ recipe: FigureRecipe<L>, _ preset: FigurePresetName, _ figure: FigurePlan<L>, _ name: FigureName
  ) throws(LabError) {
    let runs = figure.runs.map(\.withoutFolders)
    for (index, picture) in figure.pictures.enumerated() {
      let expected = FigureConfiguration<L>(
        figure: recipe.name, picture: picture, preset: preset, title: recipe.title, source: recipe.source,
        runs: runs, admitted: recipe.admitted)
      for format in formats {
        let file = name.picture(picture.title, isFirst: index == 0) + "." + format.rawValue
        try FigureFile.requireFree(folder + "/" + file, for: CanonicalJSON.compact(expected)) { found in
          figure.bisect != nil && FigureConfiguration<L>(found)?.isPart(of: expected) == true
        }
      }
    }
  }
}
