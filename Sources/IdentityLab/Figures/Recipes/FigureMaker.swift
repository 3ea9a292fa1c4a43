import Nets

/// Draws a figure's pictures from the records and weights of its runs; it trains nothing.
public struct FigureMaker {
  /// A picture that was written.
  public struct Written: Codable, Equatable, Sendable {
    /// Its path.
    public let path: String
    /// Which of the figure's pictures it is.
    public let picture: String
  }

  private let recipe: FigureRecipe
  private let preset: FigureRecipe.Preset
  private let runs: [FigureRun]

  /// Gathers the runs of a plan.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  public init(
    recipe: FigureRecipe, preset: FigureRecipe.Preset, plan: SweepPlan, store: RunStore
  ) throws(LabError) {
    self.recipe = recipe
    self.preset = preset
    var runs: [FigureRun] = []
    for configuration in plan.runs {
      runs.append(try FigureRun(configuration, store: store))
    }
    self.runs = runs
  }

  /// Writes every picture in every format as FOLDER/NAME.png, FOLDER/NAME-loss.png and so on.
  public func write(
    to folder: String, formats: [FigureFormat], factory: ExperimentFactory
  ) throws(LabError) -> [Written] {
    var written: [Written] = []
    for (index, picture) in recipe.pictures.enumerated() {
      let figure = try figure(picture, factory)
      let stem = folder + "/" + fileName(picture, isFirst: index == 0)
      for format in formats {
        let path = stem + "." + format.rawValue
        try FigureFile.write(
          try figure.render(format: format), metadata: metadata(picture, figure.tileDigest), to: path)
        written.append(Written(path: path, picture: picture.rawValue))
      }
    }
    return written
  }

  /// The figure's bare name for its first picture; a picture named after the figure does not say it twice.
  private func fileName(_ picture: FigureRecipe.Picture, isFirst: Bool) -> String {
    if isFirst { return recipe.name }
    return picture.rawValue.hasPrefix(recipe.name + "-")
      ? picture.rawValue : recipe.name + "-" + picture.rawValue
  }

  private func figure(
    _ picture: FigureRecipe.Picture, _ factory: ExperimentFactory
  ) throws(LabError) -> any RenderableFigure {
    let heading = FigureHeading(title: recipe.title, subtitle: subtitle, source: recipe.source)
    switch picture {
    case .predictions: return try PredictionFigure(heading: heading, runs: runs).grid(factory: factory)
    case .correlations: return DepthFigure(heading: heading, runs: runs).correlationPlot
    case .similarity: return try SimilarityFigure(heading: heading, runs: runs).heatMap
    case .curves: return try SimilarityFigure(heading: heading, runs: runs).plot
    case .loss: return try LossFigure(heading: heading, runs: runs).plot()
    }
  }

  /// What all runs of the figure share.
  private var subtitle: String {
    guard let first = runs.first?.configuration else { return "" }
    let seeds = Set(runs.map(\.configuration.seed)).count
    let diverged = runs.count { $0.record.stopReason == .diverged }
    return "trained on \(first.imageName), \(first.text(of: .size).replacing("x", with: "×")) pixels "
      + "\(first.normalize.statement); \(seeds) seed\(seeds == 1 ? "" : "s"); preset \(preset.rawValue)"
      + (diverged > 0 ? "; \(diverged) of \(runs.count) runs diverged" : "")
  }

  /// The picture's recipe: enough to make it again.
  private func metadata(_ picture: FigureRecipe.Picture, _ tileDigest: String) -> FigureMetadata {
    let configuration = FigureConfiguration(
      figure: recipe.name, picture: picture.rawValue, preset: preset.rawValue,
      runs: runs.map(\.configuration.withoutFolders))
    return FigureMetadata(
      configuration: CanonicalJSON.compact(configuration), version: LabVersion.current, tileDigest: tileDigest
    )
  }
}

/// What a picture carries about its making.
struct FigureConfiguration: Codable {
  let figure: String
  let picture: String
  let preset: String
  let runs: [ExperimentConfiguration]
}

extension Normalization {
  /// What was done to the pixels, in words.
  var statement: String {
    switch self {
    case .mnist: "standardised with MNIST's mean and deviation"
    case .cifar10: "standardised with CIFAR-10's means and deviations"
    case .none: "in 0 … 1"
    }
  }
}

/// The texts over and under a figure's pictures.
struct FigureHeading {
  let title: String
  let subtitle: String
  let source: String
}
