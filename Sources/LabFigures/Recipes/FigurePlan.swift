import LabBase
import LabRuns
import LabSweeps

/// The runs of a figure's preset, of which a refined figure makes only those that it needs.
package struct FigurePlan<L: FigureLab>: Equatable, Sendable {
  /// The name of its sweeps, to which each adds a digest of its runs.
  let name: String
  /// What varies.
  let axes: [SweepAxis]
  /// Every run that the preset names.
  package let runs: [L.Configuration]
  /// The setting along which only some are made.
  let bisect: SettingKey?
  /// The pictures, which may say what regions are told apart by.
  let pictures: [FigurePicture<L>]

  /// The runs that are to be made, as far as the finished ones tell.
  ///
  /// Of a figure without bisection that is all of them. A refined one is complete once all of these are done and
  /// asking again gives the same.
  package func stage(_ store: RunStore<L>) -> SweepPlan<L> {
    let runs =
      bisect.map { key in
        Refinement<L>(self.runs, along: key) { L.region(of: $1, $0, pictures: pictures) }
          .chosen(store.record)
      } ?? self.runs
    // A digest in the name: an edited recipe is another sweep, which reuses the runs that both have.
    let digest = Digest.sha256(Array(runs.map(\.runKey).joined().utf8)).prefix(6)
    return SweepPlan(name: "\(name)-\(digest)", axes: axes, runs: runs)
  }
}
