import Nets
import TestSupport
import Testing

/// When a run ends and what it reports, on one weight whose path is known exactly.
@Suite struct TrainerTests {
  /// y = w x with x = target = 1 and w₀ = 0: the error e = w − 1 becomes (1 − 2η) e in every step, L = e².
  private func makeTrainer(
    learningRate: Double = 0.25, schedule: LearningRateSchedule = .constant, clipNorm: Double? = nil,
    steps: Int, tolerance: Double = 0, logInterval: Int = 10, input: Double = 1
  ) -> Trainer<Double> {
    let shape = ImageShape(channels: 1, height: 1, width: 1)
    let architecture = Architecture.fcn(depth: 1, width: 1)
    let network = Network<Double>(
      architecture: architecture, activation: .relu, imageShape: shape,
      parameters: ParameterBuffer(layout: architecture.parameterLayout(imageShape: shape)),
      kernels: ReferenceKernels(), forTraining: true)
    return Trainer(
      network: network,
      configuration: TrainingConfiguration(
        optimizer: .sgd(momentum: 0), learningRate: learningRate, schedule: schedule, clipNorm: clipNorm,
        steps: steps, tolerance: tolerance, logInterval: logInterval), inputs: [input])
  }

  private func run(_ trainer: Trainer<Double>) -> (result: TrainingResult, rows: [TrainingMetrics]) {
    var rows: [TrainingMetrics] = []
    let result = trainer.run(onMetrics: { rows.append($0) })
    return (result, rows)
  }

