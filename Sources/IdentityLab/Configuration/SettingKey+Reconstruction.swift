import LabRuns

/// The settings that only this laboratory has.
extension SettingKey {
  /// The training image or images, as a ``TrainingSpec``.
  package static let image = SettingKey(rawValue: "image")
  /// The part of it that is kept, as a `PictureCrop`.
  package static let crop = SettingKey(rawValue: "crop")
  /// Whether its colours become grey.
  package static let gray = SettingKey(rawValue: "gray")
  /// The longer side `N` or `HxW` pixels to resize it to.
  package static let size = SettingKey(rawValue: "size")
  /// A known way of training, for the settings that it stands for.
  package static let recipe = SettingKey(rawValue: "recipe")
  /// Standardisation of pixels.
  package static let normalize = SettingKey(rawValue: "normalize")
  /// Correlation from which on one counts as high.
  package static let zoneThreshold = SettingKey(rawValue: "zoneThreshold")
}
