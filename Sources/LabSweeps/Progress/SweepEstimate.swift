/// How long a sweep will yet take, learnt from its own runs.
///
/// A run takes `constant + passes · c + r · cost · s` seconds: `cost` is estimated from its sizes before it begins, `c` is
/// that of one of its steps, `r` says how fast this machine really is, and `s` is the share of its steps that it takes
/// before its tolerance. r and s are learnt for every kind of net, from runs that have ended and from what those at work
/// have done so far; the constant (starting a process) and the passes (measuring a net) from those that have ended. The
/// runs that are left are then dealt out to the workers as the runner does it.
///
/// The estimate counts on the first runs being a fair sample: see `SweepOrder`. Over made-up sweeps of some dozens of runs or more it is within a factor of 1.5 of the truth in most cases once a tenth of the
/// work is done. It cannot be where by then no run, or one alone, has ended and tolerances end runs early: what share of
/// its steps a run takes is then not known to anybody.
package struct SweepEstimate {
  /// Seconds until all runs are done; nil before the first step that is known of.
  package let secondsLeft: Double?

  /// Estimates what is left.
  ///
  /// - Parameters:
  ///   - runs: those of this go, pending ones in the order in which they will be started.
  ///   - workers: how many are at work at a time.
  package init(_ runs: [RunObservation], workers: Int) {
    guard let pooledRate = Self.rate(runs) else {
      secondsLeft = nil
      return
    }
    let ended = runs.filter { $0.state == .done }
    let overheads = ended.map { max(0, $0.wallSeconds - $0.trainingSeconds) }
    let constant = overheads.min() ?? Self.usualStart
    let stepCosts = ended.reduce(0) { $0 + $1.stepCost }
    let passes =
      stepCosts > 0 ? overheads.reduce(0) { $0 + $1 - constant } / stepCosts : Self.usualPasses

    let pooledShares = ShareDistribution(runs)
    let kinds = Dictionary(grouping: runs, by: \.kind)
    let rates = kinds.mapValues { Self.rate($0) ?? pooledRate }
    let shares = kinds.mapValues { members in
      members.contains { $0.state == .done } ? ShareDistribution(members) : pooledShares
    }
    let usual = shares.mapValues { $0.mean(above: 0) }

    var ends: [Double] = []
    for run in runs where run.state == .running {
      let rate =
        run.costDone > 0.02 * run.cost ? run.trainingSeconds / run.costDone : rates[run.kind] ?? pooledRate
      let share = (shares[run.kind] ?? pooledShares).mean(above: run.share)
      ends.append(rate * run.cost * (share - run.share) + passes * run.stepCost)
    }
    ends += [Double](repeating: 0, count: max(0, workers - ends.count))
    for run in runs where run.state == .pending {
      let share = max(run.share, usual[run.kind] ?? 1) - run.share
      let seconds = constant + passes * run.stepCost + (rates[run.kind] ?? pooledRate) * run.cost * share
      // The worker that is free first takes the next run.
      let first = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      ends[first] += seconds
    }
    secondsLeft = ends.max()
  }

  /// Seconds that a run takes beside training and measuring before one has ended.
  private static let usualStart = 0.005
  /// Steps whose time measuring a net takes before one has been measured.
  private static let usualPasses = 60.0

  /// Seconds that estimated seconds really take; nil where no step is known of.
  private static func rate(_ runs: [RunObservation]) -> Double? {
    let begun = runs.filter { $0.state != .pending && $0.costDone > 0 }
    let cost = begun.reduce(0) { $0 + $1.costDone }
    return cost > 0 ? begun.reduce(0) { $0 + $1.trainingSeconds } / cost : nil
  }
}
