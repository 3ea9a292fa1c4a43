import Nets
import TestSupport
import Testing

/// What a restored trainer is: the one whose state was saved, in every kind of training.
@Suite struct RestoreTests {
  private func weights(_ trainer: Trainer<Float>) -> [UInt32] {
    trainer.settledParameters().values.array.map(\.bitPattern)
  }

  /// A trainer of other weights that goes on where `trainer` is, by way of a file's bytes.
  private func resumed(_ trainer: Trainer<Float>, _ kind: TrainingKind) throws -> Trainer<Float> {
    let file = try SafetensorsFile(decoding: Checkpoint.state(of: trainer).encoded())
    let other = kind.makeTrainer(seed: 99)
    try Checkpoint.restore(file, into: other)
    return other
  }

  @Test("a resumed run takes the steps that are left, to the same bits", arguments: TrainingKind.all)
  func takesTheRest(_ kind: TrainingKind) throws {
    let whole = kind.makeTrainer()
    var rows: [TrainingMetrics] = []
    let result = whole.run(onMetrics: { rows.append($0) })
    #expect(result.steps == TrainingKind.steps && whole.ownSteps == TrainingKind.steps)
    for step in [0, 1, 15, 16, 17, 39] {
      let first = kind.makeTrainer(after: step)
      #expect(first.ownSteps == step)
      let second = try resumed(first, kind)
      #expect(second.completedSteps == step && second.ownSteps == 0)
      #expect(second.initialLoss == rows.first?.loss)
      var rest: [TrainingMetrics] = []
      #expect(second.run(onMetrics: { rest.append($0) }) == result, "resumed at \(step)")
      #expect(second.ownSteps == TrainingKind.steps - step)
      #expect(rest == rows.filter { $0.step >= step })
      #expect(weights(second) == weights(whole), "resumed at \(step)")
    }
  }

  // Low-rank training makes weights of other numbers when they are asked for: of the checkpoint's, right away.
  @Test("weights asked for before the first step are the checkpoint's", arguments: TrainingKind.all)
  func settlesAtOnce(_ kind: TrainingKind) throws {
    for step in [0, 1, 20] {
      let first = kind.makeTrainer(after: step)
      let expected = weights(first)
      let second = try resumed(first, kind)
      #expect(weights(second) == expected, "resumed at \(step)")
      let third = try resumed(second, kind)
      #expect(weights(third) == expected, "resumed twice at \(step)")
      #expect(Checkpoint.state(of: third).encoded() == Checkpoint.state(of: first).encoded())
      _ = first.run(onMetrics: { _ in })
      _ = third.run(onMetrics: { _ in })
      #expect(weights(third) == weights(first), "finished after \(step)")
      #expect(weights(third) != expected)
    }
  }

  @Test("losses looked at before the first step change nothing either", arguments: TrainingKind.all)
  func measuresBeforeSettling(_ kind: TrainingKind) throws {
    let first = kind.makeTrainer(after: 20)
    let expected = weights(first)
    let second = try resumed(first, kind)
    #expect(second.computeGradients().loss == first.computeGradients().loss)
    #expect(weights(second) == expected)
  }
}
