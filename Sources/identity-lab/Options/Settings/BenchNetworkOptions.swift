import ArgumentParser
import IdentityLab
import LabBase
import LabRuns
import MemorisationLab
import Nets

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
    let shape = try Self.shape(imageSize)
    guard depth <= 10_000, width <= 1_000_000, kernelSize <= 1001 else {
      throw LabError.badConfiguration(
        key: "network", found: "depth \(depth), width \(width), kernel size \(kernelSize)",
        expected: "at most 10000, 1000000 and 1001")
    }
    if let clipNorm, !(clipNorm > 0 && clipNorm.isFinite) {
      throw LabError.badConfiguration(key: "--clip-norm", found: "\(clipNorm)", expected: "a norm above 0")
    }
    return try StepBenchmark(
      kind: architecture, depth: depth, width: width, kernelSize: kernelSize, imageShape: shape,
      optimizer: optimizer, clipNorm: clipNorm, initializer: initializer, learningRate: learningRate,
      threads: threads)
  }

  /// The extents of a text such as `28x28x1`.
  ///
  /// - Throws: `LabError.badConfiguration` for any other text.
  static func shape(_ text: String) throws(LabError) -> ImageShape {
    let extents = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard extents.count == 3, extents.allSatisfy({ (1...4096).contains($0) }) else {
      throw .badConfiguration(
        key: "--image-size", found: "\"\(text)\"", expected: "HEIGHTxWIDTHxCHANNELS such as 28x28x1")
    }
    return ImageShape(channels: extents[2], height: extents[0], width: extents[1])
  }
}
