import LabBase
import LabDrawing
import LabFigures
import LabImages
import LabRuns
import Nets

/// What every layer of a classifier does with images of its data, as sheets of pictures and as .npy files.
package struct ClassifierTraces: LayerSource {
  /// The image that is shown where none is named.
  package static let usualInput = "test/0"

  /// One trace an input.
  package let traces: [LayerTrace]

  private let configuration: MemorisationConfiguration
  private let answers: [String]
  private let isUntrained: Bool
  private let afterActivation: Bool

  /// Runs a net on images.
  ///
  /// - Parameters:
  ///   - inputs: names of images, such as `training/0`, `validation/5` or `test/3`; none takes ``usualInput``.
  ///   - isUntrained: whether to take the weights that the run began with instead of those it ended with.
  ///   - afterActivation: whether to take what each layer's activation function gives, instead of what it is given.
  /// - Throws: `LabError` where the run's weights or data are missing, or an input is none.
  package init(
    _ directory: RunDirectory<MemorisationLab>, inputs: [String], isUntrained: Bool,
    afterActivation: Bool = false, lab: MemorisationLab
  ) throws(LabError) {
    try self.init(
      configuration: directory.configuration(), directory, inputs: inputs, isUntrained: isUntrained,
      afterActivation: afterActivation, lab: lab)
  }

  /// Runs the net of a configuration, whose folder need not exist for an untrained one.
  init(
    configuration: MemorisationConfiguration, _ directory: RunDirectory<MemorisationLab>, inputs: [String],
    isUntrained: Bool, afterActivation: Bool, lab: MemorisationLab
  ) throws(LabError) {
    let parameters = try directory.parameters(configuration, isUntrained: isUntrained)
    let data = try lab.data(of: configuration, testSet: nil)
    let shape = configuration.imageShape
    Processor.flushDenormals()
    let network = Network(
      classifier: configuration.classifier, imageShape: shape, batchSize: 1, parameters: parameters,
      kernels: FastKernels(), forTraining: false, randomKey: RandomKey(seed: configuration.seed))
    let names = LayerName.all(modules: network.trace.map(\.name), layout: parameters.layout)
    var (traces, answers): ([LayerTrace], [String]) = ([], [])
    for text in inputs.isEmpty ? [Self.usualInput] : inputs {
      let name = try ImageName(parsing: text, in: data)
      data.write(name.index, of: name.part, to: network.input.pointer)
      network.forward(mode: .evaluation)
      let layers = zip(names, network.trace).map { name, layer in
        LayerActivation(
          name: name, shape: layer.shape, values: (afterActivation ? layer.activated : layer.values).array)
      }
      traces.append(
        LayerTrace(
          input: name.description, values: network.input.array, layers: layers, shape: shape))
      let logits = network.output.array
      let answer = logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
      answers.append("class \(data.label(name.index, of: name.part)), taken for \(answer)")
    }
    self.configuration = configuration
    self.traces = traces
    self.answers = answers
    self.isUntrained = isUntrained
    self.afterActivation = afterActivation
  }

  /// The sheet of one trace: the input as the net sees it, then a row a layer, the logits last.
  package func sheet(
    _ trace: LayerTrace, selection: ChannelSelection, scale: ActivationSheet.Scale
  ) -> ActivationSheet {
    let input = Image(
      channels: trace.shape.channels, height: trace.shape.height, width: trace.shape.width,
      pixels: trace.values
    ).converted(toChannels: 1).pixels
    let answer = zip(traces, answers).first { $0.0.input == trace.input }?.1
    return ActivationSheet(
      title: "Layers of a classifier "
        + (isUntrained ? "before training" : "trained on \(configuration.subject)"),
      subtitle: [
        "\(configuration.net), \(configuration.activation.rawValue), seed \(configuration.seed)",
        "input \(trace.input)" + (answer.map { ", \($0)" } ?? ""), selection.statement,
      ].joined(separator: "; "),
      layers: trace.activations.map {
        selection.row(of: $0, imageShape: configuration.imageShape, input: input, training: input)
      },
      scale: scale, tileSize: .fit(FigureStyle.tileSide),
      footnote:
        "The input as the net sees it, then what the weight layers and their normalisation give, "
        + "\(afterActivation ? "after" : "before") their activation function. Under a channel its number, "
        + "at the right the values held.")
  }

  /// What a sheet carries about its making.
  package func metadata(
    _ trace: LayerTrace, selection: ChannelSelection, sheet: ActivationSheet
  ) -> FigureMetadata {
    let facts = LayerConfiguration(
      input: trace.input, select: selection.description, scale: sheet.scale, untrained: isUntrained,
      afterActivation: afterActivation ? true : nil, run: configuration)
    return MemorisationRecipe.layers(facts).metadata(tileDigest: sheet.tileDigest)
  }

  /// What the files of a trace are called.
  package func name(of trace: LayerTrace) -> LayerSheetName {
    LayerSheetName(
      runKey: configuration.runKey, input: trace.input, isPath: false, isUntrained: isUntrained,
      afterActivation: afterActivation)
  }
}
