import LabBase
import LabFigures
import LabRuns

extension FigureContext<MemorisationLab> {
  /// The runs of each panel with its title: those of each value of the setting `by`, or all in one.
  var panels: [(title: String?, runs: [FinishedRun<MemorisationLab>])] {
    guard let by = options.by else { return [(nil, all)] }
    return all.values(of: by).map { value in
      (
        MemorisationConfiguration.settings[by].named(value),
        all.filter { $0.configuration.fits(value, of: by) }
      )
    }
  }

  /// Runs that count, by the values of the option `curves` or, without it, of all settings that differ but those hidden.
  func curves(
    of runs: [FinishedRun<MemorisationLab>], hiding hidden: Set<SettingKey>
  ) -> [(label: String, runs: [FinishedRun<MemorisationLab>])] {
    if let key = options.curves {
      return runs.values(of: key).map { value in
        (
          RunTable<MemorisationLab>.shown(value, key),
          runs.filter { counts($0) && $0.configuration.fits(value, of: key) }
        )
      }
    }
    // What is hidden by the axis or the panels, and what follows from the data set, names no curve.
    // All runs of the figure tell what is to be named, so that a curve has one name in every panel.
    let labels = RunLabels(all.map(\.configuration), hiding: hidden.union([.seed, .testSet]))
    let names = runs.map { labels.label($0.configuration) }
    return names.distinct.map { name in
      (name.isEmpty ? "all runs" : name, zip(names, runs).filter { $0.0 == name && counts($0.1) }.map(\.1))
    }
  }
}
