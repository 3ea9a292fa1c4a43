import LabBase
import LabRuns
import Nets

extension ReconstructionRecord {
  /// Reads a result and requires that a run can have found it: the file may have been edited or damaged.
  ///
  /// - Throws: `DecodingError` for what is no result, `LabError.badData` for numbers that contradict each other or lie
  ///   outside their range.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    runKey = try container.decode(String.self, forKey: .runKey)
    directory = try container.decode(String.self, forKey: .directory)
    parameterCount = try container.decode(Int.self, forKey: .parameterCount)
    steps = try container.decode(Int.self, forKey: .steps)
    finalLoss = try container.decode(Double?.self, forKey: .finalLoss)
    initialLoss = try container.decode(Double?.self, forKey: .initialLoss)
    pathLength = try container.decodeIfPresent(Double.self, forKey: .pathLength)
    plateau = try container.decodeIfPresent(Plateau.self, forKey: .plateau)
    stopReason = try container.decode(StopReason.self, forKey: .stopReason)
    outcome = try container.decode(TrainingOutcome.self, forKey: .outcome)
    zone = try container.decode(Zone?.self, forKey: .zone)
    evaluation = try container.decode([ProbeScore].self, forKey: .evaluation)
    similarity = try container.decode([SimilarityScore].self, forKey: .similarity)
    if let problem {
      throw LabError.badData(
        path: "the result of run \(runKey)", expected: problem.expected, found: problem.found)
    }
  }

  /// What no run can have found; nil where all is as it can be.
  private var problem: (expected: String, found: String)? {
    if parameterCount < 1 || steps < 0 {
      return ("weights, and a number of steps", "\(parameterCount) weights, \(steps) steps")
    }
    if let loss = [finalLoss, initialLoss].compactMap(\.self).first(where: { $0 < 0 }) {
      return ("losses of at least 0", "\(loss)")
    }
    if let pathLength, pathLength < 0 {
      return ("a path of at least no length", "\(pathLength)")
    }
    if let plateau, !(plateau.gradientNorm >= 0 && plateau.escapeTime ?? 1 > 0) {
      return ("a plateau with a gradient of at least 0 and a time above it", "\(plateau)")
    }
    let outcomes: [TrainingOutcome] =
      switch stopReason {
      case .tolerance: [.fitted]
      case .diverged: [.diverged]
      case .stepLimit: [.plateau, .descending]
      case .patience, .interrupted: []
      }
    if !outcomes.contains(outcome) {
      return ("an outcome that goes with the stop reason \(stopReason.rawValue)", outcome.rawValue)
    }
    if let zone, outcome != .fitted {
      return ("no zone of a net that is not fitted", "\(zone.rawValue), \(outcome.rawValue)")
    }
    if plateau != nil, outcome != .plateau {
      return ("no plateau of a net that has left it", outcome.rawValue)
    }
    let correlations =
      evaluation.flatMap { [$0.correlationWithIdentity, $0.correlationWithConstant, $0.correlationWithMean] }
      + evaluation.flatMap { $0.correlationWithEach ?? [] }
      + similarity.flatMap { [$0.rho, $0.correlationWithIdentity, $0.correlationWithConstant] }
    if let wrong = correlations.compactMap(\.self).first(where: { abs($0) > 1 + 1e-6 }) {
      return ("correlations from −1 to 1", "\(wrong)")
    }
    let parts = evaluation.map(\.decomposition) + similarity.map(\.decomposition)
    if let problem = parts.lazy.compactMap({ $0?.problem }).first { return problem }
    if let score = evaluation.first(where: { $0.count < 1 }) {
      return ("a number of images of \(score.probe.rawValue)", "\(score.count)")
    }
    return nil
  }
}
