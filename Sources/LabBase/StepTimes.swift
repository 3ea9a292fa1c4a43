/// How long training steps take: milliseconds, and the arithmetic in them.
package struct StepTimes: Codable, Equatable, Sendable {
  /// The median.
  package let millisecondsPerStep: Double
  /// The fastest step.
  package let minimum: Double
  /// The slowest step.
  package let maximum: Double
  /// How many steps were timed.
  package let steps: Int
  /// Floating-point operations of a step as direct sums would do them.
  package let operationsPerStep: Double
  /// 10⁹ of these operations a second, at the median.
  package let gigaflops: Double
  /// Milliseconds of a step by the cost model that plans sweeps; nil where it was not asked.
  package var estimatedMilliseconds: Double?

  /// Takes a few steps to warm up, at most three, then times steps for so many seconds.
  ///
  /// - Parameter leastSteps: how many steps are timed at least, however long they take; at least 1.
  package init(seconds: Double, leastSteps: Int, operationsPerStep: Double, step: () -> Void) {
    precondition(leastSteps >= 1, "no time of \(leastSteps) steps")
    for _ in 0..<min(3, leastSteps) { step() }
    let clock = ContinuousClock()
    let start = clock.now
    var times: [Double] = []
    var before = start
    while times.count < leastSteps || (before - start).seconds < seconds {
      step()
      let after = clock.now
      times.append((after - before).seconds * 1000)
      before = after
    }
    times.sort()
    let middle = times.count / 2
    let median = times.count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
    millisecondsPerStep = median
    minimum = times[0]
    maximum = times[times.count - 1]
    steps = times.count
    self.operationsPerStep = operationsPerStep
    gigaflops = operationsPerStep / median * 1e-6
  }
}
