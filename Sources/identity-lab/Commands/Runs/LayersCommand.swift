import ArgumentParser
import IdentityLab
import LabDrawing

/// `layers`: look inside a net.
struct LayersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "Draw what every layer of a stored net does with an input.",
    discussion:
      """
      One picture an input, OUT/figures/layers-RUN-INPUT-SELECT-SCALE.png; with --npy the input's and every \
      layer's numbers in the folder OUT/figures/layers-RUN-INPUT. Layers that go dark are seen with \
      --after-activation --scale shared.
      """
  )

  @Argument(
    help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"),
    completion: .runs)
  var runName: String

  @Option(
    parsing: .upToNextOption,
    help: "Image SPECs; a SPEC is as for train --image. (default: the training image)")
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
  @Flag(help: "Also write the input and every layer's activation as .npy (float32, [C, H, W]).")
  var npy = false
  @Option(help: "png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    let sheets = LayerSheets(
      selection: try ChannelSelection(parsing: select), scale: scale, format: format, writesArrays: npy)
    let files = try sheets.write(
      locations.store.run(matching: runName), inputs: input, isUntrained: untrained,
      afterActivation: afterActivation, to: locations.store.output + "/figures", lab: locations.lab)
    Terminal.files(files, asJSON: json)
  }
}
