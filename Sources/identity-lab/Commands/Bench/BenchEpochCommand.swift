import ArgumentParser
import LabBase

/// `bench epoch`: the steps of a classifier's epoch.
struct BenchEpochCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epoch",
    abstract: "Time the training steps of a classifier, each with the making of its batch.",
    discussion: """
      Batches are cut from a set of random images and whitened, as runs do it; SGD has a momentum of 0.9. What is \
      measured at the end of an epoch is not timed.
      """)

  @OptionGroup var classifier: BenchClassifierOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Seconds to measure for, after a warm-up of up to three steps.")
  var seconds = 2.0

  @Option(help: "How many steps are timed at least, however long they take.")
  var leastSteps = 5

  func run() throws {
    try BenchStepCommand.check(seconds: seconds, leastSteps: leastSteps)
    let times = try classifier.makeBenchmark().measure(seconds: seconds, leastSteps: leastSteps)
    BenchStepCommand.report(times, asJSON: format.json, schema: .benchEpoch)
  }
}
