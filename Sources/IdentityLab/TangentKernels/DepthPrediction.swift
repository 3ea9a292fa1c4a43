import LabBase
import Nets

/// What the tangent kernel predicts of convolutional nets of several depths that are alike in all else, before any is
/// trained.
///
/// Their answer before training is taken to be zero: what is predicted then depends on no seed.
package struct DepthPrediction: Sendable {
  /// The prediction for one depth.
  package struct Depth: Sendable {
    /// Number of convolutions.
    package let depth: Int
    /// The loss on the training image.
    package let loss: Double
    /// The scores, one a family.
    package let evaluation: [ProbeScore]
  }

  /// The families that are asked about.
  package static let families: [ProbeFamily] = [.training, .digits, .uniformNoise]

  /// The loss at which training is taken to end; nil of infinitely long training.
  package let tolerance: Double?
  /// How many images of each family were asked about at most.
  package let imagesPerFamily: Int
  /// The predictions, the least depth first.
  package let depths: [Depth]

  /// Predicts.
  ///
  /// - Parameters:
  ///   - configuration: a convolutional net of two layers or more, whose depth does not matter.
  ///   - tolerance: the loss at which training ends; nil is infinitely long training.
  ///   - threads: inputs at a time; no bit depends on it.
  ///   - onProgress: called with the fraction done.
  /// - Throws: `LabError` for nets without such a kernel, data that are not there, or too little memory.
  package init(
    _ configuration: ReconstructionConfiguration, depths: [Int], tolerance: Double?, imagesPerFamily: Int,
    lab: ReconstructionLab, threads: Int = 1, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    let kernel = try TangentKernel(configuration)
    let data = try lab.makeExperiment(configuration).data
    let battery = try data.battery.first(imagesPerFamily, of: Self.families)
    // Learning is one pass and the decompositions, asking a pass an image.
    let share = 0.1
    let regression = try KernelRegression(
      kernel, depths: depths, trainingImage: data.trainingImage,
      until: tolerance.map { .loss($0) } ?? .infiniteTime, onProgress: { onProgress(share * $0) })
    let scores = try KernelScores.scores(
      of: regression, on: battery, constants: data.constants, threads: threads,
      onProgress: { onProgress(share + (1 - share) * $0) })
    self.tolerance = tolerance
    self.imagesPerFamily = imagesPerFamily
    self.depths = zip(zip(regression.depths, regression.fits), scores).map {
      Depth(depth: $0.0, loss: $0.1[0].loss, evaluation: $1[0])
    }
  }
}
