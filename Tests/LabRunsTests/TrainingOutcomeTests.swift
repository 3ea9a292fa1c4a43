import Nets
import Testing

@testable import LabRuns

@Suite struct TrainingOutcomeTests {
  private func outcome(
    _ reason: StopReason, final: Double, initial: Double = 1, rest: Double? = 0.97
  ) -> TrainingOutcome {
    TrainingOutcome(
      TrainingResult(steps: 9, finalLoss: final, stopReason: reason, initialLoss: initial), restLoss: rest)
  }

  @Test(
    "a loss that has hardly left its start, or that of a dead net, is a plateau",
    arguments: [
      (0.97, 1.0, 0.97, TrainingOutcome.plateau), (0.9, 1, 1, .plateau), (0.899, 1, 1, .descending),
      // From large weights: the net died, and its loss is that of answering nothing.
      (0.97, 2.1, 0.97, .plateau), (5, 1, 0.97, .plateau), (1e-3, 1, 0.97, .descending),
      // Weights that begin close are not beyond their start because an answer of nothing is worse.
      (0.1, 0.1, 0.97, .plateau), (0.08, 0.1, 0.97, .descending), (.nan, 1, 0.97, .descending),
    ] as [(Double, Double, Double, TrainingOutcome)])
  func stepLimit(final: Double, initial: Double, rest: Double, expected: TrainingOutcome) {
    #expect(outcome(.stepLimit, final: final, initial: initial, rest: rest) == expected)
  }

  @Test("without a loss of rest the start alone counts")
  func noRest() {
    #expect(outcome(.stepLimit, final: 0.95, rest: nil) == .plateau)
    #expect(outcome(.stepLimit, final: 0.95, initial: 2, rest: nil) == .descending)
  }

  @Test("the tolerance and divergence decide by themselves")
  func stopReasons() {
    #expect(outcome(.tolerance, final: 0.99) == .fitted)
    #expect(outcome(.diverged, final: .infinity) == .diverged)
  }

  @Test("outcomes are counted in words")
  func counts() {
    let counts = OutcomeCounts([.fitted, .diverged, .plateau, .fitted, .diverged])
    #expect(counts.total == 5 && counts.unfitted == 3 && counts[.diverged] == 2)
    #expect(counts.sentence == "3 of 5 are not fitted (1 plateau, 2 diverged)")
    #expect(OutcomeCounts([.fitted]).sentence == nil && OutcomeCounts([.fitted]).unfittedText.isEmpty)
    #expect(OutcomeCounts([TrainingOutcome]()).total == 0)
  }
}
