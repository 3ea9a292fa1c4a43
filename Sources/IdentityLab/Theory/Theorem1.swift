import LabBase

/// What gradient descent makes of a one-layer linear net trained on one image, in closed form.
///
/// From initial weights W₀ [n, n], gradient descent on ‖W·x̂ − x̂‖² changes W only by multiples of (…)·x̂ᵀ and so
/// converges to the solution nearest to W₀:
///
/// W* = W₀ + (x̂ − W₀·x̂)·x̂ᵀ/‖x̂‖²,  f(x) = W*·x = Π∥(x) + W₀·Π⊥(x),
///
/// with Π∥(x) = (x·x̂/x̂·x̂)·x̂ the part of x along x̂ and Π⊥(x) = x − Π∥(x): the identity along the training image,
/// the random initial net across it. It holds for plain gradient descent and for momentum, whose steps stay in
/// that span, not for adaptive optimisers, which rescale each weight on its own.
///
/// All in Double from the net's Float weights.
///
/// Source: [IC] theorem 1 and appendix C (arXiv 1902.04698).
package struct Theorem1: Sendable {
  /// Number of values of an image, n = C · H · W.
  package let size: Int
  /// W*, n × n values, [out, in], row-major.
  package let weights: [Double]

  private let initialWeights: [Double]
  private let trainingImage: [Double]
  private let squaredNorm: Double

  /// Solves for W*.
  ///
  /// - Parameters:
  ///   - initialWeights: W₀, n × n values, [out, in], row-major.
  ///   - trainingImage: x̂, n standardised values.
  /// - Throws: `badConfiguration` if x̂ is zero or not finite; then there is nothing to learn or no solution.
  package init(initialWeights: [Float], trainingImage: [Float]) throws(LabError) {
    let size = trainingImage.count
    precondition(
      initialWeights.count == size * size,
      "\(initialWeights.count) weights for \(size) values; one layer has \(size)×\(size)")
    let target = trainingImage.map(Double.init)
    let squaredNorm = target.reduce(0) { $0 + $1 * $1 }
    guard squaredNorm > 0, squaredNorm.isFinite else {
      throw .badConfiguration(
        key: "image", found: "a training image of norm \(squaredNorm.squareRoot())",
        expected: "standardised values that are finite and not all zero")
    }
    self.size = size
    self.initialWeights = initialWeights.map(Double.init)
    self.trainingImage = target
    self.squaredNorm = squaredNorm
    var weights = self.initialWeights
    for row in 0..<size {
      let start = row * size
      var output = 0.0
      for column in 0..<size {
        output += weights[start + column] * target[column]
      }
      let scale = (target[row] - output) / squaredNorm
      for column in 0..<size {
        weights[start + column] += scale * target[column]
      }
    }
    self.weights = weights
  }

  /// The predicted output Π∥(x) + W₀·Π⊥(x) for an input x of n values.
  ///
  /// Computed from the projections and not from ``weights``, so that the two forms of the theorem check each other.
  package func prediction(for input: [Float]) -> [Double] {
    precondition(input.count == size, "\(input.count) values in, \(size) wanted")
    let input = input.map(Double.init)
    var along = 0.0
    for (value, target) in zip(input, trainingImage) {
      along += value * target
    }
    along /= squaredNorm
    let across = zip(input, trainingImage).map { $0 - along * $1 }
    return (0..<size).map { row in
      var output = along * trainingImage[row]
      for column in 0..<size {
        output += initialWeights[row * size + column] * across[column]
      }
      return output
    }
  }

  /// ‖W − W*‖/‖W*‖ of trained weights W [n, n], in Frobenius' norm; about 10⁻⁶ where the theorem holds, nil where a
  /// weight is not finite, as those of a diverged net may be.
  package func relativeError(ofWeights trained: [Float]) -> Double? {
    RelativeError.of(trained, reference: weights)
  }

  /// ‖y − f(x)‖/‖f(x)‖ of a trained net's output y for an input x, both of n values; nil where it is not finite.
  package func relativeError(ofOutput output: [Float], for input: [Float]) -> Double? {
    RelativeError.of(output, reference: prediction(for: input))
  }
}
