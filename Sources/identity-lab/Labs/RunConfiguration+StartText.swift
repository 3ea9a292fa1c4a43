import LabRuns

extension RunConfiguration {
  /// What the first weights are: the initialiser's name, or the file's.
  var startText: String {
    let setting = Self.settings[.startWeights]
    return isAffected(by: .initializer) ? text(of: .initializer) : setting.label(setting.text(self))
  }
}
