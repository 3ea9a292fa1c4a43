import LabBase
import LabRuns
import Nets

extension MemorisationRecord {
  /// Reads a result and requires that a run can have found it: the file may have been edited or damaged.
  ///
  /// - Throws: `DecodingError` for what is no result, `LabError.badData` for numbers that contradict each other or lie
  ///   outside their range.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try container.decode(Value.self, forKey: key)
    }
    runKey = try value(.runKey)
    directory = try value(.directory)
    parameterCount = try value(.parameterCount)
    steps = try value(.steps)
    epochs = try value(.epochs)
    finalLoss = try value(.finalLoss)
    initialLoss = try value(.initialLoss)
    stopReason = try value(.stopReason)
    outcome = try value(.outcome)
    trainAccuracy = try value(.trainAccuracy)
    cleanAccuracy = try value(.cleanAccuracy)
    corruptedAccuracy = try value(.corruptedAccuracy)
    validationAccuracy = try value(.validationAccuracy)
    testAccuracy = try value(.testAccuracy)
    testLoss = try value(.testLoss)
    epochsToFit = try value(.epochsToFit)
    stepsToFit = try value(.stepsToFit)
    bestEpoch = try value(.bestEpoch)
    bestValidationAccuracy = try value(.bestValidationAccuracy)
    bestTestAccuracy = try value(.bestTestAccuracy)
    classCount = try value(.classCount)
    trainCount = try value(.trainCount)
    validationCount = try value(.validationCount)
    testCount = try value(.testCount)
    relabelledCount = try value(.relabelledCount)
    noiseCount = try value(.noiseCount)
    if let problem {
      throw LabError.badData(
        path: "the result of run \(runKey)", expected: problem.expected, found: problem.found)
    }
  }

  /// What no run can have found; nil where all is as it can be.
  private var problem: (expected: String, found: String)? {
    let counts = [parameterCount, classCount, trainCount, testCount]
    if let wrong = counts.first(where: { $0 < 1 }) { return ("numbers of at least 1", "\(wrong)") }
    let others = [steps, epochs, validationCount, relabelledCount, noiseCount]
    let places = [epochsToFit, stepsToFit, bestEpoch].compactMap(\.self)
    if let wrong = (others + places).first(where: { $0 < 0 }) {
      return ("numbers of at least 0", "\(wrong)")
    }
    if let wrong = [relabelledCount, noiseCount].first(where: { $0 > trainCount }) {
      return ("at most \(trainCount) corrupted images", "\(wrong)")
    }
    if (corruptedAccuracy != nil) != (relabelledCount + noiseCount > 0 && outcome != .diverged) {
      return (
        "an accuracy of corrupted images where there are some", corruptedAccuracy.map { "\($0)" } ?? "none"
      )
    }
    if validationCount == 0, let wrong = validationAccuracy ?? bestValidationAccuracy {
      return ("no validation accuracy without a validation part", "\(wrong)")
    }
    if let loss = [finalLoss, initialLoss, testLoss].compactMap(\.self).first(where: { $0 < 0 }) {
      return ("losses of at least 0", "\(loss)")
    }
    let shares = [
      trainAccuracy, cleanAccuracy, corruptedAccuracy, validationAccuracy, testAccuracy,
      bestValidationAccuracy, bestTestAccuracy,
    ]
    if let wrong = shares.compactMap(\.self).first(where: { !(0...1).contains($0) }) {
      return ("accuracies from 0 to 1", "\(wrong)")
    }
    return timeProblem ?? outcomeProblem
  }

  /// Times that cannot follow each other.
  private var timeProblem: (expected: String, found: String)? {
    if (epochsToFit == nil) != (stepsToFit == nil) || (stepsToFit ?? 0) > steps || (epochsToFit ?? 0) > epochs
    {
      return ("a time of fitting within \(steps) steps and \(epochs) epochs", "\(stepsToFit ?? -1) steps")
    }
    let best = [bestEpoch != nil, bestValidationAccuracy != nil, bestTestAccuracy != nil]
    if Set(best).count > 1 || (bestEpoch ?? 0) > epochs {
      return ("a best epoch of \(epochs) with both of its accuracies", "\(bestEpoch ?? -1)")
    }
    return nil
  }

  /// An outcome that does not go with what was measured.
  private var outcomeProblem: (expected: String, found: String)? {
    let outcomes: [TrainingOutcome] =
      switch stopReason {
      case .tolerance: [.fitted]
      case .diverged: [.diverged]
      case .stepLimit, .patience: [.fitted, .plateau, .descending]
      case .interrupted: []
      }
    if !outcomes.contains(outcome) {
      return ("an outcome that goes with the stop reason \(stopReason.rawValue)", outcome.rawValue)
    }
    if (trainAccuracy == nil) != (outcome == .diverged) || (testAccuracy == nil) != (outcome == .diverged) {
      return ("accuracies of a net that has not diverged, and none of one that has", outcome.rawValue)
    }
    if (trainAccuracy == 1) != (outcome == .fitted) {
      return ("a fitted net where no training image is wrong, and only there", outcome.rawValue)
    }
    return nil
  }
}
