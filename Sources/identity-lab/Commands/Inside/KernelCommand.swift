import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// `kernel`: what infinitely wide nets would make of an image.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Predict what convolutional nets answer, by the tangent kernel of infinite width.",
    discussion: """
      Nothing is trained: a wide ReLU net that starts large follows its tangent kernel, and what regression with it \
      answers is computed for every depth in one pass, from an answer of zero at the start. A row a depth: the \
      correlations with identity and constant on digits and on uniform noise, and the loss on the training image.

      identity-lab kernel --depth 1..64 --init kaiming-normal
      identity-lab kernel --depth 1,5,20 --kernel-size 7 --size 14 --tolerance 1e-4 --format csv
      """)

  @OptionGroup(title: "Nets") var nets: KernelOptions

  @Option(
    help: "Loss on the training image at which training ends. (default: what infinitely long training leaves)"
  )
  var tolerance: Double?

  @Option(
    help: "Images of each family to ask about, the first so many: each takes a pass through all layers.")
  var images = ProbeBattery.defaultImagesPerFamily

  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var table: TableOptions

  func validate() throws {
    if let tolerance, !(tolerance > 0 && tolerance.isFinite) {
      throw ValidationError("--tolerance \(tolerance) is no loss; give a number above 0.")
    }
    guard 1...ProbeBattery.defaultImagesPerFamily ~= images else {
      throw ValidationError("--images \(images): give 1 to \(ProbeBattery.defaultImagesPerFamily).")
    }
  }

  func run() throws {
    let threads = try threads.count()
    let depths = try nets.depths()
    let bar = ProgressBar(isQuiet: table.chosen == .json)
    defer { bar.clear() }
    let lab = try locations.lab(ReconstructionLab.self, threads: threads, showing: bar)
    let configuration = try lab.makeConfiguration(nets.settings)
    let prediction = try DepthPrediction(
      configuration, depths: depths, tolerance: tolerance, imagesPerFamily: images, lab: lab,
      threads: threads,
      onProgress: { bar.draw($0, "tangent kernels of up to \(depths.max() ?? 1) layers") })
    bar.clear()
    let report = KernelReport(prediction, configuration)
    switch table.chosen {
    case .json: Terminal.json(report, as: .kernel)
    case .csv: Terminal.text(CSV.text(report.plain))
    case .markdown: Terminal.result(report.table.markdown)
    case .table:
      Terminal.result(report.heading)
      Terminal.result("")
      Terminal.show(report.table)
    }
  }
}
