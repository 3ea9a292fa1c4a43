import LabBase
import LabData
import LabImages

extension ReconstructionLab {
  /// Images by their SPECs as the nets of a configuration see them, C · H · W values each, with a label.
  ///
  /// - Throws: `LabError` for a SPEC that is none, and an image that is not there.
  func inputs(
    _ specs: [String], of configuration: ReconstructionConfiguration
  ) throws(LabError) -> [(label: String, values: [Float])] {
    let shape = configuration.imageShape
    var inputs: [(label: String, values: [Float])] = []
    for text in specs {
      let spec = try TrainingSpec(firstPresentOf: text, locator: locator)
      let images = try spec.load(
        from: locator, form: PictureForm(size: .exact(height: shape.height, width: shape.width))
      ).references
      for (name, image) in zip(spec.constantNames, images) {
        let values = configuration.normalize.standardize(image.converted(toChannels: shape.channels))
        inputs.append((ImageSpec.name(of: name), values))
      }
    }
    return inputs
  }
}
