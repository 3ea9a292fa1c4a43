import ArgumentParser
import IdentityLab
import LabDrawing
import LabFigures
import LabRuns
import Nets

/// `grid`: a sweep as a picture.
struct GridCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grid", abstract: "Draw a sweep of yours as one labelled picture.",
    discussion:
      """
      The picture goes to OUT/sweeps/NAME/figures and is named after its cells and options. Without --columns a \
      sweep of one axis is drawn as a prediction grid with the probes as columns.
      """
  )

  @Argument(help: "The sweep: its name, or the path of its folder.", completion: .sweeps) var sweep: String

  @Option(
    help: "The axis of the rows, by its flag's name. (default: the sweep's first)", completion: .settings)
  var rows: String?
  @Option(help: "The axis of the columns. (default: the sweep's second)", completion: .settings)
  var columns: String?
  @Option(help: "prediction, correlation or zone.") var cell = ReconstructionCell.Kind.prediction
  @Option(help: "The probe family that cells are about.") var probe = ProbeFamily.digits
  @Option(help: "png, svg or pdf.") var format = FigureFormat.png

  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    let bar = ProgressBar(isQuiet: json)
    defer { bar.clear() }
    let directory = locations.sweep(sweep)
    let lab = try locations.lab(threads: Processor.usableCount, showing: bar)
    let path = try GridMaker(store: RunStore(output: directory.output), lab: lab).write(
      ReconstructionCell(cell, probe: probe), ofSweep: directory.name, rows: axis(rows, "rows"),
      columns: axis(columns, "columns"), name: fileName, format: format, force: replacing.force)
    bar.clear()
    Terminal.files([path], asJSON: json)
  }

  /// The cell and whatever is not the default, so that one picture does not replace another of the same sweep.
  private var fileName: String {
    let parts = [
      cell.rawValue, probe == .digits ? nil : probe.rawValue, rows.map { "rows-\($0)" },
      columns.map { "columns-\($0)" },
    ]
    return parts.compactMap { $0 }.joined(separator: "-")
  }

  private func axis(_ word: String?, _ option: String) throws -> SettingKey? {
    try word.map { try ReconstructionConfiguration.settings.key(flag: $0, option: option) }
  }
}
