import LabRuns
import LabSweeps

/// What is said on standard error of settings before a run: what does nothing, and what stands in for something else.
enum Remarks {
  /// About one run.
  static func say<L: ProgramLab>(
    about settings: Settings, _ file: SettingsFile<L.Configuration>?, _ configuration: L.Configuration,
    _ lab: L
  ) {
    for key in configuration.ineffective(settings) {
      Terminal.error(
        "\(settings.name(of: key)) has no effect with \(configuration.reason(ineffective: key)); ignored")
    }
    if let difference = file?.difference(from: configuration) { Terminal.error(difference) }
    lab.substitutions(in: settings).forEach(Terminal.error)
  }

  /// About a sweep.
  static func say<L: ProgramLab>(
    about settings: Settings, _ expansion: SweepExpansion<L>, _ lab: L
  ) {
    let all = expansion.combinations
    for setting in expansion.ineffective {
      let many = setting.combinations == all ? "" : " in \(setting.combinations) of \(all) combinations"
      Terminal.error("\(setting.name) has no effect with \(setting.reason); ignored\(many)")
    }
    let parts = [
      expansion.excluded > 0 ? "\(expansion.excluded) excluded" : nil,
      expansion.repeated > 0 ? "\(expansion.repeated) came to the same run as another" : nil,
    ].compactMap { $0 }
    if !parts.isEmpty {
      Terminal.error(
        "\(Terminal.count(all, "combination")), of which \(parts.joined(separator: ", ")): "
          + Terminal.count(expansion.runs.count, "run"))
    }
    lab.substitutions(in: settings).forEach(Terminal.error)
  }
}
