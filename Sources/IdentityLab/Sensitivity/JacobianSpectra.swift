import LabBase
import LabRuns
import Nets

/// J = ∂f/∂x of a run's net at its training images and at others: singular values and vectors, eigenvalues, and how far
/// from the identity and from a constant it is.
///
/// Kept beside the run as `studies/jacobian-trained.json`, of images of one's own with a digest of them after it.
package struct JacobianSpectra: Study {
  /// What was measured of a net.
  package struct Value: Codable, Equatable, Sendable {
    /// Channels, height and width of every image.
    package let shape: [Int]
    /// One entry an image; the training images come first.
    package let points: [JacobianPoint]
  }

  /// The version of the measure.
  package static let version = 1
  /// The images that are looked at unless others are named, beside the training images.
  static let usualProbes: KeyValuePairs<ProbeFamily, Int> = [.training: 4, .digits: 1, .uniformNoise: 1]

  /// Whether the weights are those that the run began with.
  package let isUntrained: Bool
  private let inputs: NamedInputs?

  /// Asks about the training images, a digit and uniform noise.
  package init(isUntrained: Bool = false) {
    self.isUntrained = isUntrained
    inputs = nil
  }

  /// Asks about the training images and others by their SPECs; none takes the usual ones.
  ///
  /// - Throws: `LabError` for what is no SPEC, or images that cannot be read.
  package init(
    isUntrained: Bool, specs: [String], of configuration: ReconstructionConfiguration, lab: ReconstructionLab
  ) throws(LabError) {
    self.isUntrained = isUntrained
    inputs = specs.isEmpty ? nil : try NamedInputs(specs: specs, of: configuration, lab: lab)
  }

  /// Says which weights and which images.
  package var name: String {
    "jacobian-\(isUntrained ? "untrained" : "trained")" + (inputs.map { "-\($0.digest)" } ?? "")
  }

  /// Requires images of one shape, and decompositions that can be.
  package static func isPossible(_ value: Value) -> Bool {
    value.shape.count == 3 && value.shape.allSatisfy { 1...NetDerivatives.largestImage ~= $0 }
      && !value.points.isEmpty
      && value.points.allSatisfy { $0.isPossible && $0.input.values.count == value.shape.reduce(1, *) }
  }

  /// Computes J at every image and decomposes it.
  ///
  /// - Throws: `LabError` where weights or data are missing or not finite, for images that are too large, and where LAPACK
  ///   does not converge.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    try value(of: run.configuration(), in: run, lab: lab, threads: threads, onProgress: onProgress)
  }

  /// The same of a configuration, whose folder need not exist for an untrained net.
  func value(
    of configuration: ReconstructionConfiguration, in run: RunDirectory<ReconstructionLab>,
    lab: ReconstructionLab, threads: Int, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> Value {
    let parameters = try run.finiteWeights(configuration, isUntrained: isUntrained)
    let derivatives = try NetDerivatives(configuration, parameters: parameters, threads: threads)
    let data = try lab.makeExperiment(configuration).data
    let battery = try data.battery
    let shown =
      inputs.map { NamedInputs(battery, [.training: 4]).followed(by: $0) }
      ?? NamedInputs(battery, Self.usualProbes)
    let shape = configuration.imageShape
    var points: [JacobianPoint] = []
    for (index, name) in shown.labels.enumerated() {
      let input = Array(shown.images[index])
      func report(_ share: Double) { onProgress((Double(index) + share) / Double(shown.labels.count)) }
      // Computing J and decomposing it take alike long.
      let (answer, matrix) = derivatives.jacobian(at: input) { report(0.5 * $0) }
      points.append(
        try JacobianPoint(
          name: name, input: input, answer: answer, matrix: matrix, training: data.trainingImage,
          isHomogeneous: configuration.isHomogeneous))
      report(1)
    }
    return Value(shape: [shape.channels, shape.height, shape.width], points: points)
  }
}

extension ReconstructionConfiguration {
  /// Whether the net has f(cx) = c f(x) for c > 0: no layer has a bias.
  var isHomogeneous: Bool { [.linear, .relu, .leakyReLU].contains(networkActivation) }
}
