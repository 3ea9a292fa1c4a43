import Nets

/// Draws a figure's pictures from the records and weights of its runs; it trains nothing.
public struct FigureMaker {
  /// A picture that was written.
  public struct Written: Codable, Equatable, Sendable {
    /// Its path.
    public let path: String
    /// Which of the figure's pictures it is, by its kind.
    public let picture: String
  }

  private let name: String
  private let title: String
  private let source: String
  private let preset: FigurePresetName
  private let pictures: [FigurePicture]
  private let runs: [FigureRun]

  /// Gathers the runs of a plan.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  public init(
    recipe: FigureRecipe, preset: FigurePresetName, plan: SweepPlan, store: RunStore
  ) throws(LabError) {
    name = recipe.name
    title = recipe.title
    source = recipe.source
    self.preset = preset
    pictures = try recipe.pictures(preset)
    runs = try FigureRun.all(plan.runs, store: store)
  }

  /// Gathers the runs of a picture that was drawn before.
  ///
  /// - Throws: `LabError.missingInput` where a run is not done.
  init(_ configuration: FigureConfiguration, store: RunStore) throws(LabError) {
    name = configuration.figure
    title = configuration.title
    source = configuration.source
    preset = configuration.preset
    pictures = [configuration.picture]
    runs = try FigureRun.all(configuration.runs, store: store)
  }

  /// Writes every picture in every format as FOLDER/NAME.png, FOLDER/NAME-loss.png and so on.
  ///
  /// - Parameter threads: how many share the arithmetic of asking nets; the pictures are the same for any number.
  public func write(
    to folder: String, formats: [FigureFormat], factory: ExperimentFactory, threads: Int = 1
  ) throws(LabError) -> [Written] {
    var written: [Written] = []
    for (index, picture) in pictures.enumerated() {
      let figure = try figure(picture, factory, threads)
      let stem = folder + "/" + fileName(picture, isFirst: index == 0)
      for format in formats {
        let path = stem + "." + format.rawValue
        try FigureFile.write(
          try figure.render(format: format), metadata: metadata(picture, figure.tileDigest), to: path)
        written.append(Written(path: path, picture: picture.kind.rawValue))
      }
    }
    return written
  }

  /// Decides a recipe's claims and says what was made.
  ///
  /// - Parameters:
  ///   - recipe: the one that the runs and pictures are of.
  ///   - written: the pictures, as ``write(to:formats:factory:threads:)`` gave them.
  ///   - command: the command that makes the figure, without folders.
  ///   - threads: how many share the arithmetic of asking nets.
  /// - Throws: `LabError` where a claim needs weights or data that are not there.
  public func report(
    on recipe: FigureRecipe, written: [Written], command: String, factory: ExperimentFactory,
    threads: Int = 1
  ) throws(LabError) -> FigureReport {
    // What a picture says of how its numbers are made holds for the claims about them.
    let options = pictures.reduce(PictureOptions()) { $0.overlaid(with: $1.options) }
    let context = context(options, factory, threads)
    return FigureReport(
      recipe: recipe, preset: preset, runs: runs, written: written, command: command,
      claims: try ClaimEvaluator(context: context).results(of: recipe.claims))
  }

  /// The figure's bare name for its first picture; a picture named after the figure does not say it twice.
  private func fileName(_ picture: FigurePicture, isFirst: Bool) -> String {
    if isFirst { return name }
    let kind = picture.kind.rawValue
    return kind.hasPrefix(name + "-") ? kind : name + "-" + kind
  }

  /// Draws one picture.
  func figure(
    _ picture: FigurePicture, _ factory: ExperimentFactory, _ threads: Int
  ) throws(LabError) -> any RenderableFigure {
    let context = context(picture.options, factory, threads)
    switch picture.kind {
    case .predictions: return try PredictionFigure(context).grid()
    case .correlations: return CorrelationFigure(context).plot
    case .table: return TableFigure(context).correlations
    case .zones: return TableFigure(context).zones
    case .frontier: return TableFigure(context).frontier
    case .similarity: return try SimilarityFigure(context).heatMap
    case .similarityCurves: return try SimilarityFigure(context).plot
    case .layers: return try LayersFigure(context).strips()
    case .layerScale: return try LayerScaleFigure(context).plot()
    case .layerError: return try LayerErrorFigure(context).plot()
    case .loss: return try LossFigure(context).plot()
    case .theorem1: return try Theorem1Figure(context).grid()
    case .theorem2: return try Theorem2Figure(context).plot()
    case .sizes: return try SizeFigure(context).grid()
    case .sizeCurves: return try SizeFigure(context).plot()
    }
  }

  private func context(
    _ options: PictureOptions, _ factory: ExperimentFactory, _ threads: Int
  ) -> FigureContext {
    FigureContext(
      heading: FigureHeading(title: title, subtitle: subtitle, source: source), runs: runs,
      options: options, factory: factory, threads: threads)
  }

  /// What all runs of the figure share.
  private var subtitle: String {
    guard let first = runs.first?.configuration else { return "" }
    let seeds = SeedGroup.groups(of: runs).map(\.runs.count)
    let (fewest, most) = (seeds.min() ?? 0, seeds.max() ?? 0)
    let diverged = runs.count { $0.record.stopReason == .diverged }
    let images = runs.map(\.configuration.imageName).distinct
    let sizes = runs.map { $0.configuration.text(of: .size).replacing("x", with: "×") }.distinct
    return "trained on \(images.count > 1 ? "\(images.count) images, one a net" : images[0]), "
      + "\(sizes.count > 3 ? "\(sizes[0]) to \(sizes[sizes.count - 1])" : sizes.joined(separator: ", ")) pixels "
      + "\(first.normalize.statement); \(fewest < most ? "\(fewest) to " : "")\(most) seed\(most == 1 ? "" : "s"); preset \(preset.rawValue)"
      + (diverged > 0 ? "; \(diverged) of \(runs.count) runs diverged" : "")
  }

  /// The picture's recipe: enough to make it again.
  private func metadata(_ picture: FigurePicture, _ tileDigest: String) -> FigureMetadata {
    let configuration = FigureConfiguration(
      figure: name, picture: picture, preset: preset, title: title, source: source,
      runs: runs.map(\.configuration.withoutFolders))
    return PictureRecipe.figure(configuration).metadata(tileDigest: tileDigest)
  }
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
