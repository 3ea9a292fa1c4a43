import ArgumentParser
import IdentityLab
import LabDrawing
import LabRuns

/// `iterate`: what a net's own answers come to.
struct IterateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iterate",
    abstract: "Apply stored nets to their own answers and see what these come to.",
    discussion: """
      x, f(x), f(f(x)), … from starts of several kinds: the training image, with growing noise, digits, garments and \
      noise of the probe battery. A row a kind: the shares of its starts that come to the training image, to multiples of it, to a constant \
      image, to another fixed point, to a cycle, to nothing yet, or out of all bounds, and the median of the iterations \
      until they settled. And a picture a net, OUT/figures/iterate-RUN.png: a row a start, the iterates after 0, 1, 2, 4, \
      8, … applications, the distance from the training image under each; other starts or iterations add a digest to its \
      name. Guides/Metrics.md has the definitions.

      identity-lab iterate 3f2a
      identity-lab iterate deep --starts 10 --iterations 1000     # every net of the sweep deep
      identity-lab iterate 3f2a --input builtin:2 pattern:circle  # from these images
      """)

  @OptionGroup var nets: NetOptions

  @Option(help: "Starts of a kind, 1 to \(NetIteration.mostStarts).")
  var starts = Attractors.usualStarts

  @Option(help: "Most applications of the net to a start; one that has settled or diverged ends before.")
  var iterations = Attractors.usualIterations

  @Option(
    parsing: .upToNextOption,
    help: "Image SPECs to start from instead of the usual ones; as for train --image.")
  var input: [String] = []

  @Option(help: "Of the picture: png, svg or pdf.") var format = FigureFormat.png
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var replacing: ReplacingOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    let threads = try threads.count()
    let study = try Attractors(starts: starts, iterations: iterations)
    let runs = try nets.runs(in: locations.store(of: ReconstructionLab.self))
    let lab = try ReconstructionLab.make(in: locations.placed(with: runs.first?.output))
    let bar = ProgressBar(isQuiet: json)
    defer { bar.clear() }
    var reports: [IterateReport] = []
    for run in runs {
      let configuration = try run.configuration()
      let strip = try IterationStrip(
        configuration, run, inputs: input.isEmpty ? nil : input, iterations: iterations, lab: lab,
        threads: threads)
      let orbits =
        input.isEmpty
        ? try run.value(
          of: study, lab: lab, threads: threads,
          onProgress: { bar.draw($0, "iterating the net of run \(run.runKey)") }
        ).orbits : strip.orbits
      let file = try strip.write(
        to: locations.output(of: run.output) + "/figures", runKey: run.runKey, format: format,
        force: replacing.force)
      reports.append(
        IterateReport(
          run: run, configuration: configuration, iterations: iterations, orbits: orbits, file: file))
    }
    bar.clear()
    if json {
      Terminal.json(["runs": reports], as: .iteration)
    } else {
      reports.forEach { $0.print() }
    }
  }
}
