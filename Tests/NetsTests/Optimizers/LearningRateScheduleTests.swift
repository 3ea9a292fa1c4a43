import Nets
import TestSupport
import Testing

/// The step schedule at its boundaries.
@Suite struct LearningRateScheduleTests {
  @Test(
    "the rate falls to a fifth once 30, 60 and 80 % of the steps are done",
    arguments: [
      // Total, and the first step count at or above each share.
      (10, [3, 6, 8]), (100, [30, 60, 80]), (2_000_000, [600_000, 1_200_000, 1_600_000]),
      (7, [3, 5, 6]), (13, [4, 8, 11]), (5, [2, 3, 4]), (3, [1, 2, 3]), (1, [1, 1, 1]), (2, [1, 2, 2]),
    ])
  func fallsAtBoundaries(total: Int, milestones: [Int]) {
    func factor(_ completed: Int) -> Double {
      LearningRateSchedule.step.factor(completedSteps: completed, totalSteps: total)
    }
    let steps = Set([0, total - 1] + milestones.flatMap { [$0 - 1, $0] })
    for completed in steps {
      let passed = milestones.count { completed >= $0 }
      let expected = [1, 0.2, 0.04, 0.008][passed]
      #expect(isClose(factor(completed), expected, relative: 1e-15), "\(completed) of \(total)")
    }
    #expect(factor(0) == 1)
  }

  @Test("the constant schedule never changes the rate")
  func staysConstant() {
    for completed in [0, 3, 6, 8, 9] {
      #expect(LearningRateSchedule.constant.factor(completedSteps: completed, totalSteps: 10) == 1)
    }
  }
}
