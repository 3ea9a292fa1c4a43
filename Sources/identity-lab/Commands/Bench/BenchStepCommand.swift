import ArgumentParser
import LabBase

/// `bench step`: the real training step.
struct BenchStepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Time the training step (forward, backward, update) of a network on one random image.")

  @OptionGroup var network: BenchNetworkOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Seconds to measure for, after a warm-up of up to three steps.")
  var seconds = 2.0

  @Option(help: "How many steps are timed at least, however long they take.")
  var leastSteps = 5

  func run() throws {
    guard seconds > 0, seconds.isFinite else {
      throw LabError.badConfiguration(key: "--seconds", found: "\(seconds)", expected: "a time above 0")
    }
    guard (1...1_000_000).contains(leastSteps) else {
      throw LabError.badConfiguration(
        key: "--least-steps", found: "\(leastSteps)", expected: "a number of steps from 1 to 1000000")
    }
    let times = try network.makeBenchmark().measure(seconds: seconds, leastSteps: leastSteps)
    if format.json {
      Terminal.json(times, as: .benchStep)
    } else {
      Terminal.result(
        "\(Terminal.short(times.millisecondsPerStep)) ms a step (median of \(times.steps); "
          + "\(Terminal.short(times.minimum)) to \(Terminal.short(times.maximum)))")
      Terminal.result(
        "\(Terminal.short(times.gigaflops)) GFLOP/s: \(Terminal.short(times.operationsPerStep / 1e9)) GFLOP a step "
          + "if every sum were done directly")
    }
  }
}
