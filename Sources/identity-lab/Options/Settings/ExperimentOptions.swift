import ArgumentParser
import LabBase
import LabRuns

/// The settings of an experiment as flags; `train` takes one value of each, `sweep run` lists and ranges too.
///
/// What a flag is called and says is in the tables of settings of the laboratories.
struct ExperimentOptions: ParsableArguments {
  @OptionGroup(title: "Experiment") var source: SettingsSource
  @OptionGroup(title: "Settings") var shared: SharedSettings
  @OptionGroup(title: "Settings of nets that reconstruct images") var reconstruction: ReconstructionSettings
  @OptionGroup(title: "Settings of classifiers") var classifiers: ClassifierSettings

  /// The settings that flags name.
  var given: [GivenSetting] { shared.given + reconstruction.given + classifiers.given }

  /// The laboratory that flags and file are of, and the task says where they leave it open.
  ///
  /// - Parameter others: settings that other options name.
  /// - Throws: `LabError` where they are of several, and for a file that cannot be read.
  func laboratory(beside others: [SettingChoice.Word] = []) throws(LabError) -> any ProgramLab.Type {
    let flags = given.map { SettingChoice.Word(word: $0.key.rawValue, name: $0.name) } + others
    var named = source.task.map { (lab: $0.lab, name: "--task \($0.rawValue)") }
    guard let path = source.configurationFile else {
      return try SettingChoice(flags).laboratory(named: named).laboratory
    }
    let head = try SettingsFileHead(reading: path)
    let words = head.words.map { SettingChoice.Word(word: $0, name: "\(path): \($0)") }
    if let mark = head.mark {
      let lab = try LabName(mark, of: path)
      guard named == nil || named?.lab == lab else {
        throw .badConfiguration(
          key: "--task", found: "\"\(source.task?.rawValue ?? "")\" beside \(path)",
          expected: "no other task than that file's, which is of \(lab.subject)")
      }
      named = (lab, path)
    }
    return try SettingChoice(flags + words).laboratory(named: named).laboratory
  }

  /// The file of settings; nil without one.
  ///
  /// - Throws: `LabError` for a file that cannot be read or is neither a mapping of settings nor a run's config.json.
  func file<L: ProgramLab>(of _: L.Type) throws(LabError) -> SettingsFile<L.Configuration>? {
    guard let path = source.configurationFile else { return nil }
    return try SettingsFile(reading: path)
  }

  /// What is said, the later winning: file, then flags.
  func settings<Configuration>(over file: SettingsFile<Configuration>?) -> Settings {
    (file?.settings ?? Settings()).overlaid(with: Settings(given))
  }
}
