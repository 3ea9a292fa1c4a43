import Foundation
import Nets
import TestSupport
import Testing

@testable import LabSweeps

/// What a sweep will yet take is compared with what it takes, over made-up sweeps whose runs obey laws like real ones.
@Suite("Estimates of sweeps")
struct SweepEstimateTests {
  /// A run whose truth is known.
  private struct MadeUpRun {
    let kind: String
    let depth: Int
    /// Estimated seconds of one step.
    let stepCost: Double
    let steps: Int
    /// Share of the steps that it takes until its tolerance.
    let share: Double
    /// Seconds that an estimated second really takes.
    let rate: Double

    var training: Double { rate * stepCost * Double(steps) * share }
    var overhead: Double { 0.005 + 60 * stepCost }
    var wall: Double { training + overhead }

    /// What the runner knows of it some seconds after its start; pending before.
    func observation(after seconds: Double) -> RunObservation {
      var run = RunObservation(kind: kind, cost: stepCost * Double(steps), steps: steps)
      guard seconds >= 0 else { return run }
      run.state = seconds >= wall ? .done : .running
      run.wallSeconds = min(seconds, wall)
      run.trainingSeconds = min(max(0, seconds - 0.003), training)
      run.stepsDone = Int((Double(steps) * share * run.trainingSeconds / training).rounded())
      return run
    }
  }

  /// Convolutional nets of many depths and widths, the deep ones slower to train, each width with a rate of its own.
  private static func grid(_ draws: inout Draws) -> [MadeUpRun] {
    var runs: [MadeUpRun] = []
    for width in [8.0, 32, 128] {
      let rate = 0.5 * factor(0.4, &draws)
      for depth in 1...20 {
        for _ in 0..<3 {
          let needed = 300 * (1 + Double(depth) / 6) * factor(0.4, &draws)
          runs.append(
            MadeUpRun(
              kind: "cnn", depth: depth, stepCost: Double(depth) * width * width * 7.8e-7 + 2e-5, steps: 3000,
              share: min(1, needed / 3000), rate: rate * factor(0.1, &draws)))
        }
      }
    }
    return runs
  }

  /// Nets without a tolerance: every run takes all its steps.
  private static func allSteps(_ draws: inout Draws) -> [MadeUpRun] {
    (0..<48).map { index in
      let width = index % 2 == 0 ? 16.0 : 64
      return MadeUpRun(
        kind: "cnn", depth: 1 + index / 4, stepCost: Double(1 + index / 4) * width * width * 7.8e-7,
        steps: 1000,
        share: 1, rate: 0.6 * factor(0.2, &draws))
    }
  }

  /// Two kinds of net, of which one is estimated three times as well and takes other shares of its steps.
  private static func twoKinds(_ draws: inout Draws) -> [MadeUpRun] {
    (0..<120).map { index in
      let isConvolutional = index >= 60
      let depth = 1 + index % 60 / 6
      let width = index % 2 == 0 ? 32.0 : 128
      let needed = (isConvolutional ? 150 : 500) * (1 + Double(depth) / 4) * factor(0.5, &draws)
      return MadeUpRun(
        kind: isConvolutional ? "cnn" : "fcn", depth: depth,
        stepCost: Double(depth) * width * width * (isConvolutional ? 7.8e-7 : 1e-8) + 2e-5, steps: 2000,
        share: min(1, needed / 2000), rate: (isConvolutional ? 1 : 0.3) * factor(0.15, &draws))
    }
  }

