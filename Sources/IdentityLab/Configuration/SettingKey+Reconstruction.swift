import LabRuns

/// The settings that only this laboratory has.
extension SettingKey {
  /// The training image or images, as a ``TrainingSpec``.
  package static let image = SettingKey(rawValue: "image")
  /// Whether its colours become grey.
  package static let gray = SettingKey(rawValue: "gray")
  /// A known way of training, for the settings that it stands for.
  package static let recipe = SettingKey(rawValue: "recipe")
  /// Whether the untrained net's answers are taken off.
  package static let centred = SettingKey(rawValue: "centred")
  /// Correlation from which on one counts as high.
  package static let zoneThreshold = SettingKey(rawValue: "zoneThreshold")
}
