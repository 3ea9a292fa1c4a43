/// Applies a net to its own answers, x, f(x), f(f(x)), …, and says what they come to.
///
/// With e_k the distance from iterate k − 1 to iterate k, all distances in units of the training image's contrast
/// (``IterationTargets``), and t_k that of iterates k − 1 and k when both have a root mean square of 1, after K iterations, or
/// fewer where e_k is at most ``stillness`` or an iterate has left all bounds; the first that holds:
///
/// - at a *fixed point*: e_k is at most ``stillness``, or what is left of the way is at most ``tolerance``. That is
///   e_K · r/(1 − r), r the largest ratio e_j/e_{j−1} of the last ``ratios`` steps, which must all be below 1: the way is
///   that of a geometric series. A slow drift is none, however small its steps. The fixed point is a *training image*
///   where its distance from the nearest one is at most ``likeness`` (its correlation with it is then at least
///   √(1 − likeness²), of a single image);
/// - *multiples of a training image*: t_k is at rest by the same rule, and the iterate, given the size of the training image, is
///   as near to it. A net without biases whose activation functions are linear or ReLU has f(αx) = αf(x) for α > 0: with x̂
///   all of its multiples are fixed points, and an answer that is too large or too small by a hundredth makes them grow or
///   fade. What such a net can be drawn to is a ray;
/// - *diverged*: a value is not finite, or their root mean square is beyond ``bound`` times that of the start and of
///   the training images;
/// - a *constant image*, a fixed point whose contrast is at most ``blankness``, or *another fixed point*;
/// - *multiples of another image*: t_k is at rest;
/// - in a *cycle* of period p: e_K is above the tolerance, and iterate K is at most e_K/10 from iterate K − p, for the
///   least p from 2 to ``longestPeriod``. A drift does not return;
/// - *unsettled* otherwise.
///
/// A net that reconstructs x̂ to a small loss has a fixed point near it where it contracts there, so that x̂ is an attractor:
/// Radhakrishnan, Belkin, Uhler, "Overparameterized neural networks implement associative memory", PNAS 2020,
/// arXiv 1909.12362. The tolerances are ours.
struct FixedPointIteration: Sendable {
  /// Most iterations that may be asked for.
  static let mostIterations = 10_000
  /// How much of the unit is nothing.
  static let tolerance = 0.01
  /// A step that is none.
  static let stillness = 1e-5
  /// How many ratios of successive steps are looked at.
  static let ratios = 5
  /// The distance up to which a fixed point is a training image.
  static let likeness = 0.3
  /// The contrast up to which a fixed point is a constant image.
  static let blankness = 0.05
  /// The size beyond which iterates have diverged.
  static let bound = 1000.0
  /// The longest period that is looked for.
  static let longestPeriod = 16

  /// What iterates are compared with.
  let targets: IterationTargets
  /// K, at least 1.
  let iterations: Int

  /// Follows one start.
  ///
  /// - Parameters:
  ///   - apply: the net, C · H · W values in and out.
  ///   - visit: given every iterate, the start as 0.
  func orbit(
    from start: IterationStart, _ apply: ([Float]) -> [Float],
    visit: (_ iteration: Int, _ iterate: [Float]) -> Void = { _, _ in }
  ) -> Orbit {
    let limit = Self.bound * max(IterationTargets.size(start.values), targets.size, targets.unit)
    var recent = [start.values]
    var (steps, turns): ([Double], [Double]) = ([], [])
    var points = [point(0, start.values, start.values, step: nil)]
    visit(0, start.values)
    let columns = Set(Orbit.columns(iterations))
    var hasDiverged = false
    while steps.count < iterations, !hasDiverged, steps.last.map({ $0 > Self.stillness }) ?? true {
      let last = recent[recent.count - 1]
      let next = apply(last)
      steps.append(targets.distance(next, last))
      turns.append(Self.turn(next, last))
      // A size that is not a number is not below the limit either.
      hasDiverged = !(IterationTargets.size(next) <= limit)
      recent.append(next)
      if recent.count > Self.longestPeriod + 1 { recent.removeFirst() }
      visit(steps.count, next)
      if columns.contains(steps.count) {
        points.append(point(steps.count, next, start.values, step: steps.last))
      }
    }
    let end = recent[recent.count - 1]
    if points.last?.iteration != steps.count {
      points.append(point(steps.count, end, start.values, step: steps.last))
    }
    let nearest = targets.nearest(end)
    let fate = fate(of: end, steps: steps, turns: turns, hasDiverged: hasDiverged, nearest)
    let period = fate == nil ? Self.period(recent, step: steps.last ?? 0, targets) : nil
    let way = fate == .trainingRay || fate == .ray ? turns : steps
    return Orbit(
      kind: start.kind, label: start.label, fate: fate ?? (period == nil ? .unsettled : .cycle),
      period: period,
      nearest: nearest.place,
      settledAfter: fate?.isAtRest == true ? (way.lastIndex { $0 > Self.tolerance } ?? -1) + 1 : nil,
      points: points)
  }

  /// What iterates have come to; nil where they neither rest nor diverge.
  private func fate(
    of end: [Float], steps: [Double], turns: [Double], hasDiverged: Bool,
    _ nearest: (place: Int, distance: Double, correlation: Double?)
  ) -> IterationFate? {
    let isSettled = !hasDiverged && Self.isSettled(steps)
    if isSettled, nearest.distance <= Self.likeness { return .training }
    let isRay = Self.isSettled(turns)
    if isRay, let distance = targets.rayDistance(end, place: nearest.place), distance <= Self.likeness {
      return .trainingRay
    }
    if hasDiverged { return .diverged }
    if isSettled { return targets.contrast(end) <= Self.blankness ? .constantImage : .fixedPoint }
    return isRay ? .ray : nil
  }

  /// Whether the last steps lead to a fixed point that is as good as reached.
  static func isSettled(_ steps: [Double]) -> Bool {
    guard let last = steps.last else { return false }
    if last <= stillness { return true }
    let end = steps.suffix(ratios + 1)
    guard end.count == ratios + 1, let ratio = zip(end.dropFirst(), end).map({ $0 / $1 }).max(), ratio < 1
    else { return false }
    return last * ratio / (1 - ratio) <= tolerance
  }

  /// The period in which the last iterates return; nil where they do not.
  private static func period(
    _ recent: [[Float]], step: Double, _ targets: IterationTargets
  ) -> Int? {
    guard step > tolerance, let last = recent.last, recent.count > 2 else { return nil }
    return (2..<recent.count).first { targets.distance(last, recent[recent.count - 1 - $0]) <= step / 10 }
  }

  private func point(_ iteration: Int, _ image: [Float], _ start: [Float], step: Double?) -> Orbit.Point {
    func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
    let nearest = targets.nearest(image)
    return Orbit.Point(
      iteration: iteration, distanceToTraining: finite(nearest.distance), correlation: nearest.correlation,
      distanceToRay: targets.rayDistance(image, place: nearest.place),
      distanceToStart: finite(targets.distance(image, start)), distanceToPrevious: finite(step))
  }

  /// Root mean square of the difference of two images that are both given a root mean square of 1; infinite where one is
  /// zero or not finite.
  private static func turn(_ image: [Float], _ other: [Float]) -> Double {
    let (size, another) = (IterationTargets.size(image), IterationTargets.size(other))
    guard size > 0, another > 0, size.isFinite, another.isFinite else { return .infinity }
    let squares = zip(image, other).reduce(0.0) { sum, pair in
      let difference = Double(pair.0) / size - Double(pair.1) / another
      return sum + difference * difference
    }
    return (squares / Double(image.count)).squareRoot()
  }
}
