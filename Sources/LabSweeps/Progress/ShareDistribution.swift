/// What share of its steps a run takes before it reaches its tolerance, as a distribution over [0, 1].
///
/// Runs that have ended say it; runs at work say that it is more than they have done. Both count in the product-limit
/// estimate of Kaplan and Meier (1958), so that the short runs, which end first, do not pass for all of them.
struct ShareDistribution {
  /// The shares at which runs ended, rising, each with the part of all runs that goes on behind it.
  private let ends: [(share: Double, survival: Double)]

  /// Learns from runs; of pending ones it knows nothing.
  ///
  /// A run counts by the root of its cost: what expensive runs do matters more for the time that is left, but a single
  /// one must not decide it.
  init(_ runs: some Sequence<RunObservation>) {
    let seen = runs.filter { $0.state != .pending }
      .map { (share: $0.share, isEnd: $0.state == .done, weight: max($0.cost, 0).squareRoot()) }
      .sorted { $0.share != $1.share ? $0.share < $1.share : $0.isEnd && !$1.isEnd }
    var atRisk = seen.reduce(0) { $0 + $1.weight }
    var survival = 1.0
    var ends: [(share: Double, survival: Double)] = []
    for run in seen {
      if run.isEnd, atRisk > 0 {
        survival *= max(0, 1 - run.weight / atRisk)
        ends.append((run.share, survival))
      }
      atRisk -= run.weight
    }
    self.ends = ends
  }

  /// The share that a run is expected to take that has done so much of it.
  ///
  /// Where nobody knows, beyond the last end that was seen, the middle between there and all steps is taken.
  func mean(above share: Double) -> Double {
    // What rounding leaves of the last weight is nobody.
    let here = ends.last { $0.share <= share }?.survival ?? 1
    guard here > 1e-9 else {
      return share + (1 - share) / 2
    }
    var (area, place, survival) = (0.0, share, here)
    for end in ends where end.share > share {
      area += (end.share - place) * survival
      (place, survival) = (end.share, end.survival)
    }
    return share + (area + (1 - place) * survival / 2) / here
  }
}
