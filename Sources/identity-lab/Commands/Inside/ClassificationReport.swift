import IdentityLab
import LabFigures

/// What `classify` prints: the errors with the layers' names.
struct ClassificationReport: Encodable {
  /// A layer.
  struct Layer: Encodable {
    let layer: String
    let kind: String?
    let errors: Int
    let images: Int
    let rate: Double?
  }

  let runKey: String
  let isUntrained: Bool
  let digits: String
  let trainImages: Int
  let testImages: Int
  let layers: [Layer]

  /// Gives the layers of a study their names.
  init(_ value: LayerErrors.Value, _ configuration: ReconstructionConfiguration) {
    runKey = value.runKey
    isUntrained = value.isUntrained
    digits = value.digits.rawValue
    trainImages = value.trainImages
    testImages = value.testImages
    layers = zip(LayerName.all(of: configuration.network), value.layers).map { name, error in
      Layer(
        layer: name.title, kind: name.kind, errors: error.errors, images: error.images, rate: error.rate)
    }
  }
}
