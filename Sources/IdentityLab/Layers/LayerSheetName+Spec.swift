import LabData
import LabFigures

extension LayerSheetName {
  /// Names the files for an input's SPEC.
  package init(runKey: String, input: String, isUntrained: Bool, afterActivation: Bool) {
    let isOfSet = (try? TrainingSpec(parsing: input))?.files.isEmpty == true
    self.init(
      runKey: runKey, input: input, isPath: !isOfSet, isUntrained: isUntrained,
      afterActivation: afterActivation)
  }
}
