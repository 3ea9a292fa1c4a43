import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// What a picture carries about its making: enough to make it again, and nothing about folders, users or hosts.
///
/// In JSON the content of one of the configurations; which one, its keys tell.
package enum MemorisationRecipe: PictureRecipe {
  /// A picture of a figure, a grid or curves.
  case common(CommonRecipe<MemorisationLab>)
  /// A sheet of a net's layers.
  case layers(LayerConfiguration<MemorisationConfiguration>)

  private enum Mark: String, CodingKey {
    case input
  }

  /// Reads whichever of the configurations it is.
  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: Mark.self)
    if keys.contains(.input) {
      self = .layers(try LayerConfiguration(from: decoder))
    } else {
      self = .common(try CommonRecipe(from: decoder))
    }
  }

  /// Writes the configuration alone.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .common(let recipe): try recipe.encode(to: encoder)
    case .layers(let configuration): try configuration.encode(to: encoder)
    }
  }

  /// The runs that must be done before the picture can be drawn.
  package var runs: [MemorisationConfiguration] {
    switch self {
    case .common(let recipe): recipe.runs
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
    case .common(let recipe): recipe.summary
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
    case .common(let recipe):
      return try recipe.draw(store: store, lab: lab, threads: threads)
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
