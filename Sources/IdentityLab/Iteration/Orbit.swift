/// A start and what became of it under iteration, in numbers.
///
/// Distances are root mean squares of differences in units of the training image's contrast (``IterationTargets/unit``).
package struct Orbit: Codable, Equatable, Sendable {
  /// The numbers of one iterate; nil of those that are no finite numbers.
  package struct Point: Codable, Equatable, Sendable {
    /// How often the net was applied.
    package let iteration: Int
    /// To the nearest training image.
    package let distanceToTraining: Double?
    /// Pearson's correlation with that image; nil also where one of them is constant.
    package let correlation: Double?
    /// To the training image that it is nearest to, of the iterate times what gives it that image's size.
    package let distanceToRay: Double?
    /// To the start.
    package let distanceToStart: Double?
    /// To the iterate before; nil of the start.
    package let distanceToPrevious: Double?
  }

  /// Where the start is from; nil of a chosen image.
  package let kind: IterationStart.Kind?
  /// What the start shows.
  package let label: String
  /// What it came to.
  package let fate: IterationFate
  /// The period of a cycle; nil of other fates.
  package let period: Int?
  /// Which training image the last iterate is nearest to, from 0.
  package let nearest: Int
  /// After how many iterations every further step, or turn, is at most ``FixedPointIteration/tolerance``; nil where iterates do
  /// not come to rest.
  package let settledAfter: Int?
  /// The iterates at 0, 1, 2, 4, 8, … and the last one that was computed.
  package let points: [Point]

  /// The last iterate's numbers.
  package var end: Point { points[points.count - 1] }

  /// The iterations whose numbers are kept, of so many: 0, the powers of two and the last.
  package static func columns(_ iterations: Int) -> [Int] {
    var columns = [0]
    var next = 1
    while next < iterations {
      columns.append(next)
      next *= 2
    }
    return columns + [iterations]
  }

  /// What it came to in words, such as `training image after 12` or `cycle of 2`.
  package var text: String {
    switch fate {
    case .cycle: "cycle of \(period ?? 0)"
    case .unsettled: "not settled after \(end.iteration)"
    case .diverged: "diverged after \(end.iteration)"
    case .trainingRay: "multiple of training image after \(settledAfter ?? end.iteration)"
    case .training, .constantImage, .fixedPoint, .ray: "\(fate.title) after \(settledAfter ?? end.iteration)"
    }
  }

  /// Whether iteration can have come to that: what a file holds may have been edited.
  func isPossible(iterations: Int, trainingImages: Int) -> Bool {
    let columns = points.map(\.iteration)
    let numbers = points.flatMap {
      [$0.distanceToTraining, $0.distanceToRay, $0.distanceToStart, $0.distanceToPrevious]
    }
    return (0..<trainingImages).contains(nearest) && !points.isEmpty && columns.last ?? 0 <= iterations
      && columns == Self.columns(end.iteration) && numbers.allSatisfy { $0 ?? 0 >= 0 }
      && points.allSatisfy { abs($0.correlation ?? 0) <= 1 + 1e-6 }
      && (fate == .cycle) == (period != nil) && fate.isAtRest == (settledAfter != nil)
      && period ?? 2 >= 2 && (0...end.iteration).contains(settledAfter ?? 0)
  }
}
