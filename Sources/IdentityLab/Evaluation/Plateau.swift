/// Where a training that came to nothing stands, and how long it would stand there.
///
/// Beside the saddle at zero the gradient g of a net without biases of L layers of homogeneous functions, such as ReLU, is of
/// degree L − 1 in its weights θ. Where all weights grow in proportion, d‖θ‖/dt = ‖g‖ ∝ ‖θ‖^(L − 1), which goes to infinity
/// after a time of ‖θ‖/((L − 2) ‖g‖). That is what is given: an order of magnitude and on the long side, for weights that
/// matter more than others grow sooner.
package struct Plateau: Codable, Equatable, Sendable {
  /// ‖g‖ of the last weights, for the images of a step.
  package let gradientNorm: Double
  /// How much time of gradient flow is left; nil where the gradient is zero, of nets of two layers or fewer, whose
  /// plateau has no such end, of nets that are not homogeneous, and where a step sees some of the images only.
  package let escapeTime: Double?

  /// Estimates.
  ///
  /// - Parameters:
  ///   - weightNorm: ‖θ‖.
  ///   - degree: L; nil of nets that are not homogeneous.
  init(gradientNorm: Double, weightNorm: Double, degree: Int?) {
    self.gradientNorm = gradientNorm
    let time = degree.flatMap { $0 > 2 ? weightNorm / (Double($0 - 2) * gradientNorm) : nil }
    escapeTime = time.flatMap { $0.isFinite ? $0 : nil }
  }

  /// How many updates of SGD that is at a constant rate.
  package func escapeSteps(learningRate: Double, momentum: Double) -> Double? {
    escapeTime.map { $0 * (1 - momentum) / learningRate }
  }
}
