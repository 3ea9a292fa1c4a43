import ArgumentParser
import IdentityLab
import LabDrawing
import LabFigures

/// `filters`: look at a net's weights.
struct FiltersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filters",
    abstract: "Draw and measure the weights of stored nets.",
    discussion: """
      A row a layer: the kernels of a convolution, the rows of a layer on the image, the columns of one that gives the \
      image. Two pictures a net, OUT/figures/filters-RUN-SELECT-SCALE.png and filters-RUN-spectra.png, the singular \
      values of every layer after and before training; and a table of every layer's norm, largest singular value, \
      stable rank and distance from its start, ‖W − W₀‖ / ‖W₀‖.

      identity-lab filters 3f2a --select top:16
      identity-lab filters deep --scale shared       # every net of the sweep deep
      identity-lab filters 3f2a --untrained          # the weights before training
      """)

  @OptionGroup var nets: NetOptions

  @Option(help: "Images of a layer: top:N of the largest norm, svd:N principal ones, or all.")
  var select = "top:8"

  @Option(help: "Value range: each tile its own, each layer its own, or one shared by all.")
  var scale = ActivationSheet.Scale.layer

  @Flag(help: "The weights before training instead of those after.") var untrained = false
  @Option(help: "png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    let sheets = FilterSheets(selection: try ChannelSelection(parsing: select), scale: scale, format: format)
    let runs = try nets.runs(in: locations.store(of: ReconstructionLab.self))
    let places = locations.placed(with: runs.first?.output)
    let (store, lab) = (places.store(of: ReconstructionLab.self), try ReconstructionLab.make(in: places))
    let bar = ProgressBar(isQuiet: json)
    defer { bar.clear() }
    var reports: [FilterReport] = []
    for run in runs {
      let (files, layers) = try sheets.write(
        run, isUntrained: untrained, to: store.output + "/figures", lab: lab, force: replacing.force,
        onProgress: { bar.draw($0, "singular values of run \(run.runKey)") })
      reports.append(
        FilterReport(
          run: run, configuration: try run.configuration(), isUntrained: untrained, files: files,
          layers: layers))
    }
    bar.clear()
    if json {
      Terminal.json(["runs": reports], as: .filters)
    } else {
      reports.forEach { $0.print() }
    }
  }
}
