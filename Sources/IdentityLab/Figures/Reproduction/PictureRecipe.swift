import Foundation

/// What a picture carries about its making: enough to make it again, and nothing about folders, users or hosts.
///
/// In JSON the content of one of the three configurations; which one, its keys tell.
public enum PictureRecipe: Codable, Equatable, Sendable {
  /// A picture of a figure.
  case figure(FigureConfiguration)
  /// A sweep's grid.
  case grid(GridConfiguration)
  /// A sheet of a net's layers.
  case layers(LayerConfiguration)

  private enum Mark: String, CodingKey {
    case picture, sweep, input
  }

  /// Reads whichever of the configurations it is.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: Mark.self)
    if keys.contains(.sweep) {
      self = .grid(try GridConfiguration(from: decoder))
    } else if keys.contains(.input) {
      self = .layers(try LayerConfiguration(from: decoder))
    } else {
      self = .figure(try FigureConfiguration(from: decoder))
    }
  }

  /// Writes the configuration alone.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .figure(let configuration): try configuration.encode(to: encoder)
    case .grid(let configuration): try configuration.encode(to: encoder)
    case .layers(let configuration): try configuration.encode(to: encoder)
    }
  }

  /// The runs that the picture is drawn from, images named without folders.
  public var runs: [ExperimentConfiguration] {
    switch self {
    case .figure(let configuration): configuration.runs
    case .grid(let configuration): configuration.runs
    case .layers(let configuration): configuration.untrained ? [] : [configuration.run]
    }
  }

  /// What is drawn, in words.
  public var summary: String {
    switch self {
    case .figure(let configuration):
      "\(configuration.picture.kind.rawValue) of figure \(configuration.figure), "
        + "preset \(configuration.preset.rawValue)"
    case .grid(let configuration): "\(configuration.cell.rawValue) grid of sweep \(configuration.sweep)"
    case .layers(let configuration): "layers of run \(configuration.run.runKey) for \(configuration.input)"
    }
  }

  /// The facts that go with a picture drawn after this recipe.
  func metadata(tileDigest: String) -> FigureMetadata {
    FigureMetadata(
      configuration: CanonicalJSON.compact(self), version: LabVersion.current, tileDigest: tileDigest)
  }

  /// Draws the picture from finished runs.
  ///
  /// - Parameter threads: how many share the arithmetic of asking nets; the picture is the same for any number.
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  func draw(
    store: RunStore, locator: DatasetLocator, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    let factory = ExperimentFactory(locator: locator)
    switch self {
    case .figure(let configuration):
      return try FigureMaker(configuration, store: store).figure(configuration.picture, factory, threads)
    case .grid(let configuration):
      return try SweepGrid(configuration, store: store).figure(configuration.cell, factory: factory)
    case .layers(let configuration):
      let study = try LayerStudy(
        configuration: configuration.run, store.directory(configuration.run.runKey),
        inputs: [configuration.input], isUntrained: configuration.untrained,
        afterActivation: configuration.afterActivation ?? false, factory: factory, locator: locator)
      return study.sheet(
        study.traces[0], selection: try ChannelSelection(parsing: configuration.select),
        scale: configuration.scale)
    }
  }
}
