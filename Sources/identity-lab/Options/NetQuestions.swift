import ArgumentParser
import IdentityLab
import LabBase

/// What a net that reconstructs images is asked about beside what its run did.
struct NetQuestions: ParsableArguments {
  @Option(help: "Image size N or HEIGHTxWIDTH for a convolutional net. (default: as trained)")
  var size: String?

  @Option(
    help:
      "What similarity inputs are mixed with: gaussian-noise, uniform-noise or images (other digits; of colour nets natural images). (default: gaussian-noise)"
  )
  var family: String?

  @Option(help: "Correlations with the training image, 0 to 1, separated by commas. (default: 0,0.1,…,1)")
  var rho: String?

  @Option(help: "Correlation from which on one counts as high. (default: the run's)")
  var zoneThreshold: Double?

  /// The flags that were given.
  var given: [String] {
    [
      size == nil ? nil : "--size", family == nil ? nil : "--family", rho == nil ? nil : "--rho",
      zoneThreshold == nil ? nil : "--zone-threshold",
    ].compactMap(\.self)
  }

  /// What is asked.
  ///
  /// - Throws: `LabError.badConfiguration` for a family or a correlation that is none.
  func request() throws(LabError) -> EvaluationRequest {
    EvaluationRequest(
      size: size, family: try similarityFamily(), rhos: try rhos(), zoneThreshold: zoneThreshold)
  }

  private func similarityFamily() throws(LabError) -> SimilarityFamily {
    guard let family else { return .gaussianNoise }
    guard let known = SimilarityFamily(rawValue: family) else {
      throw .badConfiguration(
        key: "--family", found: "\"\(family)\"",
        expected: Spelling.choices(for: family, among: SimilarityFamily.allCases.map(\.rawValue)))
    }
    return known
  }

  private func rhos() throws(LabError) -> [Double]? {
    guard let rho else { return nil }
    var rhos: [Double] = []
    for part in rho.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = Double(part), (0...1).contains(value) else {
        throw .badConfiguration(
          key: "--rho", found: "\"\(part)\"", expected: "correlations from 0 to 1, separated by commas")
      }
      rhos.append(value)
    }
    return rhos
  }
}
