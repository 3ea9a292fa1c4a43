import ArgumentParser
import LabBase
import LabRuns
import MemorisationLab

/// The classifier whose steps are timed.
struct BenchClassifierOptions: ParsableArguments {
  @Option(help: "Classifier, such as mlp:3x512, alexnet or inception.")
  var net: String

  @Option(help: "Images a step.")
  var batchSize = 128

  @Option(help: "Image size HEIGHTxWIDTHxCHANNELS.")
  var imageSize = "28x28x3"

  @OptionGroup var threads: ThreadOptions

  /// Makes the benchmark of these options.
  func makeBenchmark(learningRate: Double? = nil) throws -> EpochBenchmark {
    var settings = Settings()
    settings.give(net, for: .net, named: "--net")
    settings.give(String(batchSize), for: .batchSize, named: "--batch-size")
    if let learningRate {
      settings.give(PlainNumber.text(learningRate), for: .learningRate, named: "--learning-rate")
    }
    return try EpochBenchmark(
      settings, imageShape: BenchNetworkOptions.shape(imageSize), threads: threads.count())
  }
}
