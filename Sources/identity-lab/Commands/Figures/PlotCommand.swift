import ArgumentParser
import IdentityLab
import LabBase
import LabFigures
import LabRuns
import MemorisationLab

/// `plot`: numbers of a sweep as curves.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draw numbers of a sweep of yours as curves over an axis.",
    discussion:
      """
      Quantities are those of --where: a setting by its flag's name, loss, stepsDone, seconds, parameterCount, \
      identity, constant, or of another probe family identity@fashion; of classifiers trainAccuracy, testAccuracy and \
      others that sweep show names. Curves are means over seeds with a band; an \
      axis that is neither along x nor in --by or --facets has a curve, or a panel, for each of its values. Words along \
      x are places without an order, and over a number that is measured every run is a mark of its own. Runs that did \
      not train are left out and counted. The picture goes to OUT/sweeps/NAME/figures.
      """
  )

  @Argument(help: "The sweep: its name, or the path of its folder.", completion: .sweeps) var sweep: String

  @Option(help: "The quantity along the horizontal axis.") var x: String
  @Option(
    help: """
      Quantities that are drawn, with commas between, a panel each. (default: \(ReconstructionLab.plotColumns), or of \
      classifiers \(MemorisationLab.plotColumns))
      """)
  var y: [String] = []
  @Option(help: "Axes whose values have a curve each. (default: the sweep's next)") var by: [String] = []
  @Option(help: "Axes whose values have a panel each. (default: all others but the seed)")
  var facets: [String] = []
  @Option(help: "Logarithmic axes: x, y or x,y.") var log: [String] = []
  @Option(
    help: "Bands from the least to the greatest run (range), or a deviation to either side (deviation).")
  var band = PlotChoice.Band.range

  @OptionGroup var pictures: SweepPictureOptions
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    try draw(locations.laboratory(ofSweep: sweep))
  }

  private func draw<L: ProgramLab>(_: L.Type) throws {
    let choice = try choice(of: L.self)
    let directory = locations.sweep(sweep, of: L.self)
    let path = try SweepPictureMaker(
      store: RunStore(output: directory.output), lab: L.make(in: locations.placed(with: directory.output)),
      force: replacing.force
    ).write(
      choice, ofSweep: directory.name, filter: pictures.filter(),
      name: pictures.fileName(
        ["plot"] + choice.y + ["over", choice.x] + [part("by", by), part("facets", facets)]
          + [part("log", log), band == .range ? nil : band.rawValue]), format: pictures.format)
    Terminal.files([path], asJSON: json)
  }

  private func part(_ option: String, _ texts: [String]) -> String? {
    texts.isEmpty ? nil : option + "-" + texts.joined(separator: "-")
  }

  private func choice<L: ProgramLab>(of _: L.Type) throws(LabError) -> PlotChoice {
    let names = y.isEmpty ? L.plotColumns : y.joined(separator: ",")
    var axes: [PlotChoice.Axis] = []
    for word in SweepPictureOptions.words(log) {
      guard let axis = PlotChoice.Axis(rawValue: word) else {
        throw .badConfiguration(key: "--log", found: "\"\(word)\"", expected: "x, y or x,y")
      }
      axes.append(axis)
    }
    return PlotChoice(
      x: x, y: try RunQuantity<L>.list(names, option: "--y").map(\.name),
      by: try SweepPictureOptions.axes(by, of: L.self, option: "--by"),
      facets: try SweepPictureOptions.axes(facets, of: L.self, option: "--facets"), log: axes, band: band)
  }
}
