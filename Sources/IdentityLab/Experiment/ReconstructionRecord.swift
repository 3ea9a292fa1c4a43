import LabRuns
import Nets

/// What a finished run of this laboratory found: the content of result.json, the same bytes whenever and wherever it is made.
package struct ReconstructionRecord: RunRecord {
  /// The configuration's digest, 16 hex digits.
  package let runKey: String
  /// The run's folder, relative to the output folder.
  package let directory: String
  /// Number of weights.
  package let parameterCount: Int
  /// Updates done.
  package let steps: Int
  /// Loss at the final weights; nil where it is infinite or not a number.
  package let finalLoss: Double?
  /// Loss at the first weights; nil where it is infinite or not a number.
  package let initialLoss: Double?
  /// Length of the path in the space of weights, of the schedule `flow`; nil of others.
  package let pathLength: Double?
  /// Where the training stands that came to a plateau; nil of others, and of runs of earlier programs.
  package let plateau: Plateau?
  /// Why training ended.
  package let stopReason: StopReason
  /// What training came to.
  package let outcome: TrainingOutcome
  /// What the net does with other digits: identity, constant, both, neither.
  ///
  /// Nil where training came to anything but a fitted net, where the training image has no contrast that an answer could
  /// correlate with, and where the net gave no number.
  package let zone: Zone?
  /// Scores by probe family.
  package let evaluation: [ProbeScore]
  /// Scores by correlation with the training image.
  package let similarity: [SimilarityScore]

  enum CodingKeys: String, CodingKey {
    case runKey, directory, parameterCount, steps, finalLoss, initialLoss, pathLength, plateau, stopReason,
      outcome,
      zone
    case evaluation, similarity
  }

  /// Encodes every key, null where there is no number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(runKey, forKey: .runKey)
    try container.encode(directory, forKey: .directory)
    try container.encode(parameterCount, forKey: .parameterCount)
    try container.encode(steps, forKey: .steps)
    try container.encode(finalLoss, forKey: .finalLoss)
    try container.encode(initialLoss, forKey: .initialLoss)
    try container.encodeIfPresent(pathLength, forKey: .pathLength)
    try container.encodeIfPresent(plateau, forKey: .plateau)
    try container.encode(stopReason, forKey: .stopReason)
    try container.encode(outcome, forKey: .outcome)
    try container.encode(zone, forKey: .zone)
    try container.encode(evaluation, forKey: .evaluation)
    try container.encode(similarity, forKey: .similarity)
  }

  /// The score of a probe family.
  package func score(of family: ProbeFamily) -> ProbeScore? {
    evaluation.first { $0.probe == family }
  }
}
