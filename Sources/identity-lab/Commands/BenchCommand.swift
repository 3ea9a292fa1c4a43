import ArgumentParser
import IdentityLab
import Nets

/// `bench`: how long a training step takes here.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time training steps and show the kernels' plans.",
    subcommands: [BenchStepCommand.self, BenchPlansCommand.self])
}

/// The network whose step is timed or planned.
struct BenchNetworkOptions: ParsableArguments {
  @Option(name: .customLong("arch"), help: "fcn, cnn, resnet or resnet-conv.")
  var architecture = NetworkKind.cnn

  @Option(help: "Number of weight layers.")
  var depth = 5

  @Option(help: "Hidden units or channels.")
  var width = 128

  @Option(help: "Filter height and width.")
  var kernelSize = 5

  @Option(help: "Image size HEIGHTxWIDTHxCHANNELS.")
  var imageSize = "28x28x1"

  @Option(help: "sgd, adam, rmsprop, adagrad or adamax.")
  var optimizer = OptimizerKind.sgd

  @OptionGroup var threads: ThreadOptions

  /// Makes the benchmark of these options.
  func makeBenchmark() throws -> StepBenchmark {
    let threads = try threads.count()
    let extents = imageSize.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard extents.count == 3, extents.allSatisfy({ (1...4096).contains($0) }) else {
      throw LabError.badConfiguration(
        key: "image-size", found: "\"\(imageSize)\"", expected: "HEIGHTxWIDTHxCHANNELS such as 28x28x1")
    }
    guard depth <= 10_000, width <= 1_000_000, kernelSize <= 1001 else {
      throw LabError.badConfiguration(
        key: "network", found: "depth \(depth), width \(width), kernel size \(kernelSize)",
        expected: "at most 10000, 1000000 and 1001")
    }
    let shape = ImageShape(channels: extents[2], height: extents[0], width: extents[1])
    return try StepBenchmark(
      kind: architecture, depth: depth, width: width, kernelSize: kernelSize, imageShape: shape,
      optimizer: optimizer, threads: threads)
  }
}

extension NetworkKind: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}

/// `bench step`: the real training step.
struct BenchStepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Time the training step (forward, backward, update) of a network on one random image.")

  @OptionGroup var network: BenchNetworkOptions
  @OptionGroup var format: FormatOptions

  @Option(help: "Seconds to measure for, after a warm-up; at least five steps are taken.")
  var seconds = 2.0

  func run() throws {
    guard seconds > 0, seconds.isFinite else {
      throw LabError.badConfiguration(key: "seconds", found: "\(seconds)", expected: "a time above 0")
    }
    let times = try network.makeBenchmark().measure(seconds: seconds)
    if format.json {
      Terminal.json(times)
    } else {
      Terminal.result(
        "\(Terminal.short(times.millisecondsPerStep)) ms a step (median of \(times.steps); "
          + "\(Terminal.short(times.minimum)) to \(Terminal.short(times.maximum)))")
    }
  }
}

/// `bench plans`: what the kernels do for each layer.
struct BenchPlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Show the plan that the kernels chose for every layer of a network.")

  @OptionGroup var network: BenchNetworkOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let plans = try network.makeBenchmark().plans
    if format.json {
      Terminal.json(["plans": plans.map(PlanLine.init)])
      return
    }
    let rows = plans.map { [$0.layer, $0.shape, $0.plan, "\($0.scratchBytes)"] }
    Terminal.result(Terminal.table([["layer", "shape", "plan", "scratch bytes"]] + rows, leftColumns: 3))
  }
}

/// One line of `bench plans --json`.
private struct PlanLine: Encodable {
  let layer: String
  let shape: String
  let plan: String
  let scratchBytes: Int

  init(_ plan: PlanDescription) {
    layer = plan.layer
    shape = plan.shape
    self.plan = plan.plan
    scratchBytes = plan.scratchBytes
  }
}
