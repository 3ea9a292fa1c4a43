import ArgumentParser
import IdentityLab
import LabDrawing
import LabFigures

/// `jacobian`: how a net's answers change with its input.
struct JacobianCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jacobian",
    abstract: "Measure how the answers of stored nets change with the image: J = ∂f/∂x.",
    discussion: """
      Exact, at the training images, a digit and uniform noise: singular values, eigenvalues, and whether the training \
      image attracts a net that is asked about its own answers. A picture a net, \
      OUT/figures/jacobian-RUN.png, with the leading singular vectors as images; the numbers stay beside the run, in \
      studies. Images have at most 3,072 numbers, 32×32 in colour, which takes minutes a net.

      identity-lab jacobian 3f2a
      identity-lab jacobian deep --vectors 5   # every net of the sweep deep
      identity-lab jacobian 3f2a --input builtin:2 pattern:circle
      """)

  @OptionGroup var nets: NetOptions

  @Option(
    parsing: .upToNextOption,
    help:
      "Image SPECs to look at beside the training images; as for train --image. (default: a digit, uniform noise)"
  )
  var input: [String] = []

  @Option(help: "Pairs of singular vectors to draw, 1 to \(JacobianPoint.keptVectors).")
  var vectors = JacobianPicture.usualVectors

  @Flag(help: "The net before training instead of that after.") var untrained = false
  @Option(help: "png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func validate() throws {
    guard 1...JacobianPoint.keptVectors ~= vectors else {
      throw ValidationError("--vectors \(vectors): give 1 to \(JacobianPoint.keptVectors).")
    }
  }

  func run() throws {
    let threads = try threads.count()
    let runs = try nets.runs(in: locations.store(of: ReconstructionLab.self))
    let places = locations.placed(with: runs.first?.output)
    let (folder, lab) = (places.folder + "/figures", try ReconstructionLab.make(in: places))
    let bar = ProgressBar(isQuiet: json)
    defer { bar.clear() }
    var reports: [JacobianReport] = []
    for run in runs {
      let picture = try JacobianPicture(
        run, inputs: input, vectors: vectors, isUntrained: untrained, lab: lab, threads: threads,
        onProgress: { bar.draw($0, "Jacobian of run \(run.runKey)") })
      let file = try picture.write(to: folder, format: format, force: replacing.force)
      reports.append(
        JacobianReport(
          run: run, configuration: try run.configuration(), isUntrained: untrained, picture: picture,
          file: file))
    }
    bar.clear()
    if json {
      Terminal.json(["runs": reports], as: .jacobian)
    } else {
      reports.forEach { $0.print() }
    }
  }
}
