import ArgumentParser

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

  @OptionGroup var options: LayerOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    // What cannot be drawn of any net is said before one is looked for.
    _ = try options.sheets()
    try draw(nets.laboratory(in: locations))
  }

  private func draw<L: ProgramLab>(_: L.Type) throws {
    let runs = try nets.runs(in: locations.store(of: L.self))
    let lab = try L.make(in: locations.placed(with: runs.first?.output))
    var files: [String] = []
    for run in runs {
      files += try lab.drawLayers(of: run, options, to: locations.output(of: run.output) + "/figures")
    }
    Terminal.files(files, asJSON: json)
  }
}
