import Nets
import TestSupport

@testable import IdentityLab

/// Finished runs of made-up results, so that figures can be tested without training.
struct StoredRuns {
  let folder: TemporaryFolder
  let store: RunStore
  let factory = ExperimentFactoryTests.factory()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  /// The configuration of a tiny net on a 6 × 6 image.
  func configuration(_ values: [ExperimentKey: String]) throws -> ExperimentConfiguration {
    let tiny: [ExperimentKey: String] = [.depth: "1", .width: "2", .kernelSize: "3", .size: "6"]
    return try factory.makeExperiment(ExperimentSettings(tiny.merging(values) { $1 })).configuration
  }

  /// A plan of tiny nets.
  func plan(_ values: [ExperimentKey: String]) throws -> SweepPlan {
    let tiny: [ExperimentKey: String] = [.depth: "1", .width: "2", .kernelSize: "3", .size: "6"]
    return try SweepPlan(
      name: "test", settings: ExperimentSettings(tiny.merging(values) { $1 }), factory: factory)
  }

  /// Stores a result: both correlations of digits, and one similarity score a ρ.
  @discardableResult
  func add(
    _ configuration: ExperimentConfiguration, identity: Double? = 0.5, constant: Double? = 0.25,
    loss: Double? = 0.01, rhos: [Double] = [0, 1], stopReason: StopReason = .stepLimit
  ) throws -> FigureRun {
    let key = configuration.runKey
    let digits = ProbeScore(
      probe: .digits, count: 20, correlationWithIdentity: identity, correlationWithConstant: constant,
      mseToIdentity: 1, mseToConstant: 1)
    let record = RunRecord(
      runKey: key, directory: RunDirectory.relativePath(runKey: key), parameterCount: 9, steps: 3,
      finalLoss: loss, stopReason: stopReason, zone: digits.zone(), evaluation: [digits],
      similarity: rhos.map {
        SimilarityScore(rho: $0, correlationWithIdentity: identity, correlationWithConstant: constant)
      })
    try AtomicFile.write(CanonicalJSON.pretty(record), to: store.directory(key).file("result.json"))
    return try FigureRun(configuration, store: store)
  }

  /// Stores a run's configuration, and the weights that it began with as those it ended with.
  func addWeights(_ configuration: ExperimentConfiguration) throws {
    try AtomicFile.write(
      CanonicalJSON.pretty(configuration), to: store.directory(configuration.runKey).file("config.json"))
    let file = SafetensorsFile(
      tensors: Checkpoint.tensors(of: configuration.makeInitialParameters()), metadata: [:])
    try AtomicFile.write(
      file.encoded(), to: store.directory(configuration.runKey).file("model.safetensors"))
  }

  /// What a picture of runs is made from.
  func context(_ runs: [FigureRun], _ options: PictureOptions = PictureOptions()) -> FigureContext {
    FigureContext(
      heading: FigureHeading(title: "title", subtitle: "subtitle", source: "source"), runs: runs,
      options: options, factory: factory, threads: 1)
  }
}