  @Test("it stops at the tolerance, before the update")
  func stopsAtTolerance() {
    // e = −1, −½, −¼: the loss 1/16 is at the tolerance after two updates.
    let trainer = makeTrainer(steps: 100, tolerance: 0.0625)
    let (result, rows) = run(trainer)
    #expect(result.steps == 2 && result.finalLoss == 0.0625 && result.stopReason == .tolerance)
    #expect(trainer.settledParameters().values[0] == 0.75)
    #expect(
      rows == [
        TrainingMetrics(step: 0, loss: 1, gradientNorm: 2, learningRate: 0.25),
        TrainingMetrics(step: 2, loss: 0.0625, gradientNorm: nil, learningRate: nil),
      ])
  }

  @Test("a tolerance just below the loss takes one more step; a tolerance of 0 never stops")
  func toleranceIsInclusive() {
    #expect(run(makeTrainer(steps: 100, tolerance: 0.0624)).result.steps == 3)
    let exact = run(makeTrainer(learningRate: 0.5, steps: 5)).result
    #expect(exact.steps == 5 && exact.finalLoss == 0 && exact.stopReason == .stepLimit)
  }

  @Test("it stops at the step limit, with rows at multiples of the interval and at the end")
  func stopsAtStepLimit() {
    let (result, rows) = run(makeTrainer(learningRate: 0.05, steps: 12, logInterval: 5))
    #expect(result.steps == 12 && result.stopReason == .stepLimit)
    #expect(rows.map(\.step) == [0, 5, 10, 12])
    #expect(rows.last?.loss == result.finalLoss)
    #expect(isClose(result.finalLoss, 0.07976644307687252, relative: 1e-12))  // 0.9²⁴
    #expect(rows.allSatisfy { ($0.gradientNorm == nil) == ($0.step == 12) })
    for row in rows.dropLast() {
      #expect(isClose(row.gradientNorm ?? 0, 2 * row.loss.squareRoot(), relative: 1e-12))
    }
    let even = run(makeTrainer(learningRate: 0.05, steps: 10, logInterval: 5))
    #expect(even.rows.map(\.step) == [0, 5, 10])
    #expect(even.rows.last?.gradientNorm == nil)
  }

  @Test("a run of no steps measures the loss and changes nothing")
  func runsNoSteps() {
    let trainer = makeTrainer(steps: 0)
    let (result, rows) = run(trainer)
    #expect(result.steps == 0 && result.finalLoss == 1 && result.stopReason == .stepLimit)
    #expect(rows == [TrainingMetrics(step: 0, loss: 1, gradientNorm: nil, learningRate: nil)])
    #expect(trainer.settledParameters().values[0] == 0)
  }

  @Test("a loss a million times above its start ends the run as diverged, while still finite")
  func stopsAtGrowingLoss() {
    // 1 − 2η = −20: the loss grows 400-fold a step, to 6.4e7 after three.
    let (result, rows) = run(makeTrainer(learningRate: 10.5, steps: 1_000_000))
    #expect(result.steps == 3 && result.stopReason == .diverged)
    #expect(isClose(result.finalLoss, 6.4e7, relative: 1e-12))
    #expect(rows.last?.step == 3)
  }

  @Test("an infinite or undefined loss ends the run as diverged", arguments: [1e200, Double.infinity, .nan])
  func stopsAtInfiniteLoss(input: Double) {
    let (result, rows) = run(makeTrainer(steps: 1_000_000, input: input))
    #expect(result.steps == 0 && result.stopReason == .diverged && !result.finalLoss.isFinite)
    #expect(rows.count == 1)
  }

  @Test("a huge learning rate on a real network ends as diverged, in few steps", arguments: OptimizerCase.all)
  func hugeLearningRateDiverges(_ optimizer: OptimizerCase) {
    let small = SmallNetwork.everyArchitecture[1]
    let network: Network<Float> = small.makeNetwork(activation: .linear)
    let trainer = Trainer(
      network: network,
      configuration: TrainingConfiguration(
        optimizer: optimizer.configuration, learningRate: 1e20, steps: 10_000, tolerance: 0),
      inputs: small.makeInputs())
    let result = trainer.run(onMetrics: { _ in })
    #expect(result.stopReason == .diverged && result.steps < 20)
  }

  @Test("it stops when asked, at the step boundary, without a last row")
  func stopsWhenAsked() {
    let trainer = makeTrainer(learningRate: 0.05, steps: 100)
    var rows: [Int] = []
    let result = trainer.run(
      shouldStop: { trainer.completedSteps == 4 }, onMetrics: { rows.append($0.step) })
    #expect(result.steps == 4 && result.stopReason == .interrupted)
    #expect(rows == [0])
    #expect(isClose(trainer.settledParameters().values[0], 1 - 0.6561, relative: 1e-12))  // 0.9⁴
    // Being done comes before being interrupted: there is nothing to resume.
    #expect(makeTrainer(steps: 0).run(shouldStop: { true }, onMetrics: { _ in }).stopReason == .stepLimit)
  }

  @Test("an error of the metrics' reader ends the run and is passed on")
  func passesErrorsOn() {
    struct DiskFull: Error {}
    let trainer = makeTrainer(steps: 100)
    #expect(throws: DiskFull.self) { try trainer.run(onMetrics: { _ in throw DiskFull() }) }
  }

  @Test("the schedule's factor is on the rate that is used and reported")
  func followsSchedule() {
    let trainer = makeTrainer(learningRate: 0.05, schedule: .step, steps: 10, logInterval: 1)
    let (_, rows) = run(trainer)
    let rates = rows.compactMap(\.learningRate)
    let expected = [0.05, 0.05, 0.05, 0.01, 0.01, 0.01, 0.002, 0.002, 0.0004, 0.0004]
    expectClose(rates, expected, absolute: 0, relative: 1e-12, "rates")
    // Each step multiplies the error by 1 − 2η.
    let error = expected.map { 1 - 2 * $0 }.reduce(1, *)
    #expect(isClose(1 - trainer.settledParameters().values[0], error, relative: 1e-12))
  }

  @Test("targets may differ from inputs")
  func trainsTowardsTargets() {
    let small = SmallNetwork.everyArchitecture[0]
    let targets: [Double] = normalValues(36, label: "targets")
    let trainer = Trainer(
      network: small.makeNetwork(activation: .linear),
      configuration: TrainingConfiguration(
        optimizer: .adam(), schedule: .constant, steps: 5_000, tolerance: 1e-6),
      inputs: small.makeInputs(), targets: targets)
    #expect(trainer.run(onMetrics: { _ in }).stopReason == .tolerance)
    trainer.network.forward()
    expectClose(trainer.network.output.array, targets, absolute: 1e-2, relative: 0, "outputs")
  }
}
