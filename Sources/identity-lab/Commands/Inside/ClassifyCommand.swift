import ArgumentParser
import IdentityLab

/// `classify`: what every layer of a stored net still tells of an image's class.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Measure what every layer of a stored net still tells of an image's class.",
    discussion: """
      Digits are given the class whose images' activations are most alike, by the sum of cosines; the table has \
      the error rate of every layer, the input first, hidden layers after their activation function. The digits \
      are MNIST's where the run's probes are, else drawn ones.
      """)

  @Argument(
    help: ArgumentHelp("The run: its key, the first digits of it, or its folder.", valueName: "run"),
    completion: .runs)
  var runName: String

  @Flag(help: "The weights before training instead of those after.") var untrained = false

  @Option(help: "Images with a label, the first so many. (default: MNIST's 60,000, or 2,000 drawn ones)")
  var trainImages: Int?

  @Option(help: "Images to classify, the first so many. (default: MNIST's 10,000, or 500 drawn ones)")
  var testImages: Int?

  @OptionGroup var threads: ThreadOptions
  @OptionGroup(title: "Places") var locations: LocationOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let directory = try locations.run(runName, of: ReconstructionLab.self)
    let study = LayerErrors(
      isUntrained: untrained, trainImages: trainImages, testImages: testImages)
    let bar = ProgressBar(isQuiet: format.json)
    let result = try directory.value(
      of: study, lab: ReconstructionLab.make(in: locations.placed(with: directory.output)),
      threads: threads.count(),
      onProgress: { bar.draw($0, "classifying digits by every layer") })
    bar.clear()
    let configuration = try directory.configuration()
    let report = ClassificationReport(result, configuration)
    if format.json {
      Terminal.json(report, as: .classification)
      return
    }
    Terminal.result("run \(directory.runKey)\(untrained ? " before training" : "")")
    Terminal.result("  \(ReconstructionLab.summary(configuration))")
    Terminal.result(
      "  \(result.testImages) digits (\(result.digits.rawValue)) by their likeness to \(result.trainImages)")
    Terminal.result("")
    let rows = report.layers.map { [$0.layer, $0.kind ?? "", Terminal.correlation($0.rate)] }
    Terminal.result(Terminal.table([["layer", "kind", "error rate"]] + rows, leftColumns: 2))
  }
}
