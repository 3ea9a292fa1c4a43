import ArgumentParser
import IdentityLab
import LabBase
import Nets

/// `bench losses`: the steps that `bench step` times, for another program to take too.
struct BenchLossesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "losses",
    abstract: "Take the steps that `bench step` times and print their losses, for a comparison.",
    discussion: """
      With --save the folder gets first.safetensors (the tensor `image` and the weights before the first step) \
      and last.safetensors (those after the last). SGD has a momentum of 0.9; the target is the image.
      """)

  @OptionGroup var network: BenchNetworkOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Steps to take.")
  var steps = 20

  @Option(
    name: .customLong("init"),
    help: "Distribution of the first weights; with kaiming-normal the gradients of deep nets do not vanish.")
  var initializer = Initializer.torch

  @Option(help: "Learning rate. (default: 0.001 for SGD, the others' usual one)")
  var learningRate: Double?

  @Option(help: "Folder for the weights before and after.", completion: .directory)
  var save: String?

  func run() throws {
    guard (0...1_000_000).contains(steps) else {
      throw LabError.badConfiguration(
        key: "--steps", found: "\(steps)", expected: "a number of steps from 0 to 1000000")
    }
    if let learningRate, !(learningRate > 0 && learningRate.isFinite) {
      throw LabError.badConfiguration(
        key: "--learning-rate", found: "\(learningRate)", expected: "a rate above 0")
    }
    let benchmark = try network.makeBenchmark(initializer: initializer, learningRate: learningRate)
    let losses = try benchmark.losses(steps: steps, savingTo: save)
    if format.json {
      // JSON has no infinities: a diverged loss is null.
      Terminal.json(["losses": losses.map { $0.isFinite ? $0 : nil }], as: .benchLosses)
    } else {
      Terminal.result(
        Terminal.table([["steps done", "loss"]] + losses.enumerated().map { ["\($0)", "\($1)"] }))
    }
  }
}
