/// The runs of a figure's preset, of which a refined figure makes only those that it needs.
public struct FigurePlan: Equatable, Sendable {
  /// The name of its sweeps, to which each adds a digest of its runs.
  let name: String
  /// What varies.
  let axes: [SweepPlan.Axis]
  /// Every run that the preset names.
  public let runs: [ExperimentConfiguration]
  /// The setting along which only some are made.
  let bisect: ExperimentKey?
  /// The probe family whose zones are told apart; nil takes the runs' own.
  let family: ProbeFamily?

  /// The runs that are to be made, as far as the finished ones tell.
  ///
  /// Of a figure without bisection that is all of them. A refined one is complete once all of these are done and
  /// asking again gives the same.
  public func stage(_ store: RunStore) -> SweepPlan {
    let runs =
      bisect.map { key in
        Refinement(self.runs, along: key, family: family).chosen { store.directory($0.runKey).record }
      } ?? self.runs
    // A digest in the name: an edited recipe is another sweep, which reuses the runs that both have.
    let digest = Digest.sha256(Array(runs.map(\.runKey).joined().utf8)).prefix(6)
    return SweepPlan(name: "\(name)-\(digest)", axes: axes, runs: runs)
  }
}
