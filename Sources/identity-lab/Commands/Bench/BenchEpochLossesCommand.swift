import ArgumentParser
import LabBase

/// `bench epoch-losses`: the steps that `bench epoch` times, for another program to take too.
struct BenchEpochLossesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epoch-losses",
    abstract: "Take the steps that `bench epoch` times and print their losses, for a comparison.",
    discussion: """
      With --save the folder gets first.safetensors (parameters and running statistics before the first step, and of \
      every step the tensors `images` and `labels`) and last.safetensors (those after the last).
      """)

  @OptionGroup var classifier: BenchClassifierOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Steps to take.")
  var steps = 20

  @Option(help: "Learning rate. (default: 0.01; inception 0.1)")
  var learningRate: Double?

  @Flag(help: "In double precision by the reference kernels, which are slow.")
  var reference = false

  @Option(help: "Folder for the tensors before and after.", completion: .directory)
  var save: String?

  func run() throws {
    guard (0...1000).contains(steps) else {
      throw LabError.badConfiguration(
        key: "--steps", found: "\(steps)", expected: "a number of steps from 0 to 1000")
    }
    let benchmark = try classifier.makeBenchmark(learningRate: learningRate)
    let losses =
      try reference
      ? benchmark.referenceLosses(steps: steps, savingTo: save)
      : benchmark.losses(steps: steps, savingTo: save)
    if format.json {
      // JSON has no infinities: a diverged loss is null.
      Terminal.json(["losses": losses.map { $0.isFinite ? $0 : nil }], as: .benchEpochLosses)
    } else {
      Terminal.result(
        Terminal.table([["steps done", "loss"]] + losses.enumerated().map { ["\($0)", "\($1)"] }))
    }
  }
}
