import ArgumentParser
import IdentityLab
import LabDrawing
import LabFigures

/// `receptive`: how far a pixel reaches in a net.
struct ReceptiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receptive",
    abstract: "Measure how far a pixel reaches in stored nets, layer by layer.",
    discussion: """
      From gradients of units at the image's centre, after training and before, beside the theoretical receptive field; \
      and, of convolutional nets, how far in from the border images of one grey level are answered otherwise than inside. \
      A picture a net, OUT/figures/receptive-RUN.png; the numbers stay beside the run, in studies.

      identity-lab receptive 3f2a
      identity-lab receptive deep            # every net of the sweep deep
      identity-lab receptive 3f2a --input builtin:2 pattern:circle --units 128
      """)

  @OptionGroup var nets: NetOptions

  @Option(
    parsing: .upToNextOption,
    help:
      "Image SPECs that gradients are means over; as for train --image. (default: the training image, two digits, uniform noise)"
  )
  var input: [String] = []

  @Option(help: "Units of a layer to follow, 1 to \(ReceptiveFields.mostUnits); of a convolution channels.")
  var units = ReceptiveFields.usualUnits

  @Option(help: "png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func validate() throws {
    guard 1...ReceptiveFields.mostUnits ~= units else {
      throw ValidationError("--units \(units): give 1 to \(ReceptiveFields.mostUnits).")
    }
  }

  func run() throws {
    let threads = try threads.count()
    let runs = try nets.runs(in: locations.store(of: ReconstructionLab.self))
    let places = locations.placed(with: runs.first?.output)
    let (folder, lab) = (places.folder + "/figures", try ReconstructionLab.make(in: places))
    let bar = ProgressBar(isQuiet: json)
    defer { bar.clear() }
    var reports: [ReceptiveReport] = []
    for run in runs {
      let picture = try ReceptivePicture(
        run, inputs: input, units: units, lab: lab, threads: threads,
        onProgress: { bar.draw($0, "receptive fields of run \(run.runKey)") })
      let file = try picture.write(to: folder, format: format, force: replacing.force)
      reports.append(
        ReceptiveReport(run: run, configuration: try run.configuration(), picture: picture, file: file))
    }
    bar.clear()
    if json {
      Terminal.json(["runs": reports], as: .receptive)
    } else {
      reports.forEach { $0.print() }
    }
  }
}
