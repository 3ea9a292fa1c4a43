import LabBase
import LabRuns
import Nets

/// A convolutional net's scores on images of another size than it was trained on.
package struct SizeScores: Study {
  /// The version of the measure.
  package static let version = 3
  /// Images of each family that the correlations are means over: larger pictures cost by their area.
  package static let imagesPerFamily = 5
  /// The families that nets are scored on.
  package static let families: [ProbeFamily] = [
    .training, .digits, .fashion, .stripes, .circle, .uniformNoise,
  ]

  /// Height and width of the images, in pixels.
  package let size: Int

  /// Asks about images of so many pixels each way.
  package init(size: Int) {
    self.size = size
  }

  /// Says the size, the families and how many images of each.
  package var name: String {
    "scores-\(size)x\(size)-\(Self.families.map(\.rawValue).joined(separator: "+"))-\(Self.imagesPerFamily)"
  }

  /// One score a family.
  ///
  /// - Throws: `LabError` where weights or data are missing, or the images do not fit this machine.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> [ProbeScore] {
    let configuration = try run.configuration()
    guard configuration.network.isConvolutional else {
      throw .badConfiguration(
        key: "size", found: "\(size)x\(size) for \(configuration.architecture.rawValue)",
        expected: "a convolutional net: others take only the size they were trained on")
    }
    let shape = ImageShape(channels: configuration.imageChannels, height: size, width: size)
    try CostEstimate.checkMemory(asking: configuration.network, imageShape: shape)
    let weights = try run.weights(configuration)
    let data = try lab.makeData(stored: configuration, size: (size, size))
    let battery = try data.battery.first(Self.imagesPerFamily, of: Self.families)
    let predictor = Predictor(
      configuration, parameters: weights, imageShape: battery.shape, threads: threads)
    return Evaluator(battery: battery, similarity: [], constants: data.constants).evaluate {
      predictor.predict($0)
    }.evaluation
  }
}
