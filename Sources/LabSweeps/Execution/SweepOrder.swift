import LabRuns

/// In which order the runs of a sweep are started.
enum SweepOrder {
  /// The share of the runs that come first as a sample.
  private static let sampleShare = 0.1

  /// The order of some runs: a tenth of them as a fair sample, then the others, the longest first.
  ///
  /// Names are digests, which have nothing to do with what varies: the first of them are a fair sample, so that what the
  /// rest will take and where a sweep fails is known early. Of the others the longest come first, so that no worker is left
  /// alone with one at the end.
  ///
  /// - Parameters:
  ///   - names: the runs' keys.
  ///   - costs: their seconds, as estimated.
  /// - Returns: places in these lists.
  static func places(names: [String], costs: [Double]) -> [Int] {
    let byName = names.indices.sorted { names[$0] < names[$1] }
    let sampled = Int((sampleShare * Double(names.count)).rounded(.up))
    let rest = byName.dropFirst(sampled).sorted { (costs[$0], names[$1]) > (costs[$1], names[$0]) }
    return byName.prefix(sampled) + rest
  }

  /// The places of some of a plan's runs, in their order.
  ///
  /// - Parameter keys: those of all runs of the plan, a digest each.
  static func places<L: Lab>(of runKeys: Set<String>, in plan: SweepPlan<L>, keys: [String]) -> [Int] {
    let chosen = keys.indices.filter { runKeys.contains(keys[$0]) }
    return places(
      names: chosen.map { keys[$0] }, costs: chosen.map { plan.runs[$0].cost.totalSeconds }
    ).map { chosen[$0] }
  }
}
