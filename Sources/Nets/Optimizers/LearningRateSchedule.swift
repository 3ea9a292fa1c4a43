/// How the learning rate changes over a run.
public enum LearningRateSchedule: String, CaseIterable, Codable, Sendable {
  /// The same rate throughout.
  case constant
  /// Times 0.2 at 30 %, 60 % and 80 % of the run's step limit: [IC]'s schedule and the lab's default.
  case step

  /// The factor on the base rate for the update after `completedSteps` of at most `totalSteps`.
  ///
  /// A share counts as reached once `completedSteps` is at or above it: of 7 steps, 30 % are after the third.
  public func factor(completedSteps: Int, totalSteps: Int) -> Double {
    switch self {
    case .constant:
      return 1
    case .step:
      // Compared as whole numbers, without rounding the share of a short run down; and without an array, for this
      // is asked in every step.
      let tenths = 10 * completedSteps
      if tenths < 3 * totalSteps { return 1 }
      if tenths < 6 * totalSteps { return 0.2 }
      return tenths < 8 * totalSteps ? 0.04 : 0.008
    }
  }
}
