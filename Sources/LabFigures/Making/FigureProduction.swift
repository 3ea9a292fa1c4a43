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
  private let threads: Int
  private let train: Training

  /// Makes a production that writes into a folder.
  ///
  /// - Parameters:
  ///   - threads: how many share the arithmetic of asking nets; the pictures are the same for any number.
  ///   - train: makes the runs of a plan that are missing.
  package init(
    store: RunStore<L>, lab: L, folder: String, formats: [FigureFormat], threads: Int,
    train: @escaping Training
  ) {
    self.store = store
    self.lab = lab
    self.folder = folder
    self.formats = formats
    self.threads = threads
    self.train = train
  }

  /// Makes one figure.
  ///
  /// - Parameters:
  ///   - overrides: settings that win over the recipe's.
  ///   - command: the command that makes it, without folders, for its report.
  /// - Throws: `LabError` where a setting cannot be used, or data or weights are missing.
  package func make(
    _ recipe: FigureRecipe<L>, _ preset: FigurePresetName, overrides: Settings, command: String
  ) throws -> Outcome {
    let figure = try recipe.plan(preset, overrides: overrides, lab: lab)
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
    let written = try maker.write(to: folder, formats: formats, lab: lab, threads: threads)
    let report = try maker.report(on: recipe, written: written, command: command, lab: lab, threads: threads)
    try report.write(to: folder)
    return .made(report, pictures: written, runs: plan.runs.count)
  }
}
