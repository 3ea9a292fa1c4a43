import LabBase
import LabExplorer
import LabImages
import Nets

/// What classifiers are asked for a page: the first images of the training and of the test part.
package struct MemorisationQuestions: Sendable {
  /// Images of one part.
  struct Part: Sendable {
    let part: DataPart
    /// The images as the net sees them, C · H · W values each.
    let values: [[Float]]
    /// The labels that the net is measured by.
    let labels: [Int]
    /// Whether an image is noise or has a wrong label.
    let isCorrupted: [Bool]
  }

  /// Images of a part, at most.
  private static let count = 20

  let shape: ImageShape
  let parts: [Part]

  /// Takes the questions of a configuration.
  ///
  /// - Throws: `LabError` where data are missing or others than the run's.
  init(_ configuration: MemorisationConfiguration, lab: MemorisationLab) throws(LabError) {
    let data = try lab.data(of: configuration, testSet: nil)
    let shape = configuration.imageShape
    self.shape = shape
    parts = [DataPart.training, .test].map { part in
      let places = 0..<min(Self.count, data.count(of: part))
      return Part(
        part: part,
        values: places.map { index in
          [Float](unsafeUninitializedCapacity: shape.count) { buffer, count in
            if let first = buffer.baseAddress { data.write(index, of: part, to: first) }
            count = shape.count
          }
        }, labels: places.map { Int(data.label($0, of: part)) },
        isCorrupted: places.map { part == .training && data.corruption.isCorrupted($0) })
    }
  }

  /// As a page shows them: each image on a scale of its own where its values are no pixels.
  var shown: ShownInputs {
    let families = parts.filter { !$0.values.isEmpty }.map { part in
      ShownInputs.Family(
        key: part.part.rawValue, title: "\(part.part.rawValue) images",
        names: part.values.indices.map { "\(part.part.rawValue)/\($0)" }, images: part.values.map(picture))
    }
    return ShownInputs(families: families, training: nil)
  }

  /// What a net sees as pixels: values from 0 to 1 as they are, others on their own scale.
  func picture(_ values: [Float]) -> Image {
    let range = ValueRange(holding: values) ?? .unit
    let isPixels = range.lower >= 0 && range.upper <= 1
    let (lower, span) = (Float(range.lower), Float(max(range.upper - range.lower, 1e-12)))
    return Image(
      channels: shape.channels, height: shape.height, width: shape.width,
      pixels: isPixels ? values : values.map { ($0 - lower) / span })
  }
}
