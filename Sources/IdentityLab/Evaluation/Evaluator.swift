import Nets

/// Shows a net the probe battery and the similarity inputs, and scores what it makes of them.
///
/// All sums are in Double and in the order of the images, so the scores do not depend on ``batchSize`` as long as
/// the net's outputs do not.
package struct Evaluator: Sendable {
  /// The probe images.
  package let battery: ProbeBattery
  /// The inputs of the similarity protocol; empty to leave it out.
  package let similarity: [SimilarityInputs]
  /// Images shown to the net at once.
  package let batchSize: Int
  /// The correlation from which on a zone counts it as high.
  package let zoneThreshold: Double
  /// The family whose scores give the run's zone.
  package let zoneFamily: ProbeFamily

  private let constants: TrainingConstants

  /// Prepares an evaluation.
  ///
  /// The default batch of 20 is one family; it holds 20 · C · H · W values a layer.
  ///
  /// - Parameter constants: the standardised images x̂ that the net may have memorised; nil for the battery's first
  ///   training image.
  package init(
    battery: ProbeBattery, similarity: [SimilarityInputs], constants: [[Float]]? = nil, batchSize: Int = 20,
    zoneThreshold: Double = Zone.defaultThreshold, zoneFamily: ProbeFamily = .digits
  ) {
    precondition(batchSize >= 1, "no batch has \(batchSize) images")
    self.battery = battery
    self.similarity = similarity
    self.batchSize = batchSize
    self.zoneThreshold = zoneThreshold
    self.zoneFamily = zoneFamily
    self.constants = TrainingConstants(constants ?? [battery.trainingImage])
  }

  /// Scores a net.
  ///
  /// - Parameter predict: The net: a batch [N, C, H, W] in, its outputs of the same shape out.
  /// - Returns: The scores of every family and every ρ, and the zone.
  /// - Throws: What `predict` throws.
  package func evaluate(_ predict: (ImageBatch) throws -> ImageBatch) rethrows -> Evaluation {
    let probes = try battery.sets.map { try totals(of: $0.inputs, predict).score(of: $0) }
    let curve = try similarity.map { entry in
      let sums = try totals(of: entry.inputs, predict)
      return SimilarityScore(
        rho: entry.rho, correlationWithIdentity: sums.identity.mean,
        correlationWithConstant: sums.constant.mean, decomposition: sums.parts.mean)
    }
    return Evaluation(
      zone: Zone.ofRun(probes: probes, family: zoneFamily, threshold: zoneThreshold),
      evaluation: probes, similarity: curve)
  }

  private func totals(
    of inputs: ImageBatch, _ predict: (ImageBatch) throws -> ImageBatch
  ) rethrows -> Totals {
    var totals = Totals(constants)
    for start in stride(from: 0, to: inputs.count, by: batchSize) {
      let end = min(start + batchSize, inputs.count)
      let size = inputs.shape.count
      let batch = ImageBatch(shape: inputs.shape, values: Array(inputs.values[start * size..<end * size]))
      let outputs = try predict(batch)
      precondition(
        outputs.shape == batch.shape && outputs.count == batch.count,
        "\(batch.count) images of \(batch.shape) in, \(outputs.count) of \(outputs.shape) out")
      for index in 0..<batch.count {
        totals.add(output: outputs[index], input: batch[index])
      }
    }
    return totals
  }
}
