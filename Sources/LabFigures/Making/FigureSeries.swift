import LabBase
import LabRuns

/// Makes figures one after another, with the page over them and the page of their findings.
///
/// One figure's trouble, such as data that are missing or runs that fail, does not cost the others.
package struct FigureSeries<L: FigureLab> {
  /// What became of one figure: a figure that could not even be begun or drawn has an error.
  package typealias Outcome = Result<FigureProduction<L>.Outcome, LabError>

  private let production: FigureProduction<L>
  private let preset: FigurePresetName
  private let overrides: Settings
  private let order: [String]
  private let command: (String) -> String

  /// Makes a series.
  ///
  /// - Parameters:
  ///   - overrides: settings that win over the recipes'.
  ///   - order: names of figures that come first on the page over them, in this order.
  ///   - command: the command that makes a figure of a name, without folders.
  package init(
    _ production: FigureProduction<L>, preset: FigurePresetName, overrides: Settings, order: [String],
    command: @escaping (String) -> String
  ) {
    self.production = production
    self.preset = preset
    self.overrides = overrides
    self.order = order
    self.command = command
  }

  /// Makes the figures of some recipes.
  ///
  /// - Parameters:
  ///   - earlier: what became of others, such as those of another laboratory, whose page of findings and result are
  ///     this one's too; nil where these are all.
  ///   - shouldStop: asked after every figure.
  ///   - onOutcome: called after every figure with what became of it.
  /// - Throws: the `LabError` of an only figure, and that of a page that cannot be written.
  package func make(
    _ recipes: [FigureRecipe<L>], after earlier: FigureSeriesResult? = nil, findings: FigureFindings? = nil,
    shouldStop: () -> Bool = { false },
    onOutcome: (FigureRecipe<L>, Outcome) -> Void = { _, _ in }
  ) throws -> FigureSeriesResult {
    var result = earlier ?? FigureSeriesResult()
    let isOnly = recipes.count == 1 && earlier == nil
    for recipe in recipes {
      let outcome = try outcome(of: recipe, isOnly: isOnly)
      if case .success(.made(let report, let pictures, _)) = outcome {
        result.figures += pictures
        result.reports.append(report)
      } else {
        result.failed.append(recipe.name)
      }
      onOutcome(recipe, outcome)
      // After every figure, so that an interruption leaves a page of what is there.
      result.index = try FigureIndex.write(in: production.folder, order: order)
      // What follows would not be there: the page of findings stays what it was.
      if shouldStop() { return result }
    }
    if let findings {
      try FindingsGuide(reports: result.reports, command: findings.command)
        .write(to: findings.path, figures: production.folder)
      result.findings = findings.path
    }
    return result
  }

  private func outcome(of recipe: FigureRecipe<L>, isOnly: Bool) throws -> Outcome {
    do {
      return .success(
        try production.make(recipe, preset, overrides: overrides, command: command(recipe.name)))
    } catch let error as LabError where !isOnly {
      return .failure(error)
    }
  }
}
