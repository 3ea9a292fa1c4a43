import LabBase
import LabDrawing
import LabRuns
import LabSweeps

/// Draws a figure's pictures from the records and weights of its runs; it trains nothing.
package struct FigureMaker<L: FigureLab> {
  private let name: String
  private let title: String
  private let source: String
  private let preset: FigurePresetName
  private let pictures: [FigurePicture<L>]
  private let admitted: Set<TrainingOutcome>
  private let runs: [FinishedRun<L>]

  /// Gathers the runs of a plan.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  package init(
    recipe: FigureRecipe<L>, preset: FigurePresetName, plan: SweepPlan<L>, store: RunStore<L>
  ) throws(LabError) {
    name = recipe.name
    title = recipe.title
    source = recipe.source
    self.preset = preset
    pictures = try recipe.pictures(preset)
    admitted = recipe.admitted
    runs = try FinishedRun.all(plan.runs, store: store)
  }

  /// Gathers the runs of a picture that was drawn before.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  package init(_ configuration: FigureConfiguration<L>, store: RunStore<L>) throws(LabError) {
    name = configuration.figure
    title = configuration.title
    source = configuration.source
    preset = configuration.preset
    pictures = [configuration.picture]
    admitted = configuration.admitted
    runs = try FinishedRun.all(configuration.runs, store: store)
  }

  /// Writes every picture in every format as FOLDER/STEM.png, FOLDER/STEM-loss.png and so on.
  ///
  /// - Parameters:
  ///   - force: whether to replace pictures of other settings, too.
  ///   - threads: how many share the arithmetic of asking nets; the pictures are the same for any number.
  /// - Throws: `LabError.cannotCreate` where a picture of other settings has the name of one of these.
  package func write(
    to folder: String, name: FigureName, formats: [FigureFormat], lab: L, force: Bool = false,
    threads: Int = 1
  ) throws(LabError) -> [WrittenPicture] {
    var written: [WrittenPicture] = []
    for (index, picture) in pictures.enumerated() {
      let figure = try figure(picture, lab, threads)
      let stem = folder + "/" + name.picture(picture.title, isFirst: index == 0)
      for format in formats {
        let path = stem + "." + format.rawValue
        try FigureFile.write(
          try figure.render(format: format),
          metadata: recipe(picture).metadata(tileDigest: figure.tileDigest),
          to: path, force: force)
        written.append(WrittenPicture(path: path, picture: picture.title))
      }
    }
    return written
  }

  /// Decides a recipe's claims and says what was made.
  ///
  /// - Parameters:
  ///   - recipe: the one that the runs and pictures are of.
  ///   - written: the pictures, as ``write(to:name:formats:lab:force:threads:)`` gave them.
  ///   - command: the command that makes the figure, without folders.
  ///   - threads: how many share the arithmetic of asking nets.
  /// - Throws: `LabError` where a claim needs weights or data that are not there.
  package func report(
    on recipe: FigureRecipe<L>, name: FigureName, written: [WrittenPicture],
    command: String, lab: L, threads: Int = 1
  ) throws(LabError) -> FigureReport {
    // What a picture says of how its numbers are made holds for the claims about them.
    let options = pictures.reduce(L.Options()) { $0.overlaid(with: $1.options) }
    let context = context(options, lab, threads)
    return FigureReport(
      recipe: recipe, preset: preset, stem: name.stem, runs: runs, written: written, command: command,
      claims: try ClaimEvaluator(context: context).results(of: recipe.claims))
  }

  /// Draws one picture.
  ///
  /// - Throws: `LabError` where no run trained, or weights or data are missing.
  package func figure(
    _ picture: FigurePicture<L>, _ lab: L, _ threads: Int
  ) throws(LabError) -> any RenderableFigure {
    let context = context(picture.options, lab, threads)
    guard !context.runs.isEmpty else {
      throw .missingInput(
        what: "a run of figure \(name) that trained",
        advice:
          "\(OutcomeCounts(runs.map(\.record.outcome)).sentence ?? "it has no runs"); give it more steps, or "
          + "another start or learning rate in its recipe")
    }
    return try picture.kind.draw(context)
  }

  private func context(
    _ options: L.Options, _ lab: L, _ threads: Int
  ) -> FigureContext<L> {
    FigureContext(
      heading: FigureHeading(title: title, subtitle: subtitle, source: source), runs: runs,
      admitted: admitted, options: options, lab: lab, threads: threads)
  }

  /// What all runs of the figure share.
  private var subtitle: String {
    guard !runs.isEmpty else { return "" }
    return "\(L.statement(of: runs.map(\.configuration))); \(SeedGroup.seedCount(of: runs)); "
      + "preset \(preset.rawValue)"
      + outcomes.map { "; \($0)" }.joined()
  }

  /// What is to be known of the runs that are not fitted: those left out, and those that the recipe admits.
  private var outcomes: [String] {
    let all = runs.map(\.record.outcome)
    let others = OutcomeCounts(all.map { admitted.contains($0) ? .fitted : $0 })
    let unfinished = runs.filter { admitted.contains($0.record.outcome) && $0.record.outcome != .fitted }
    let loss = unfinished.compactMap(\.record.finalLoss).max()
    return (others.sentence.map { ["\($0) and are left out"] } ?? [])
      + (unfinished.isEmpty
        ? []
        : [
          "\(unfinished.count) of \(runs.count) ended before they were fitted"
            + (loss.map { ", at losses up to \(NumberText.short($0, digits: 2))" } ?? "")
        ])
  }

  /// The picture's recipe: enough to make it again.
  private func recipe(_ picture: FigurePicture<L>) -> FigureConfiguration<L> {
    FigureConfiguration(
      figure: name, picture: picture, preset: preset, title: title, source: source,
      runs: runs.map(\.configuration.withoutFolders), admitted: admitted)
  }
}
