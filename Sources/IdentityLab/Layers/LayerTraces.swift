import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// What every layer of a net does with an input, as sheets of pictures and as .npy files.
package struct LayerTraces {
  /// An input and its activations.
  package struct Trace: Sendable {
    /// The input's SPEC.
    package let input: String
    /// The standardised input, C × H × W.
    package let values: [Float]
    /// Every weight layer's output, before or after its activation function.
    package let layers: [LayerActivation]
    let shape: ImageShape

    /// The input under the name `input`, then every layer's output.
    package var activations: [LayerActivation] {
      [LayerActivation(name: "input", shape: shape, values: values)] + layers
    }
  }

  private let configuration: ReconstructionConfiguration
  private let training: [Float]
  private let isUntrained: Bool
  private let afterActivation: Bool
  /// One trace an input.
  package let traces: [Trace]

  /// Runs a net on inputs.
  ///
  /// - Parameters:
  ///   - inputs: image SPECs, or ``TrainingSpec``s: of a list every image is shown, of a whole set the first. None
  ///     takes what the net was trained on.
  ///   - isUntrained: whether to take the weights that the run began with instead of those it ended with.
  ///   - afterActivation: whether to take what each layer gives the next, as the similarity-weighted classifier does,
  ///     instead of what the activation function is given.
  /// - Throws: `LabError` where the run's weights or data are missing, or an input cannot be read.
  package init(
    _ directory: RunDirectory<ReconstructionLab>, inputs: [String], isUntrained: Bool,
    afterActivation: Bool = false,
    lab: ReconstructionLab
  ) throws(LabError) {
    try self.init(
      configuration: directory.configuration(), directory, inputs: inputs, isUntrained: isUntrained,
      afterActivation: afterActivation, lab: lab)
  }

  /// Runs the net of a configuration, whose folder need not exist for an untrained one.
  init(
    configuration: ReconstructionConfiguration, _ directory: RunDirectory<ReconstructionLab>,
    inputs: [String], isUntrained: Bool,
    afterActivation: Bool, lab: ReconstructionLab
  ) throws(LabError) {
    let shape = configuration.imageShape
    let parameters = try directory.weights(configuration, isUntrained: isUntrained)
    let experiment = try lab.makeExperiment(configuration)
    let predictor = Predictor(configuration, parameters: parameters, imageShape: shape)
    var traces: [Trace] = []
    for text in inputs.isEmpty ? [configuration.image] : inputs {
      let spec = try TrainingSpec(firstPresentOf: text, locator: lab.locator)
      let images = try spec.load(from: lab.locator, size: (shape.height, shape.width)).references
      for (name, image) in zip(spec.constantNames, images) {
        let values = configuration.normalize.standardize(image.converted(toChannels: shape.channels))
        let layers = predictor.trace(values, afterActivation: afterActivation)
        traces.append(Trace(input: name, values: values, layers: layers, shape: shape))
      }
    }
    self.configuration = configuration
    self.isUntrained = isUntrained
    self.afterActivation = afterActivation
    self.traces = traces
    training = experiment.data.battery.trainingImage
  }

  /// The sheet of one trace: a row a layer, the input first.
  package func sheet(
    _ trace: Trace, selection: ChannelSelection, scale: ActivationSheet.Scale
  ) -> ActivationSheet {
    let shape = configuration.imageShape
    let inputChannel = Array(trace.values.prefix(shape.pixels))
    let trainingChannel = Array(training.prefix(shape.pixels))
    let rows = trace.activations.map { activation in
      let channels = (activation.name == "input" ? .all : selection)
        .channels(of: activation, input: inputChannel, training: trainingChannel)
      return ActivationSheet.Layer(
        name: activation.name, shape: activation.shape.description,
        channelCount: activation.shape.channels,
        tiles: channels.map { channel in
          ActivationSheet.Tile(
            image: Image(channels: 1, height: channel.height, width: channel.width, pixels: channel.values),
            label: channel.label)
        },
        contents: activation.name == "input" ? nil : selection.contents(of: activation, tiles: channels.count)
      )
    }
    let parts = [
      "\(configuration.architecture.rawValue) depth \(configuration.depth)"
        + (configuration.width.map { " width \($0)" } ?? ""), configuration.activation?.rawValue,
      "seed \(configuration.seed)",
    ]
    let net = parts.compactMap { $0 }.joined(separator: ", ")
    return ActivationSheet(
      title: "Layers of a net \(isUntrained ? "before training" : "trained on \(configuration.subject)")",
      subtitle: "\(net); input \(ImageSpec.name(of: trace.input)); \(selection.statement)", layers: rows,
      scale: scale,
      tileSize: .fit(FigureStyle.tileSide),
      footnote:
        "Standardised input and the outputs of the weight layers \(afterActivation ? "after" : "before") their "
        + "activation function; blocks are residual sums. Under a channel its number, at the right the values held."
    )
  }

  /// One channel of every hidden layer: the first that a selection names.
  func hiddenChannels(_ trace: Trace, _ selection: ChannelSelection) -> [Image] {
    let pixels = configuration.imageShape.pixels
    return trace.layers.dropLast().flatMap { layer in
      selection.channels(
        of: layer, input: Array(trace.values.prefix(pixels)), training: Array(training.prefix(pixels))
      ).prefix(1).map { Image(channels: 1, height: $0.height, width: $0.width, pixels: $0.values) }
    }
  }

  /// What a sheet carries about its making.
  package func metadata(_ trace: Trace, selection: ChannelSelection, sheet: ActivationSheet) -> FigureMetadata
  {
    let facts = LayerConfiguration(
      input: ImageSpec.name(of: trace.input), select: selection.description, scale: sheet.scale,
      untrained: isUntrained, afterActivation: afterActivation ? true : nil,
      run: configuration.withoutFolders)
    return ReconstructionRecipe.layers(facts).metadata(tileDigest: sheet.tileDigest)
  }
}
