import LabBase
import LabStatistics
import Nets

/// Makes inputs whose Pearson correlation with the training image is exactly what one asks for.
///
/// x = mean(x̂) + ‖x̂c‖·(ρ·u + √(1 − ρ²)·v), with x̂c = x̂ − mean(x̂), u = x̂c/‖x̂c‖ and v a random centred unit image
/// orthogonal to u. Mean and contrast of x are those of x̂, so nothing but the similarity changes along ρ; the mean
/// is over all pixels and channels, as it is in the correlation. Computed in Double and rounded to Float, which
/// moves the correlation by less than 10⁻⁶.
///
/// The i-th input of every ρ has the same v. A curve over ρ then follows the same images from v to x̂ instead of
/// jumping between samples.
///
/// Source: the talk's Fig. 4 and [IC] fig. 5 (arXiv 1902.04698), which leaves the construction open.
package struct SimilarityProtocol: Equatable, Sendable {
  /// The family v is drawn from.
  package var family: SimilarityFamily
  /// The correlations asked for, each in [0, 1].
  package var rhos: [Double]
  /// Inputs at each ρ but 1, where all inputs are the training image and one is enough.
  package var inputsPerRho: Int
  /// Seed of the noise; the battery's, not the run's, for nets must be compared on equal inputs.
  package var seed: UInt64

  /// The default grid of ρ: 0, 0.1, …, 1.
  package static let defaultRhos = (0...10).map { Double($0) / 10 }

  /// Describes the inputs.
  ///
  /// Ten inputs a ρ by default: over the 784 pixels of a noise image correlations vary little from one draw to
  /// the next, and eleven ρ of ten cost half as much as the probe battery.
  package init(
    family: SimilarityFamily = .gaussianNoise, rhos: [Double] = SimilarityProtocol.defaultRhos,
    inputsPerRho: Int = 10, seed: UInt64 = ProbeBattery.defaultSeed
  ) {
    self.family = family
    self.rhos = rhos
    self.inputsPerRho = inputsPerRho
    self.seed = seed
  }

  /// The inputs around a standardised training image, one entry a ρ in the order of ``rhos``.
  ///
  /// - Parameters:
  ///   - trainingImage: x̂, C · H · W standardised values.
  ///   - shape: Shape of x̂ and of the inputs.
  ///   - otherImages: The standardised images of the family `images`; ones that are constant or x̂ up to scale
  ///     and shift are passed over, and if fewer than ``inputsPerRho`` remain these are all. Other families
  ///     ignore it.
  /// - Returns: The inputs, ``inputsPerRho`` a ρ, but one at ρ = 1.
  /// - Throws: `badConfiguration` for a ρ outside [0, 1], fewer than one input, a constant training image, or
  ///   nothing to mix it with.
  package func inputs(
    around trainingImage: [Float], shape: ImageShape, otherImages: ImageBatch? = nil
  ) throws(LabError) -> [SimilarityInputs] {
    precondition(
      trainingImage.count == shape.count, "\(trainingImage.count) values do not make an image of \(shape)")
    if let rho = rhos.first(where: { !(0...1).contains($0) }) {
      throw .badConfiguration(key: "--rho", found: "\(rho)", expected: "a correlation from 0 to 1")
    }
    guard inputsPerRho >= 1 else {
      throw .badConfiguration(key: "inputsPerRho", found: "\(inputsPerRho)", expected: "at least 1")
    }
    guard let centre = CentredVector(trainingImage) else {
      throw .badConfiguration(
        key: "image", found: "a training image of one value all over",
        expected: "an image with contrast, since nothing correlates with a constant")
    }
    let directions = try self.directions(from: centre, shape: shape, otherImages: otherImages)
    return rhos.map { rho in
      let used = rho == 1 ? directions.prefix(1) : directions[...]
      let images = used.map { Self.mixture(of: centre, and: $0, rho: rho) }
      return SimilarityInputs(rho: rho, inputs: ImageBatch(shape: shape, images: images))
    }
  }

  private static func mixture(of centre: CentredVector, and direction: [Double], rho: Double) -> [Float] {
    let away = (1 - rho * rho).squareRoot() * centre.norm
    return zip(centre.values, direction).map { Float(centre.mean + rho * $0 + away * $1) }
  }

  /// The unit images v, centred and orthogonal to the training image; at least one.
  private func directions(
    from centre: CentredVector, shape: ImageShape, otherImages: ImageBatch?
  ) throws(LabError) -> [[Double]] {
    let familyKey = RandomKey(seed: seed).deriving("similarity").deriving(family.rawValue)
    let candidates: [[Double]]
    switch family {
    case .gaussianNoise:
      candidates = (0..<inputsPerRho).map { index in
        let stream = RandomStream(key: familyKey.deriving(index))
        return (0..<shape.count).map { stream.normal(at: $0) }
      }
    case .uniformNoise:
      candidates = (0..<inputsPerRho).map { index in
        let stream = RandomStream(key: familyKey.deriving(index))
        return (0..<shape.count).map { stream.uniform(at: $0) }
      }
    case .images:
      let others = otherImages ?? ImageBatch(shape: shape, values: [])
      precondition(
        others.shape == shape, "other images of \(others.shape) around a training image of \(shape)")
      candidates = (0..<others.count).map { others[$0].map(Double.init) }
    }
    let directions = candidates.lazy.compactMap { Self.direction(of: $0, orthogonalTo: centre) }
    let used = Array(directions.prefix(inputsPerRho))
    guard !used.isEmpty else {
      throw .badConfiguration(
        key: "similarity", found: "nothing uncorrelated with the training image to mix it with",
        expected: "at least 3 values an image and, for the family images, another image")
    }
    return used
  }

  /// The unit vector of an image's part that is neither constant nor along x̂c; nil if next to nothing is left.
  private static func direction(of image: [Double], orthogonalTo centre: CentredVector) -> [Double]? {
    guard let start = CentredVector(image) else {
      return nil
    }
    var values = start.values
    // Twice is enough: the second pass removes what rounding left of the first (Giraud, Langou, Rozložník, van
    // den Eshof, "Rounding error analysis of the classical Gram-Schmidt process", 2005).
    for _ in 0..<2 {
      let mean = values.reduce(0, +) / Double(values.count)
      var projection = 0.0
      for (value, towards) in zip(values, centre.values) {
        projection += value * towards
      }
      projection /= centre.norm * centre.norm
      for index in values.indices {
        values[index] -= mean + projection * centre.values[index]
      }
    }
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm > 1e-6 * start.norm else {
      return nil
    }
    return values.map { $0 / norm }
  }
}
