import Foundation

/// How the learning rate changes over a run.
public enum LearningRateSchedule: String, CaseIterable, Codable, Sendable {
  /// The same rate throughout.
  case constant
  /// Times 0.2 at 30 %, 60 % and 80 % of the run's step limit: [IC]'s schedule and the lab's default.
  case step

  /// The factor on the base rate for the update after `completedSteps` of at most `totalSteps`.
  public func factor(completedSteps: Int, totalSteps: Int) -> Double {
    switch self {
    case .constant:
      return 1
    case .step:
      let milestones = [3, 6, 8].map { totalSteps * $0 / 10 }
      return pow(0.2, Double(milestones.count { completedSteps >= $0 }))
    }
  }
}
