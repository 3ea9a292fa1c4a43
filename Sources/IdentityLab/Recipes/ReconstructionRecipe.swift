import Foundation
import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// What a picture carries about its making: enough to make it again, and nothing about folders, users or hosts.
///
/// In JSON the content of one of the configurations; which one, its keys tell.
package enum ReconstructionRecipe: PictureRecipe {
  /// A picture of a figure, a grid or curves.
  case common(CommonRecipe<ReconstructionLab>)
  /// A sheet of a net's layers.
  case layers(LayerConfiguration<ReconstructionConfiguration>)
  /// A picture of a net's weights.
  case filters(FilterConfiguration)
  /// A film of a training.
  case film(FilmConfiguration)
  /// A picture of a net's Jacobian.
  case jacobian(JacobianConfiguration)
  /// A picture of a net's receptive fields.
  case receptive(ReceptiveConfiguration)
  /// A net's iterates.
  case iteration(IterationConfiguration)
  /// A run at a glance.
  case preview(PreviewConfiguration)

  private enum Mark: String, CodingKey {
    case input, filters, film, iterations, jacobian, receptive, preview
  }

  /// Reads whichever of the configurations it is.
  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: Mark.self)
    if keys.contains(.preview) {
      self = .preview(try PreviewConfiguration(from: decoder))
    } else if keys.contains(.input) {
      self = .layers(try LayerConfiguration(from: decoder))
    } else if keys.contains(.filters) {
      self = .filters(try FilterConfiguration(from: decoder))
    } else if keys.contains(.film) {
      self = .film(try FilmConfiguration(from: decoder))
    } else if keys.contains(.jacobian) {
      self = .jacobian(try JacobianConfiguration(from: decoder))
    } else if keys.contains(.receptive) {
      self = .receptive(try ReceptiveConfiguration(from: decoder))
    } else if keys.contains(.iterations) {
      self = .iteration(try IterationConfiguration(from: decoder))
    } else {
      self = .common(try CommonRecipe(from: decoder))
    }
  }

  /// Writes the configuration alone.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .common(let recipe): try recipe.encode(to: encoder)
    case .preview(let configuration): try configuration.encode(to: encoder)
    case .layers(let configuration): try configuration.encode(to: encoder)
    case .filters(let configuration): try configuration.encode(to: encoder)
    case .film(let configuration): try configuration.encode(to: encoder)
    case .jacobian(let configuration): try configuration.encode(to: encoder)
    case .receptive(let configuration): try configuration.encode(to: encoder)
    case .iteration(let configuration): try configuration.encode(to: encoder)
    }
  }

  /// The runs that must be done before the picture can be drawn, images named without folders.
  package var runs: [ReconstructionConfiguration] {
    switch self {
    case .common(let recipe): recipe.runs
    case .preview(let configuration): [configuration.preview]
    case .layers(let configuration): configuration.untrained ? [] : [configuration.run]
    case .filters(let configuration): configuration.untrained ? [] : [configuration.run]
    case .film(let configuration): [configuration.run]
    case .jacobian(let configuration): configuration.untrained ? [] : [configuration.run]
    case .receptive(let configuration): [configuration.run]
    case .iteration(let configuration): [configuration.run]
    }
  }

  /// All settings that the picture depends on: an untrained net's, too, which no run has made, unless its weights are all
  /// that is shown and an initialiser draws them.
  package var configurations: [ReconstructionConfiguration] {
    switch self {
    case .layers(let configuration): [configuration.run]
    case .jacobian(let configuration): [configuration.run]
    case .filters(let configuration) where configuration.run.startWeights != nil: [configuration.run]
    default: runs
    }
  }

  /// What is drawn, in words.
  package var summary: String {
    switch self {
    case .common(let recipe): recipe.summary
    case .preview(let configuration): "preview of run \(configuration.preview.runKey)"
    case .layers(let configuration): "layers of run \(configuration.run.runKey) for \(configuration.input)"
    case .filters(let configuration): "\(configuration.filters.title) of run \(configuration.run.runKey)"
    case .film(let configuration):
      "film of run \(configuration.run.runKey), \(configuration.film.count) steps"
    case .jacobian(let configuration): "Jacobian of run \(configuration.run.runKey)"
    case .receptive(let configuration): "receptive fields of run \(configuration.run.runKey)"
    case .iteration(let configuration):
      "iterates of run \(configuration.run.runKey), \(configuration.iterations) iterations"
    }
  }

  /// Draws the picture from finished runs.
  ///
  /// - Parameter threads: how many share the arithmetic of asking nets; the picture is the same for any number.
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  package func draw(
    store: RunStore<ReconstructionLab>, lab: ReconstructionLab, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    switch self {
    case .common(let recipe):
      return try recipe.draw(store: store, lab: lab, threads: threads)
    case .preview(let configuration):
      return try RunPreview(
        FinishedRun(configuration.preview, store: store), lab: lab, threads: threads
      ).figure()
    case .layers(let configuration):
      let traces = try LayerTraces(
        configuration: configuration.run, store.directory(configuration.run.runKey),
        inputs: [configuration.input], isUntrained: configuration.untrained,
        afterActivation: configuration.afterActivation ?? false, lab: lab)
      return traces.sheet(
        traces.traces[0], selection: try ChannelSelection(parsing: configuration.select),
        scale: configuration.scale)
    case .filters(let configuration):
      let filters = try NetFilters(
        configuration: configuration.run, store.directory(configuration.run.runKey),
        isUntrained: configuration.untrained, lab: lab)
      return try filters.figure(configuration, lab: lab)
    case .film(let configuration):
      let directory = store.directory(configuration.run.runKey)
      _ = try SnapshotMaker(directory, threads: threads).make(
        configuration.film, of: configuration.run, lab: lab)
      return try Film(
        configuration.run, directory, steps: configuration.film, inputs: configuration.inputs, lab: lab,
        threads: threads
      ).sheet
    case .jacobian(let configuration):
      return try JacobianPicture(
        configuration, store.directory(configuration.run.runKey), lab: lab, threads: threads
      ).figure
    case .receptive(let configuration):
      return try ReceptivePicture(
        configuration, store.directory(configuration.run.runKey), lab: lab, threads: threads
      ).figure
    case .iteration(let configuration):
      return try IterationStrip(
        configuration.run, store.directory(configuration.run.runKey), inputs: configuration.starts,
        iterations: configuration.iterations, lab: lab, threads: threads
      ).sheet
    }
  }
}
