import ArgumentParser
import IdentityLab
import LabBase
import LabFigures
import LabRuns
import MemorisationLab

/// `grid`: a sweep as a picture.
struct GridCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grid", abstract: "Draw a sweep of yours as one labelled picture.",
    discussion:
      """
      Whatever varies is on the picture: an axis that is neither in the rows nor in the columns has a table for each \
      of its values, and only seeds are averaged over, or the first shown, which the picture says. Without columns \
      predictions have the probes as columns. Runs that did not train are hatched and counted, those that are not \
      done are blank. Scales of colour are the same in every picture. It goes to OUT/sweeps/NAME/figures and is named \
      after its cells and options.
      """
  )

  @Argument(help: "The sweep: its name, or the path of its folder.", completion: .sweeps) var sweep: String

  @Option(
    help: "Axes of the rows, by their flags' names, with commas between. (default: the sweep's first)",
    completion: .settings)
  var rows: [String] = []
  @Option(help: "Axes of the columns. (default: the sweep's next)", completion: .settings)
  var columns: [String] = []
  @Option(
    help: "Axes whose values have a table each. (default: all others but the seed)", completion: .settings)
  var facets: [String] = []
  @Option(
    help: """
      prediction, correlation, deviation (over seeds), zone, loss or steps; of classifiers a number that sweep show \
      names, such as testAccuracy. (default: prediction, or testAccuracy)
      """,
    completion: .list(
      ReconstructionCell.Kind.allCases.map(\.rawValue) + MemorisationFinding.allCases.map(\.rawValue)))
  var cell: String?
  @Option(
    help: """
      What nets are asked about: probe families such as digits,fashion, or pictures such as my.png or builtin:4. \
      (default: the family of the runs' zones; of predictions without columns all)
      """, completion: .list(ProbeFamily.allCases.map(\.rawValue)))
  var probe: [String] = []

  @Flag(
    help:
      "Draw runs that were stopped while their loss was falling like fitted ones; the picture counts them.")
  var admitDescending = false

  @OptionGroup var pictures: SweepPictureOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    try draw(locations.laboratory(ofSweep: sweep))
  }

  private func draw<L: ProgramLab>(_: L.Type) throws {
    let bar = ProgressBar(isQuiet: json)
    defer { bar.clear() }
    let threads = try threads.count()
    let directory = locations.sweep(sweep, of: L.self)
    let lab = try locations.placed(with: directory.output).lab(L.self, threads: threads, showing: bar)
    let cell = try lab.cell(cell, probes: SweepPictureOptions.words(probe))
    let path = try SweepPictureMaker(
      store: RunStore(output: directory.output), lab: lab, threads: threads, force: replacing.force
    ).write(
      cell.cell, ofSweep: directory.name, filter: pictures.filter(),
      admits: admitDescending ? [.descending] : [],
      rows: SweepPictureOptions.axes(rows, of: L.self, option: "--rows"),
      columns: SweepPictureOptions.axes(columns, of: L.self, option: "--columns"),
      facets: SweepPictureOptions.axes(facets, of: L.self, option: "--facets"),
      name: pictures.fileName(
        cell.name
          + [
            part("rows", rows), part("columns", columns), part("facets", facets),
            admitDescending ? "admit-descending" : nil,
          ]), format: pictures.format)
    bar.clear()
    Terminal.files([path], asJSON: json)
  }

  private func part(_ option: String, _ texts: [String]) -> String? {
    texts.isEmpty ? nil : option + "-" + texts.joined(separator: "-")
  }
}
