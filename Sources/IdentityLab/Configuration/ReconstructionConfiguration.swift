import LabData
import LabImages
import LabRuns
import Nets

/// Everything that the result of a run of the reconstruction laboratory depends on: a net, its training on one image or
/// several, and what it is asked about.
package struct ReconstructionConfiguration: RunConfiguration {
  /// The version of the arithmetic; raised whenever the same settings give other bits.
  ///
  /// Version 3 is of mini-batches by matrix products; smaller batches are computed as by version 2, and stay known by it.
  package static let currentNumerics = 3

  /// Family of the network.
  package var architecture: NetworkKind
  /// Number of weight layers.
  package var depth: Int
  /// Hidden units or channels; nil of a net of one layer, which has none.
  package var width: Int?
  /// Filter height and width; nil for fully connected nets.
  package var kernelSize: Int?
  /// Function between layers; `relu` by default, nil of a net of one layer.
  package var activation: Activation?
  /// Distribution of the first weights; `torch` by default, nil where a file has them.
  package var initializer: Initializer?
  /// Factor on the initialiser's standard deviation; 1 by default, nil where a file has the first weights.
  package var initializerGain: Double?
  /// Digest of the file that has the first weights, see `StartWeights`; nil has the initialiser draw them.
  package var startWeights: String?
  /// True where f − f₀ is trained and asked instead of f: the answers less those of the untrained net, so that it begins at
  /// zero whatever its weights; nil takes the net as it is.
  package var centred: Bool?
  /// Update rule; `sgd` by default.
  package var optimizer: OptimizerKind
  /// Base learning rate, the rule's usual one by default; under `polyak` the longest step, 0.1 by default, under
  /// `flow` the first, 0.001 by default.
  package var learningRate: Double
  /// SGD's momentum; 0.9 by default but 0 under `polyak` and `flow`; nil for the other rules.
  package var momentum: Double?
  /// The adaptive rules' ε; PyTorch's by default, nil for SGD.
  package var epsilon: Double?
  /// Learning-rate schedule; `step` by default.
  package var schedule: LearningRateSchedule
  /// Largest gradient norm; nil does not clip.
  package var clipNorm: Double?
  /// By how many degrees the gradient may turn from one step of the schedule `flow` to the next, 25 by default; nil under
  /// others.
  package var flowAngle: Double?
  /// Number of updates over which the rate rises linearly; nil starts with the whole rate.
  package var warmupSteps: Int?
  /// Largest number of updates; 3,000 by default.
  package var steps: Int
  /// Loss at which training ends, that of the batch at hand; 1e-4 by default (of standardised pixels), 0 for a whole
  /// set and for never.
  package var tolerance: Double
  /// Seed of the weights and of the order of mini-batches; 0 by default.
  package var seed: UInt64
  /// The training images' `TrainingSpec`; `mnist:7` where MNIST is present, else `builtin:7`.
  package var image: String
  /// The part of the training images that is kept; nil keeps all.
  package var crop: PictureCrop?
  /// True where colour images were made grey; nil leaves colours as they are.
  package var gray: Bool?
  /// Images a step; nil for a single training image.
  ///
  /// All of a list by default, 64 of a whole set; fewer than there are come in an order of the seed, see
  /// `ShuffledBatches`.
  package var batchSize: Int?
  /// Channels of the images, 1 or 3.
  package var imageChannels: Int
  /// Height of the images in pixels.
  package var imageHeight: Int
  /// Width of the images in pixels.
  package var imageWidth: Int
  /// Standardisation of pixels.
  package var normalize: Normalization
  /// Correlation from which on one counts as high; 0.8 by default.
  package var zoneThreshold: Double
  /// Where the probe battery's images come from.
  package var probes: ProbeSource
  /// SHA-256 of the standardised training image and probes; of a whole set that of its first images and probes, and
  /// of the bytes of all its images.
  package var dataDigest: String
  /// ``currentNumerics`` at the time.
  package var numerics: Int

  enum CodingKeys: String, CodingKey {
    case architecture, depth, width, kernelSize, activation, initializer, initializerGain,
      startWeights, centred
    case optimizer, learningRate, momentum, epsilon, schedule, clipNorm, flowAngle, warmupSteps, steps,
      tolerance, seed
    case image, crop, gray, batchSize, imageChannels, imageHeight, imageWidth, normalize, zoneThreshold,
      probes,
      dataDigest
    case numerics
  }

  /// The version that a new run of the same settings has.
  package var presentNumerics: Int { Self.numerics(batchSize: batchSize ?? 1) }

  /// The version of the arithmetic of a new run with so many images a step.
  static func numerics(batchSize: Int) -> Int { batchSize < smallestMiniBatch ? 2 : currentNumerics }

  /// The batch from which on fully connected layers and 1 × 1 convolutions are matrix products.
  private static let smallestMiniBatch = 32

  /// Shape of an image as the net sees it.
  package var imageShape: ImageShape {
    ImageShape(channels: imageChannels, height: imageHeight, width: imageWidth)
  }

  /// The form in which the training images are learnt.
  var form: PictureForm {
    PictureForm(
      crop: crop, isGray: gray ?? false, size: .exact(height: imageHeight, width: imageWidth))
  }

  /// The network; of one layer any width makes the same.
  package var network: Architecture {
    architecture.architecture(depth: depth, width: width ?? 1, kernelSize: kernelSize)
  }

  /// The function between the network's layers; of one layer any makes the same.
  package var networkActivation: Activation { activation ?? .linear }

  /// The training recipe.
  package var training: TrainingConfiguration {
    TrainingConfiguration(
      optimizer: optimizer.configuration(momentum: momentum, epsilon: epsilon), learningRate: learningRate,
      schedule: schedule, clipNorm: clipNorm, warmupSteps: warmupSteps,
      flowAngle: flowAngle ?? TrainingConfiguration.usualFlowAngle, steps: steps, tolerance: tolerance)
  }

  /// The training images' SPEC without folders.
  package var subject: String { TrainingSpec.name(of: image) }

  /// The configuration as pictures carry it, with ``subject`` for the image.
  ///
  /// Its run key is another one where the image is a file in a folder; ``dataDigest`` still tells which image it was.
  package var withoutFolders: ReconstructionConfiguration {
    var configuration = self
    configuration.image = subject
    return configuration
  }

  /// Paths of the image files among the training images.
  package var inputFiles: [String] { (try? TrainingSpec(parsing: image))?.files ?? [] }

  /// What the run will take of a machine.
  package var cost: RunCost { CostEstimate(self).run }
}
