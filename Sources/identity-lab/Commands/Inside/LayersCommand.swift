import ArgumentParser
import IdentityLab
import LabDrawing
import LabFigures

/// `layers`: look inside a net.
struct LayersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "Draw what every layer of stored nets does with an input.",
    discussion:
      """
      One picture a net and an input, OUT/figures/layers-RUN-INPUT-SELECT-SCALE.png, OUT being the output folder that \
      the run lies in unless --out names another: the input, a row a hidden layer, the output. With --npy the numbers \
      as the net has them, standardised, in the folder OUT/figures/layers-RUN-INPUT: input.npy, layer-1.npy … \
      output.npy, and block-1.npy for the sum of a residual block.

      identity-lab layers 3f2a --input builtin:2 pattern:circle --select svd:3
      identity-lab layers 3f2a --after-activation --scale shared  # dark layers
      identity-lab layers deep               # every net of the sweep deep
      """
  )

  @OptionGroup var nets: NetOptions

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
  @OptionGroup var replacing: ReplacingOptions
  @Flag(help: "Also write the input and every layer's activation as .npy (float32, [C, H, W]).")
  var npy = false
  @Option(help: "png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    let sheets = LayerSheets(
      selection: try ChannelSelection(parsing: select), scale: scale, format: format, writesArrays: npy,
      force: replacing.force)
    let runs = try nets.runs(in: locations.store)
    let lab = try locations.placed(with: runs.first?.output).lab
    var files: [String] = []
    for run in runs {
      files += try sheets.write(
        run, inputs: input, isUntrained: untrained, afterActivation: afterActivation,
        to: locations.output(of: run.output) + "/figures", lab: lab)
    }
    Terminal.files(files, asJSON: json)
  }
}
