import LabBase
import LabImages
import LabRuns

extension PictureForm {
  /// The form that settings ask for.
  ///
  /// - Throws: `LabError.badConfiguration` naming the setting that cannot be used.
  init(_ parser: SettingParser<ReconstructionConfiguration>) throws(LabError) {
    self.init(
      crop: try parser.text(.crop).flatMap(PictureCrop.init),
      isGray: try parser.text(.gray) == "true",
      // The checked text names two sides, which one alone would not fix.
      size: try parser.text(.size).flatMap { _ in
        parser.settings[.size].flatMap {
          PictureSize($0, sides: 1...ReconstructionConfiguration.largestSize)
        }
      })
  }
}
