import ArgumentParser
import LabBase
import LabDrawing
import LabFigures

/// What of a net's layers is drawn, and how.
struct LayerOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: """
      Image SPECs, as for train --image; of classifiers images of their data, such as training/0 or test/3. (default: \
      the training image, or test/0)
      """)
  var input: [String] = []

  @Option(help: "Channels: top:N, svd:N, closest-to-input, closest-to-training or all.")
  var select = "top:8"

  @Option(help: "Value range: each tile its own, each layer its own, or one shared by all.")
  var scale = ActivationSheet.Scale.layer

  @Flag(help: "The weights before training instead of those after.") var untrained = false
  @Flag(
    help:
      "What a layer gives the next, as for classify; without it what its activation function is given, which shows the negative half too."
  )
  var afterActivation = false
  @OptionGroup var replacing: ReplacingOptions
  @Flag(help: "Also write the input and every layer's activation as .npy (float32, [C, H, W]).")
  var npy = false
  @Option(help: "png, svg or pdf.") var format = FigureFormat.png

  /// How sheets are written.
  ///
  /// - Throws: `LabError.badConfiguration` for a choice of channels that is none.
  func sheets() throws(LabError) -> LayerSheets {
    LayerSheets(
      selection: try ChannelSelection(parsing: select), scale: scale, format: format, writesArrays: npy,
      force: replacing.force)
  }
}
