import IdentityLab
import LabBase
import LabRuns
import Nets

/// Prints runs for a reader.
enum RunPrinter {
  /// A run with its scores.
  static func print(
    _ record: ReconstructionRecord, _ status: RunStatus?, _ configuration: ReconstructionConfiguration,
    wasStored: Bool,
    store: RunStore<ReconstructionLab>
  ) {
    let loss = record.finalLoss.map { Terminal.short($0) } ?? "not a finite number"
    let time =
      status.map { "\(Terminal.duration($0.seconds)), \(Terminal.short($0.millisecondsPerStep)) ms/step" }
      ?? ""
    let from = wasStored ? " (stored; nothing was computed)" : ""
    Terminal.result("run \(record.runKey)\(from)")
    Terminal.result("  \(summary(configuration)), \(record.parameterCount) parameters")
    Terminal.result("  \(record.steps) steps, loss \(loss) (\(reason(record.stopReason))), \(time)")
    Terminal.result("")
    printScores(record.evaluation, record.similarity)
    Terminal.result("")
    if let zone = record.zone {
      Terminal.result(
        "zone \(zone.rawValue): \(zone.meaning) (on \(configuration.probes.zoneFamily.title), "
          + "threshold \(configuration.zoneThreshold))")
    }
    Terminal.result("files in \(store.output)/\(record.directory)")
  }

  /// The tables of an evaluation.
  static func printScores(_ evaluation: [ProbeScore], _ similarity: [SimilarityScore]) {
    let constants = evaluation.first?.correlationWithEach?.count ?? 0
    let header =
      ["probe", "images", "identity", "constant", "mse to input", "mse to training"]
      + (0..<constants).map { "image \($0 + 1)" } + (constants > 0 ? ["their mean"] : [])
    let rows = evaluation.map { score in
      [
        score.probe.rawValue, String(score.count), Terminal.correlation(score.correlationWithIdentity),
        Terminal.correlation(score.correlationWithConstant), Terminal.short(score.mseToIdentity),
        Terminal.short(score.mseToConstant),
      ]
        + (score.correlationWithEach ?? []).map { Terminal.correlation($0) }
        + (constants > 0 ? [Terminal.correlation(score.correlationWithMean)] : [])
    }
    Terminal.result(Terminal.table([header] + rows))
    guard !similarity.isEmpty else { return }
    Terminal.result("")
    let curve = similarity.map { score in
      [
        Terminal.short(score.rho), Terminal.correlation(score.correlationWithIdentity),
        Terminal.correlation(score.correlationWithConstant),
      ]
    }
    Terminal.result(Terminal.table([["similarity ρ", "identity", "constant"]] + curve, leftColumns: 1))
  }

  /// One line that names a run: `cnn depth 5 width 128 k 5, relu, torch, sgd 0.01, seed 0, mnist:7 28x28`.
  static func summary(_ configuration: ReconstructionConfiguration) -> String {
    let kernel = configuration.kernelSize.map { " k \($0)" } ?? ""
    return
      "\(configuration.architecture.rawValue) depth \(configuration.depth) width \(configuration.width)\(kernel), "
      + "\(configuration.activation.rawValue), \(configuration.text(of: .initializer)), "
      + "\(configuration.text(of: .optimizer)) \(configuration.text(of: .learningRate)), seed \(configuration.seed), "
      + "\(configuration.image) \(configuration.text(of: .size))"
  }

  /// A stop reason in words.
  static func reason(_ reason: StopReason) -> String {
    switch reason {
    case .tolerance: "tolerance reached"
    case .stepLimit: "all steps done"
    case .diverged: "diverged"
    case .interrupted: "interrupted"
    }
  }
}
