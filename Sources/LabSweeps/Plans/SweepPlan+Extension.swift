import LabBase
import LabRuns

extension SweepPlan {
  /// The plan with more values on its axes, the new runs behind those that it has.
  ///
  /// Each new value takes the place of the axis's present ones in all combinations that there are. The seed is an axis of
  /// every sweep. Settings that all runs have may be said again.
  ///
  /// - Parameter settings: lists of values, those that the axes have already among them or not.
  /// - Throws: `LabError.badConfiguration` for other settings than the runs have and new words on an axis of words, on
  ///   which other settings may depend; `LabError.badData` where the same settings make other runs here and now.
  package func extended(by settings: Settings, lab: L) throws(LabError) -> SweepPlan {
    var (axes, runs) = (axes, runs)
    guard let first = runs.first, try lab.makeConfiguration(Settings(of: first)) == first else {
      throw .badData(
        path: "sweep \(name)", expected: "runs that this program makes of these settings on this machine",
        found: "runs of other data or of another version of the arithmetic")
    }
    for setting in L.Configuration.settings.settings {
      guard let text = settings[setting.key] else { continue }
      let present = runs.map { setting.text($0) }.distinct
      let fresh = try ValueList.parse(text, of: setting).map { value throws(LabError) in
        try setting.domain.checked(value, key: setting.key)
      }.distinct.filter { !present.contains($0) }
      guard !fresh.isEmpty else { continue }
      try requireAxis(setting, present, fresh)
      try requireFree(setting, runs, present, lab)
      try runs.append(contentsOf: Self.combinations(of: runs, with: fresh, of: setting.key, lab))
      if let place = axes.firstIndex(where: { $0.key == setting.key }) {
        axes[place] = SweepAxis(key: setting.key, values: axes[place].values + fresh)
      } else {
        axes.append(SweepAxis(key: setting.key, values: present + fresh))
      }
    }
    let order = L.Configuration.settings.keys
    axes.sort { order.firstIndex(of: $0.key) ?? 0 < order.firstIndex(of: $1.key) ?? 0 }
    guard runs.count <= SweepExpansion<L>.limit else {
      throw .badConfiguration(
        key: "extend", found: "\(runs.count) runs",
        expected: "at most \(SweepExpansion<L>.limit) in one sweep")
    }
    return SweepPlan(name: name, axes: axes, runs: runs, question: question)
  }

  private func requireAxis(
    _ setting: Setting<L.Configuration>, _ present: [String], _ fresh: [String]
  ) throws(LabError) {
    let known = axes.map(\.key)
    guard known.contains(setting.key) || setting.key == .seed else {
      let names = (known.filter { $0 != .seed } + [.seed]).map { L.Configuration.settings[$0].flag }
      throw .badConfiguration(
        key: setting.flag, found: "\"\(fresh[0])\"",
        expected:
          "\(present.joined(separator: ", ")), as in all of sweep \(name); more values are for "
          + names.joined(separator: ", "))
    }
    guard setting.domain.isNumeric else {
      throw .badConfiguration(
        key: setting.flag, found: "\"\(fresh[0])\"",
        expected: "one of \(present.joined(separator: ", ")), for other settings may depend on this word; "
          + "make a sweep of another name, which finds the runs that both have done")
    }
  }

  /// Requires that nothing else follows a setting: every run with every present value of it is a run of the plan.
  ///
  /// Where a recipe's rate falls with depth, a width is left to a single layer, or lists were zipped, a new value alone
  /// would make another net than the sweep's own settings do.
  private func requireFree(
    _ setting: Setting<L.Configuration>, _ runs: [L.Configuration], _ present: [String], _ lab: L
  ) throws(LabError) {
    let keys = Set(runs.map(\.runKey))
    var seen: Set<[SettingKey: String]> = []
    for run in runs {
      var settings = Settings(of: run)
      settings[setting.key] = nil
      // Runs that differ in this setting alone have all of its values together.
      guard seen.insert(settings.values).inserted else { continue }
      for value in present {
        settings[setting.key] = value
        guard keys.contains(try lab.makeConfiguration(settings).runKey) else {
          throw .badConfiguration(
            key: setting.flag, found: "more values",
            expected:
              "those that sweep \(name) has, for in it other settings go with them; make a sweep of another "
              + "name, which finds the runs that both have done")
        }
      }
    }
  }

  /// The runs that the given ones become with other values of a setting, each once.
  private static func combinations(
    of runs: [L.Configuration], with values: [String], of key: SettingKey, _ lab: L
  ) throws(LabError) -> [L.Configuration] {
    var seen = Set(runs.map(\.runKey))
    var combinations: Set<[SettingKey: String]> = []
    var added: [L.Configuration] = []
    for run in runs {
      for value in values {
        var settings = Settings(of: run)
        settings[key] = value
        guard combinations.insert(settings.values).inserted else { continue }
        let configuration = try lab.makeConfiguration(settings)
        if seen.insert(configuration.runKey).inserted { added.append(configuration) }
      }
    }
    return added
  }
}
