import Nets

/// What a training came to: whether what is measured of its net is a result of training at all.
///
/// Only a `fitted` net has learnt its images, so zones, means, maps, curves and claims are about fitted nets; the others
/// are counted.
package enum TrainingOutcome: String, CaseIterable, Codable, Sendable {
  /// The goal of training is reached: the loss is at most the tolerance or, where that is the goal, every example is right.
  case fitted
  /// The loss has hardly left its start: it ended at ``plateauShare`` or more of the loss that it began with, or of that
  /// of a net that answers nothing.
  case plateau
  /// All steps were done, and the loss lies between the plateau and the tolerance.
  case descending
  /// The loss became infinite or not a number, or grew a million times above its start.
  case diverged

  /// The share of the starting loss from which on a run counts as not having left it: 0.9.
  ///
  /// Deep nets from small weights end at 0.99 and more of it, and nets that train pass 0.9 within a few steps, so that
  /// the place between matters little.
  package static let plateauShare = 0.9

  /// The outcome of a training that has ended.
  ///
  /// - Parameter restLoss: the loss of a net that answers nothing, all zeros: where nets end that died; nil where a
  ///   laboratory has no such thing.
  package init(_ result: TrainingResult, restLoss: Double?) {
    let start = [result.initialLoss, restLoss].compactMap(\.self).min() ?? .infinity
    switch result.stopReason {
    case .diverged: self = .diverged
    case .tolerance: self = .fitted
    case .stepLimit, .patience, .interrupted:
      self = result.finalLoss >= Self.plateauShare * start ? .plateau : .descending
    }
  }

  /// What it means, for sentences: `2 of 24 did not train`.
  package var meaning: String {
    switch self {
    case .fitted: "training reached its goal"
    case .plateau: "the loss has hardly left its start"
    case .descending: "training ended before its goal"
    case .diverged: "the loss grew without bounds"
    }
  }
}
