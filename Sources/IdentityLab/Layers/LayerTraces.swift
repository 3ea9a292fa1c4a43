import LabBase
import LabData
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// What every layer of a net does with an input, as sheets of pictures and as .npy files.
package struct LayerTraces: LayerSource {
  private let configuration: ReconstructionConfiguration
  private let training: [Float]
  private let isUntrained: Bool
  private let afterActivation: Bool
  /// What is to be said of a net that is not fitted.
  private let caveat: String?
  private let runKey: String
  /// One trace an input.
  package let traces: [LayerTrace]

  /// Runs a net on inputs.
  ///
  /// - Parameters:
  ///   - inputs: image SPECs, or `TrainingSpec`s: of a list every image is shown, of a whole set the first. None
  ///     takes what the net was trained on.
  ///   - isUntrained: whether to take the weights that the run began with instead of those it ended with.
  ///   - afterActivation: whether to take what each layer gives the next, as the similarity-weighted classifier does,
  ///     instead of what the activation function is given.
  ///   - acceptsDivergence: whether weights that are not finite are taken as they are.
  /// - Throws: `LabError` where the run's weights or data are missing, or an input cannot be read.
  package init(
    _ directory: RunDirectory<ReconstructionLab>, inputs: [String], isUntrained: Bool,
    afterActivation: Bool = false, acceptsDivergence: Bool = false, lab: ReconstructionLab
  ) throws(LabError) {
    try self.init(
      configuration: directory.configuration(), directory, inputs: inputs, isUntrained: isUntrained,
      afterActivation: afterActivation, acceptsDivergence: acceptsDivergence, lab: lab)
  }

  /// Runs the net of a configuration, whose folder need not exist for an untrained one.
  init(
    configuration: ReconstructionConfiguration, _ directory: RunDirectory<ReconstructionLab>,
    inputs: [String], isUntrained: Bool, afterActivation: Bool, acceptsDivergence: Bool = false,
    lab: ReconstructionLab
  ) throws(LabError) {
    let shape = configuration.imageShape
    let parameters =
      acceptsDivergence
      ? try directory.weights(configuration, isUntrained: isUntrained)
      : try directory.finiteWeights(configuration, isUntrained: isUntrained)
    let experiment = try lab.makeExperiment(configuration)
    let predictor = Predictor(configuration, parameters: parameters, imageShape: shape)
    var traces: [LayerTrace] = []
    for text in inputs.isEmpty ? [configuration.image] : inputs {
      for (name, image) in try Self.images(text, of: experiment, lab) {
        let values = configuration.normalize.standardize(image.converted(toChannels: shape.channels))
        let layers = predictor.trace(values, afterActivation: afterActivation)
        traces.append(LayerTrace(input: name, values: values, layers: layers, shape: shape))
      }
    }
    self.configuration = configuration
    runKey = directory.runKey
    self.isUntrained = isUntrained
    self.afterActivation = afterActivation
    caveat = isUntrained ? nil : directory.record?.caveat
    self.traces = traces
    training = experiment.data.trainingImage
  }

  /// The images that a text names, at the size of a net's; what it was trained on in the form that it learnt.
  private static func images(
    _ text: String, of experiment: ReconstructionExperiment, _ lab: ReconstructionLab
  ) throws(LabError) -> [(name: String, image: Image)] {
    let known = Array(zip(experiment.data.constantNames, experiment.data.training.references))
    if text == experiment.configuration.image { return known.map { ($0, $1) } }
    if let image = known.first(where: { $0.0 == text }) { return [(image.0, image.1)] }
    let shape = experiment.configuration.imageShape
    let spec = try TrainingSpec(firstPresentOf: text, locator: lab.locator)
    let images = try spec.load(
      from: lab.locator, form: PictureForm(size: (shape.height, shape.width))
    ).references
    return zip(spec.constantNames, images).map { ($0, $1) }
  }

  /// The sheet of one trace: the input as a picture, a row a hidden layer, the output as a picture.
  package func sheet(
    _ trace: LayerTrace, selection: ChannelSelection, scale: ActivationSheet.Scale
  ) -> ActivationSheet {
    let net = "\(configuration.netText), seed \(configuration.seed)"
    let (input, training) = (reference(trace.values), reference(training))
    return ActivationSheet(
      title: "Layers of a net \(isUntrained ? "before training" : "trained on \(configuration.subject)")",
      subtitle: [net, "input \(ImageSpec.name(of: trace.input))", selection.statement, caveat]
        .compactMap { $0 }.joined(separator: "; "),
      layers: [picture(trace.activations[0])]
        + trace.layers.dropLast().map {
          selection.row(of: $0, imageShape: configuration.imageShape, input: input, training: training)
        }
        + trace.layers.suffix(1).map(picture),
      scale: scale, tileSize: .fit(FigureStyle.tileSide),
      footnote:
        "Between input and output what the weight layers give, \(afterActivation ? "after" : "before") their "
        + "activation function; blocks are residual sums. Under a channel its number, at the right the values held."
    )
  }

  /// What the net is given or gives, as a picture of pixels from 0 to 1.
  private func picture(_ activation: LayerActivation) -> ActivationSheet.Layer {
    let image = configuration.normalize.restore(activation.values[...], shape: activation.shape)
    return ActivationSheet.Layer(
      name: activation.name.heading, shape: activation.shape.description,
      channelCount: activation.shape.channels, tiles: [ActivationSheet.Tile(image: image)],
      contents: "as a picture", isPicture: true)
  }

  /// An image as channels are compared with it: its one channel, or its luma.
  private func reference(_ values: [Float]) -> [Float] {
    let shape = configuration.imageShape
    return Image(channels: shape.channels, height: shape.height, width: shape.width, pixels: values)
      .converted(toChannels: 1).pixels
  }

  /// One channel of every hidden layer: the first that a selection names.
  func hiddenChannels(_ trace: LayerTrace, _ selection: ChannelSelection) -> [Image] {
    let (input, training) = (reference(trace.values), reference(training))
    return trace.layers.dropLast().flatMap { layer in
      selection.channels(of: layer, input: input, training: training).prefix(1)
        .map { Image(channels: 1, height: $0.height, width: $0.width, pixels: $0.values) }
    }
  }

  /// What a sheet carries about its making.
  package func metadata(
    _ trace: LayerTrace, selection: ChannelSelection, sheet: ActivationSheet
  ) -> FigureMetadata {
    let facts = LayerConfiguration(
      input: ImageSpec.name(of: trace.input), select: selection.description, scale: sheet.scale,
      untrained: isUntrained, afterActivation: afterActivation ? true : nil,
      run: configuration.withoutFolders)
    return ReconstructionRecipe.layers(facts).metadata(tileDigest: sheet.tileDigest)
  }

  /// What the files of a trace are called.
  package func name(of trace: LayerTrace) -> LayerSheetName {
    LayerSheetName(
      runKey: runKey, input: trace.input, isUntrained: isUntrained, afterActivation: afterActivation)
  }
}
