import LabRuns

/// The settings that only this laboratory has.
extension SettingKey {
  /// The training image or images, as a ``TrainingSpec``.
  package static let image = SettingKey(rawValue: "image")
  /// `H` or `HxW` pixels to resize it to.
  package static let size = SettingKey(rawValue: "size")
  /// A known way of training, for the settings that it stands for.
  package static let recipe = SettingKey(rawValue: "recipe")
  /// Standardisation of pixels.
  package static let normalize = SettingKey(rawValue: "normalize")
  /// Correlation from which on one counts as high.
  package static let zoneThreshold = SettingKey(rawValue: "zoneThreshold")
}
