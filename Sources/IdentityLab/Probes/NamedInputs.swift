import LabBase
import LabData
import LabImages
import Nets

/// Images as a net sees them, standardised, each with its name.
package struct NamedInputs: Equatable, Sendable {
  /// [N, C, H, W].
  package private(set) var images: ImageBatch
  /// N names.
  package private(set) var labels: [String]

  /// The first images of some families of a battery, as many of each.
  init(_ battery: ProbeBattery, _ counts: KeyValuePairs<ProbeFamily, Int>) {
    images = ImageBatch(shape: battery.shape, values: [])
    labels = []
    for (family, count) in counts {
      let set = battery[family]
      images.values += set.inputs.values.prefix(count * battery.shape.count)
      labels += set.labels.prefix(count)
    }
  }

  /// The images of some SPECs, fitted to a net's shape; of a list every one, of a whole set its first.
  ///
  /// - Throws: `LabError` for what is no SPEC, or images that cannot be read.
  init(
    specs: [String], of configuration: ReconstructionConfiguration, lab: ReconstructionLab
  ) throws(LabError) {
    let shape = configuration.imageShape
    images = ImageBatch(shape: shape, values: [])
    labels = []
    for text in specs {
      let spec = try TrainingSpec(firstPresentOf: text, locator: lab.locator)
      let found = try spec.load(
        from: lab.locator, form: PictureForm(size: .exact(height: shape.height, width: shape.width))
      ).references
      for (name, image) in zip(spec.constantNames, found) {
        images.values += configuration.normalize.standardize(image.converted(toChannels: shape.channels))
        labels.append(ImageSpec.name(of: name))
      }
    }
  }

  /// Other images after these.
  func followed(by others: NamedInputs) -> NamedInputs {
    var all = self
    all.images.values += others.images.values
    all.labels += others.labels
    return all
  }

  /// One name, for files: SHA-256 of labels and values, its first 12 digits.
  var digest: String {
    var bytes = Array("\(images.shape) \(labels)".utf8)
    for value in images.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return String(Digest.sha256(bytes).prefix(12))
  }
}
