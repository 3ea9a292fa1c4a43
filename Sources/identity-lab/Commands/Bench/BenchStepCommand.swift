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
    try Self.check(seconds: seconds, leastSteps: leastSteps)
    let times = try network.makeBenchmark().measure(seconds: seconds, leastSteps: leastSteps)
    Self.report(times, asJSON: format.json, schema: .benchStep)
  }

  /// Requires a time and a number of steps that can be measured.
  static func check(seconds: Double, leastSteps: Int) throws(LabError) {
    guard seconds > 0, seconds.isFinite else {
      throw .badConfiguration(key: "--seconds", found: "\(seconds)", expected: "a time above 0")
    }
    guard (1...1_000_000).contains(leastSteps) else {
      throw .badConfiguration(
        key: "--least-steps", found: "\(leastSteps)", expected: "a number of steps from 1 to 1000000")
    }
  }

  /// Prints times of steps.
  static func report(_ times: StepTimes, asJSON: Bool, schema: OutputSchema) {
    if asJSON { return Terminal.json(times, as: schema) }
    Terminal.result(
      "\(Terminal.short(times.millisecondsPerStep)) ms a step (median of \(times.steps); "
        + "\(Terminal.short(times.minimum)) to \(Terminal.short(times.maximum)))")
    Terminal.result(
      "\(Terminal.short(times.gigaflops)) GFLOP/s: \(Terminal.short(times.operationsPerStep / 1e9)) GFLOP a step "
        + "if every sum were done directly")
    if let estimate = times.estimatedMilliseconds {
      Terminal.result("\(Terminal.short(estimate)) ms by the cost model that plans sweeps")
    }
  }
}
