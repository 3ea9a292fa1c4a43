import LabBase
import LabFigures
import LabImages
import LabRuns
import Nets

/// How far a pixel reaches in a run's net, layer by layer, before and after training: by gradients, beside the theoretical
/// receptive field; and how far in from the border it answers blank images otherwise than inside.
///
/// Kept beside the run as `studies/receptive-16.json`, 16 being the units a layer; of images of one's own with a digest of
/// them after it. Everything is of f, of a centred net too.
///
/// Source: Luo, Li, Urtasun, Zemel, "Understanding the Effective Receptive Field in Deep Convolutional Neural Networks",
/// NIPS 2016, arXiv 1701.04128.
package struct ReceptiveFields: Study {
  /// What was measured of a layer or block.
  package struct Layer: Codable, Equatable, Sendable {
    /// The layer by its `LayerName.module`.
    package let layer: String
    /// Convolutions on the longest way from the input to it, itself included; nil of fully connected nets.
    package let convolutions: Int?
    /// How far from a pixel the theoretical receptive field reaches, clipped to the image: l ⌊k/2⌋ after l convolutions,
    /// of fully connected nets to the end of the image.
    package let theoreticalRadius: Int
    /// √(l (k² − 1) / 12), the spread of l convolutions with independent random weights, without a border; nil of nets with
    /// skips and of fully connected ones.
    package let predictedSpread: Double?
    /// After training.
    package let trained: GradientReach
    /// Before training.
    package let untrained: GradientReach
  }

  /// What a blank image makes of every layer.
  package struct Blank: Codable, Equatable, Sendable {
    /// The grey level of all pixels, from 0 to 1.
    package let level: Double
    /// A profile a layer, after training.
    package let trained: [BorderProfile]
    /// And before it.
    package let untrained: [BorderProfile]
  }

  /// What was measured of a net.
  package struct Value: Codable, Equatable, Sendable {
    /// Height and width of images.
    package let size: [Int]
    /// Names of the inputs that gradients are means over.
    package let inputs: [String]
    /// Every layer and block but the input, in order.
    package let layers: [Layer]
    /// Black, grey and white; none of fully connected nets, which have no inside.
    package let blanks: [Blank]
  }

  /// The version of the measure.
  package static let version = 1
  /// Units a layer unless told otherwise: of a convolution as many channels.
  package static let usualUnits = 16
  /// Most units a layer.
  package static let mostUnits = 1024
  /// The grey levels of blank images.
  private static let levels = [0, 0.5, 1]
  /// The inputs that gradients are means over unless others are named.
  private static let usualInputs: KeyValuePairs<ProbeFamily, Int> = [
    .training: 1, .digits: 2, .uniformNoise: 1,
  ]

  private let units: Int
  private let inputs: NamedInputs?

  /// Asks about the usual inputs.
  package init() {
    units = Self.usualUnits
    inputs = nil
  }

  /// Asks about inputs by their SPECs; none takes the training image, two digits and uniform noise.
  ///
  /// - Throws: `LabError` for what is no SPEC, or images that cannot be read.
  package init(
    units: Int, specs: [String], of configuration: ReconstructionConfiguration, lab: ReconstructionLab
  ) throws(LabError) {
    precondition(1...Self.mostUnits ~= units, "\(units) units a layer")
    self.units = units
    inputs = specs.isEmpty ? nil : try NamedInputs(specs: specs, of: configuration, lab: lab)
  }

  /// Says how many units, and which inputs.
  package var name: String { "receptive-\(units)" + (inputs.map { "-\($0.digest)" } ?? "") }

  /// Requires maps and profiles of one size, the same layers everywhere.
  package static func isPossible(_ value: Value) -> Bool {
    guard value.size.count == 2, value.size.allSatisfy({ 1...100_000 ~= $0 }), !value.layers.isEmpty else {
      return false
    }
    let (height, width) = (value.size[0], value.size[1])
    return value.layers.allSatisfy { layer in
      0...max(height, width) ~= layer.theoreticalRadius
        && [layer.trained, layer.untrained].allSatisfy { $0.isPossible(height: height, width: width) }
    }
      && value.blanks.allSatisfy { blank in
        [blank.trained, blank.untrained].allSatisfy { profiles in
          profiles.count == value.layers.count
            && profiles.allSatisfy { $0.isPossible(height: height, width: width) }
        }
      }
  }

  /// Measures every layer.
  ///
  /// - Throws: `LabError` where weights or data are missing or not finite, and where gradients are not.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let configuration = try run.configuration()
    let trained = try run.finiteWeights(configuration, isUntrained: false)
    let untrained = try run.finiteWeights(configuration, isUntrained: true)
    let battery = try lab.makeExperiment(configuration).data.battery
    let shown = inputs ?? NamedInputs(battery, Self.usualInputs)
    let shape = configuration.imageShape
    Processor.flushDenormals()
    let kernels = FastKernels(threads: threads, sumsDirectly: true)
    let names = Array(LayerName.all(of: configuration.network).dropFirst())
    // A layer takes as long as all that come before it.
    let work = Double(names.count * (names.count + 1))
    var done = 0.0
    func reaches(_ parameters: ParameterBuffer<Float>) -> [GradientReach] {
      let gradients = LayerGradients(
        configuration, parameters: parameters, kernels: kernels, unitLimit: units)
      return names.enumerated().map { index, name in
        let reach = gradients.reach(of: name, inputs: shown.images)
        done += Double(index + 1)
        onProgress(done / work)
        return reach
      }
    }
    let (after, before) = (reaches(trained), reaches(untrained))
    let fields = TheoreticalField.all(of: configuration)
    let value = Value(
      size: [shape.height, shape.width], inputs: shown.labels,
      layers: names.indices.map { index in
        Layer(
          layer: names[index].module, convolutions: fields[index].convolutions,
          theoreticalRadius: fields[index].radius, predictedSpread: fields[index].spread,
          trained: after[index], untrained: before[index])
      }, blanks: blanks(configuration, trained, untrained, kernels))
    guard Self.isPossible(value) else {
      throw .unavailable(
        what: "the gradients of run \(run.runKey)", advice: "they are not finite: the weights are too large")
    }
    return value
  }

  private func blanks(
    _ configuration: ReconstructionConfiguration, _ trained: ParameterBuffer<Float>,
    _ untrained: ParameterBuffer<Float>, _ kernels: FastKernels
  ) -> [Blank] {
    guard configuration.network.isConvolutional else { return [] }
    let channels = configuration.imageShape.channels
    let (after, before) = (
      BlankAnswers(configuration, parameters: trained, kernels: kernels),
      BlankAnswers(configuration, parameters: untrained, kernels: kernels)
    )
    return Self.levels.map { level in
      let pixel = Image(
        channels: channels, height: 1, width: 1, pixels: Array(repeating: Float(level), count: channels))
      let values = configuration.normalize.standardize(pixel)
      return Blank(level: level, trained: after.profiles(of: values), untrained: before.profiles(of: values))
    }
  }
}
