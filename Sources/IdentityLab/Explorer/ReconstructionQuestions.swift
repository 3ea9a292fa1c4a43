import LabBase
import LabExplorer
import LabImages
import Nets

/// What nets are asked for a page: the probe battery, and the training images that they may give instead.
package struct ReconstructionQuestions: Sendable {
  let battery: ProbeBattery
  /// The standardised images that a net may have memorised, one at least.
  let constants: [[Float]]
  /// Their names.
  let constantNames: [String]

  /// Takes the questions of a configuration.
  ///
  /// - Throws: `LabError` where data are missing.
  init(_ configuration: ReconstructionConfiguration, lab: ReconstructionLab) throws(LabError) {
    let data = try lab.makeExperiment(configuration).data
    battery = try data.battery
    constants = data.constants
    constantNames = data.constantNames
  }

  /// As a page shows them.
  var shown: ShownInputs {
    let families = battery.sets.map { set in
      ShownInputs.Family(
        key: set.family.rawValue, title: set.family.title, names: set.labels,
        images: (0..<set.count).map { picture(set.inputs[$0]) })
    }
    return ShownInputs(
      families: families,
      training: constants.first.map { (picture($0[...]), constantNames.first ?? "training image") })
  }

  /// Standardised values as pixels.
  func picture(_ values: ArraySlice<Float>) -> Image {
    battery.normalization.restore(values, shape: battery.shape)
  }
}
