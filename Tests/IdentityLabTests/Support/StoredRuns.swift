import Nets
import TestSupport

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabRuns
@testable import LabSweeps

/// Finished runs of made-up results, so that figures can be tested without training.
struct StoredRuns {
  let folder: TemporaryFolder
  let store: RunStore<ReconstructionLab>
  let lab = ReconstructionLab.builtIn()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<ReconstructionLab>(output: folder.path)
  }

  /// The configuration of a tiny net on a 6 × 6 image.
  func configuration(_ values: [SettingKey: String]) throws -> ReconstructionConfiguration {
    let tiny: [SettingKey: String] = [.depth: "1", .width: "2", .kernelSize: "3", .size: "6"]
    return try lab.makeExperiment(Settings(tiny.merging(values) { $1 })).configuration
  }

  /// A plan of tiny nets.
  func plan(_ values: [SettingKey: String]) throws -> SweepPlan<ReconstructionLab> {
    let tiny: [SettingKey: String] = [.depth: "1", .width: "2", .kernelSize: "3", .size: "6"]
    return try SweepPlan(
      name: "test", settings: Settings(tiny.merging(values) { $1 }), lab: lab)
  }

  /// Stores a result: both correlations of digits, and one similarity score a ρ.
  @discardableResult
  func add(
    _ configuration: ReconstructionConfiguration, identity: Double? = 0.5, constant: Double? = 0.25,
    loss: Double? = 0.01, rhos: [Double] = [0, 1], outcome: TrainingOutcome = .fitted
  ) throws -> ReconstructionRun {
    let key = configuration.runKey
    let digits = ProbeScore(
      probe: .digits, count: 20, correlationWithIdentity: identity, correlationWithConstant: constant,
      mseToIdentity: 1, mseToConstant: 1)
    let stopReason: StopReason =
      switch outcome {
      case .fitted: .tolerance
      case .plateau, .descending: .stepLimit
      case .diverged: .diverged
      }
    let record = ReconstructionRecord(
      runKey: key, directory: RunDirectory<ReconstructionLab>.relativePath(runKey: key), parameterCount: 9,
      steps: 3,
      finalLoss: loss, initialLoss: 1, pathLength: nil, plateau: nil, stopReason: stopReason,
      outcome: outcome,
      zone: outcome == .fitted ? digits.zone() : nil,
      evaluation: [digits],
      similarity: rhos.map {
        SimilarityScore(rho: $0, correlationWithIdentity: identity, correlationWithConstant: constant)
      })
    try AtomicFile.write(CanonicalJSON.pretty(record), to: store.directory(key).file("result.json"))
    return ReconstructionRun(configuration, record: record, directory: store.directory(key))
  }

  /// Stores a run's configuration, and the weights that it began with as those it ended with.
  func addWeights(_ configuration: ReconstructionConfiguration) throws {
    try AtomicFile.write(
      CanonicalJSON.pretty(configuration), to: store.directory(configuration.runKey).file("config.json"))
    let file = SafetensorsFile(
      tensors: Checkpoint.tensors(of: configuration.makeInitialParameters()), metadata: [:])
    try AtomicFile.write(
      file.encoded(), to: store.directory(configuration.runKey).file("model.safetensors"))
  }

  /// What a picture of runs is made from.
  func context(
    _ runs: [ReconstructionRun], _ options: ReconstructionOptions = ReconstructionOptions()
  ) -> ReconstructionContext {
    ReconstructionContext(
      heading: FigureHeading(title: "title", subtitle: "subtitle", source: "source"), runs: runs,
      options: options, lab: lab, threads: 1)
  }
}