  /// A factor around 1, log-normal.
  private static func factor(_ deviation: Double, _ draws: inout Draws) -> Double {
    // The sum of twelve uniform numbers is normal enough.
    let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double(draws.below(1_000_000)) / 1e6 }
    return exp(deviation * normal)
  }

  /// Estimated over true seconds that are left once a tenth of a sweep's work is done.
  private static func ratio(_ runs: [MadeUpRun], workers: Int) -> Double? {
    var ends = [Double](repeating: 0, count: workers)
    let starts = runs.map { run in
      let first = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      defer { ends[first] += run.wall }
      return ends[first]
    }
    let whole = runs.reduce(0) { $0 + $1.wall }
    var (low, high) = (0.0, ends.max() ?? 0)
    for _ in 0..<50 {
      let time = (low + high) / 2
      let done = zip(runs, starts).reduce(0) { $0 + min(max(0, time - $1.1), $1.0.wall) }
      if done < whole / 10 { low = time } else { high = time }
    }
    let estimate = SweepEstimate(
      zip(runs, starts).map { $0.observation(after: high - $1) }, workers: workers)
    return estimate.secondsLeft.map { $0 / ((ends.max() ?? 0) - high) }
  }

  private static func shareWithin(
    _ name: String, workers: Int, isOrdered: Bool = true, _ make: (inout Draws) -> [MadeUpRun]
  ) -> Double {
    let good = (0..<60).count { index in
      var draws = Draws(key: RandomKey(seed: 3).deriving(name).deriving(index))
      var runs = make(&draws)
      if isOrdered {
        for place in runs.indices.reversed() { runs.swapAt(place, draws.below(place + 1)) }
        let costs = runs.map { $0.stepCost * Double($0.steps) }
        runs = SweepOrder.places(names: runs.indices.map { String(format: "%09d", $0) }, costs: costs).map {
          runs[$0]
        }
      }
      return ratio(runs, workers: workers).map { (1 / 1.5...1.5).contains($0) } ?? false
    }
    return Double(good) / 60
  }

  @Test("a tenth of the work tells the rest within a factor of 1.5", arguments: [1, 2, 8])
  func holds(workers: Int) {
    #expect(Self.shareWithin("grid", workers: workers, Self.grid) >= 0.8)
    #expect(Self.shareWithin("all steps", workers: workers, Self.allSteps) >= 0.9)
    // Where two kinds have to be learnt from a dozen runs, some of a hundred go wrong.
    #expect(Self.shareWithin("two kinds", workers: workers, Self.twoKinds) >= 0.6)
  }

  @Test("it needs the order that the runner takes: along the plan, small nets first, it is mostly wrong")
  func order() {
    #expect(
      Self.shareWithin("grid", workers: 2, isOrdered: false) { draws in
        Self.grid(&draws).enumerated().sorted {
          ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
        }
        .map(\.element)
      } < 0.5)
  }

  @Test("before the first step nothing is known, and at the end nothing is left")
  func ends() {
    let run = RunObservation(kind: "a", cost: 10, steps: 100)
    #expect(SweepEstimate([run, run], workers: 2).secondsLeft == nil)
    var done = run
    (done.state, done.stepsDone, done.trainingSeconds, done.wallSeconds) = (.done, 100, 5, 5.5)
    #expect(SweepEstimate([done, done], workers: 2).secondsLeft == 0)
    // A run that takes all its steps like the one before, half as long as estimated, and half a second beside.
    let left = SweepEstimate([done, run], workers: 1).secondsLeft ?? 0
    #expect(abs(left - 5.5) < 0.3, "\(left)")
  }

  @Test("of a run that goes on only the steps that are left count")
  func resumed() {
    var done = RunObservation(kind: "a", cost: 10, steps: 100)
    (done.state, done.stepsDone, done.trainingSeconds, done.wallSeconds) = (.done, 100, 10, 10)
    var resumed = RunObservation(kind: "a", cost: 10, steps: 100)
    (resumed.state, resumed.stepsBefore, resumed.stepsDone) = (.running, 60, 80)
    (resumed.trainingSeconds, resumed.wallSeconds) = (2, 2)
    let left = SweepEstimate([done, resumed], workers: 1).secondsLeft ?? 0
    #expect(abs(left - 2) < 1e-9, "\(left)")
  }

  @Test("short runs that end first do not pass for all: those at work say that they take longer")
  func censoring() {
    func run(_ share: Double, isDone: Bool) -> RunObservation {
      var run = RunObservation(kind: "a", cost: 1, steps: 1000)
      (run.state, run.stepsDone) = (isDone ? .done : .running, Int(share * 1000))
      return run
    }
    let alone = ShareDistribution([run(0.1, isDone: true), run(0.2, isDone: true)])
    #expect(abs(alone.mean(above: 0) - 0.15) < 1e-9)
    let others = (0..<6).map { _ in run(0.5, isDone: false) }
    let both = ShareDistribution([run(0.1, isDone: true), run(0.2, isDone: true)] + others)
    #expect(both.mean(above: 0) > 0.4 && both.mean(above: 0) < 0.7)
    #expect(both.mean(above: 0.5) == 0.75)
    #expect(both.mean(above: 1) == 1)
  }
}
