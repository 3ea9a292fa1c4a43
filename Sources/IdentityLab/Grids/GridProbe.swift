import Foundation
import LabBase
import LabData
import LabImages
import LabRuns
import Nets

/// What nets are asked about in a grid: a probe family, or one picture.
package enum GridProbe: Equatable, Sendable {
  /// A family of the battery: its first image where one is shown, all of them where a correlation is.
  case family(ProbeFamily)
  /// A picture by its SPEC, with the SHA-256 of its pixels as it was read.
  case picture(String, digest: String)

  /// Reads a family's name or a SPEC.
  ///
  /// - Throws: `LabError` for what is neither, or a picture that cannot be read.
  package init(_ word: String, locator: DatasetLocator) throws(LabError) {
    if let family = ProbeFamily(rawValue: word) {
      self = .family(family)
      return
    }
    let spec: ImageSpec
    do {
      spec = try ImageSpec(parsing: word)
    } catch {
      let families = ProbeFamily.allCases.map(\.rawValue)
      throw .badConfiguration(
        key: "--probe", found: "\"\(word)\"",
        expected: "a picture such as my.png or builtin:4, or a family, "
          + Spelling.choices(for: word, among: families))
    }
    self = .picture(spec.description, digest: Self.digest(try spec.load(from: locator, form: PictureForm())))
  }

  /// What it is, in words; a file without its folders.
  package var title: String {
    switch self {
    case .family(let family): family.title
    case .picture(let spec, _): ImageSpec.name(of: spec)
    }
  }

  /// A name for a file of pictures about it.
  package var fileName: String {
    switch self {
    case .family(let family): family.rawValue
    case .picture(let spec, let digest):
      ImageSpec.name(of: spec).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        + "-" + digest.prefix(6)
    }
  }

  /// The standardised images that a net is shown with what each is, of a family so many as a prediction grid has.
  ///
  /// - Throws: `LabError` for a family that such nets are not shown, and a picture that is not there or is another one.
  func inputs(
    of data: ExperimentData, _ configuration: ReconstructionConfiguration, locator: DatasetLocator
  ) throws(LabError) -> (images: ImageBatch, labels: [String]) {
    let battery = try data.battery
    switch self {
    case .family(let family):
      try require(family, in: configuration)
      let columns = battery.columns.filter { $0.family == family }
      let values = columns.flatMap { battery[family].inputs[$0.index] }
      return (ImageBatch(shape: battery.shape, values: values), columns.map(\.label))
    case .picture(let text, let digest):
      let whole = try ImageSpec(parsing: text).load(from: locator, form: PictureForm())
      guard Self.digest(whole) == digest else {
        throw .badData(
          path: text, expected: "the picture that was asked about, of digest \(digest.prefix(16))",
          found: "another one, \(Self.digest(whole).prefix(16))")
      }
      let image = whole.converted(toChannels: battery.shape.channels)
        .resized(height: battery.shape.height, width: battery.shape.width)
      return (
        ImageBatch(shape: battery.shape, values: configuration.normalize.standardize(image)), [title]
      )
    }
  }

  /// Requires that nets of a configuration are shown a family.
  ///
  /// - Throws: `LabError.badConfiguration` with the families that they are shown.
  func require(_ family: ProbeFamily, in configuration: ReconstructionConfiguration) throws(LabError) {
    guard configuration.probes.families.contains(family) else {
      throw .badConfiguration(
        key: "--probe", found: family.rawValue,
        expected: "a family that nets of \(configuration.imageShape) are shown: "
          + configuration.probes.families.map(\.rawValue).joined(separator: ", "))
    }
  }

  private static func digest(_ image: Image) -> String {
    var bytes = Array("\(image.channels) \(image.height) \(image.width) ".utf8)
    for pixel in image.pixels {
      withUnsafeBytes(of: pixel.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return Digest.sha256(bytes)
  }
}

extension GridProbe: Codable {
  private enum CodingKeys: String, CodingKey {
    case family, picture, sha256
  }

  /// Reads one of a recipe.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let family = try container.decodeIfPresent(ProbeFamily.self, forKey: .family) {
      self = .family(family)
    } else {
      self = .picture(
        try container.decode(String.self, forKey: .picture),
        digest: try container.decode(String.self, forKey: .sha256))
    }
  }

  /// Writes it, a file without its folders.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .family(let family): try container.encode(family, forKey: .family)
    case .picture(let spec, let digest):
      try container.encode(ImageSpec.name(of: spec), forKey: .picture)
      try container.encode(digest, forKey: .sha256)
    }
  }
}
