import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// What a picture carries about its making: enough to make it again, and nothing about folders, users or hosts.
///
/// In JSON the content of one of the configurations; which one, its keys tell.
package enum MemorisationRecipe: PictureRecipe {
  /// A picture of a figure.
  case figure(FigureConfiguration<MemorisationLab>)
  /// A sweep's grid.
  case grid(GridConfiguration<MemorisationLab>)
  /// Curves of a sweep.
  case plot(PlotConfiguration<MemorisationLab>)
  /// A sheet of a net's layers.
  case layers(LayerConfiguration<MemorisationConfiguration>)

  private enum Mark: String, CodingKey {
    case axes, plot, input
  }

  /// Reads whichever of the configurations it is.
  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: Mark.self)
    if keys.contains(.axes) {
      self = .grid(try GridConfiguration(from: decoder))
    } else if keys.contains(.plot) {
      self = .plot(try PlotConfiguration(from: decoder))
    } else if keys.contains(.input) {
      self = .layers(try LayerConfiguration(from: decoder))
    } else {
      self = .figure(try FigureConfiguration(from: decoder))
    }
  }

  /// Writes the configuration alone.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .figure(let configuration): try configuration.encode(to: encoder)
    case .grid(let configuration): try configuration.encode(to: encoder)
    case .plot(let configuration): try configuration.encode(to: encoder)
    case .layers(let configuration): try configuration.encode(to: encoder)
    }
  }

  /// The runs that must be done before the picture can be drawn.
  package var runs: [MemorisationConfiguration] {
    switch self {
    case .figure(let configuration): configuration.runs
    case .grid(let configuration): configuration.runs
    case .plot(let configuration): configuration.runs
    case .layers(let configuration): configuration.untrained ? [] : [configuration.run]
    }
  }

  /// All settings that the picture depends on: an untrained net's, too, which no run has made.
  package var configurations: [MemorisationConfiguration] {
    if case .layers(let configuration) = self { [configuration.run] } else { runs }
  }

  /// What is drawn, in words.
  package var summary: String {
    switch self {
    case .figure(let configuration): configuration.summary
    case .grid(let configuration): configuration.summary
    case .plot(let configuration): configuration.summary
    case .layers(let configuration): "layers of run \(configuration.run.runKey) for \(configuration.input)"
    }
  }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done.
  package func draw(
    store: RunStore<MemorisationLab>, lab: MemorisationLab, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    switch self {
    case .figure(let configuration):
      return try configuration.draw(store: store, lab: lab, threads: threads)
    case .grid(let configuration):
      return try configuration.draw(store: store, lab: lab, threads: threads)
    case .plot(let configuration):
      return try configuration.draw(store: store, lab: lab, threads: threads)
    case .layers(let configuration):
      let traces = try ClassifierTraces(
        configuration: configuration.run, store.directory(configuration.run.runKey),
        inputs: [configuration.input], isUntrained: configuration.untrained,
        afterActivation: configuration.afterActivation ?? false, lab: lab)
      return traces.sheet(
        traces.traces[0], selection: try ChannelSelection(parsing: configuration.select),
        scale: configuration.scale)
    }
  }
}
