import ArgumentParser
import IdentityLab
import LabBase
import Nets

/// `bench`: how long a training step takes here, what it needs, and what the machine could do.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time training steps, and show their memory, plans and scaling.",
    subcommands: [
      BenchStepCommand.self, BenchPlansCommand.self, BenchMemoryCommand.self, BenchMachineCommand.self,
      BenchLossesCommand.self, BenchScalingCommand.self,
    ])
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

  @Option(help: "Largest gradient norm. (default: none)")
  var clipNorm: Double?

  @OptionGroup var threads: ThreadOptions

  /// Makes the benchmark of these options.
  func makeBenchmark(
    initializer: Initializer = .torch, learningRate: Double? = nil
  ) throws -> StepBenchmark {
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
    if let clipNorm, !(clipNorm > 0 && clipNorm.isFinite) {
      throw LabError.badConfiguration(key: "clip-norm", found: "\(clipNorm)", expected: "a norm above 0")
    }
    let shape = ImageShape(channels: extents[2], height: extents[0], width: extents[1])
    return try StepBenchmark(
      kind: architecture, depth: depth, width: width, kernelSize: kernelSize, imageShape: shape,
      optimizer: optimizer, clipNorm: clipNorm, initializer: initializer, learningRate: learningRate,
      threads: threads)
  }
}

extension NetworkKind: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}
extension Initializer: ExpressibleByArgument {}

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
      throw LabError.badConfiguration(key: "seconds", found: "\(seconds)", expected: "a time above 0")
    }
    guard (1...1_000_000).contains(leastSteps) else {
      throw LabError.badConfiguration(
        key: "least-steps", found: "\(leastSteps)", expected: "a number of steps from 1 to 1000000")
    }
    let times = try network.makeBenchmark().measure(seconds: seconds, leastSteps: leastSteps)
    if format.json {
      Terminal.json(times)
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
