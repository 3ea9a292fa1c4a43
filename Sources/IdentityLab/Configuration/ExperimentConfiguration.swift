import Nets

/// Everything that a run's result depends on, complete and validated: nothing in it is "default".
///
/// Its canonical JSON (sorted keys, no blanks, absent where a setting does not apply) is what a run is known by;
/// see ``runKey``. Data enter as digests, so the same words about other data are another run.
public struct ExperimentConfiguration: Codable, Equatable, Sendable {
  /// The version of the arithmetic; raised whenever the same settings give other bits.
  public static let currentNumerics = 2

  /// Family of the network.
  public var architecture: NetworkKind
  /// Number of weight layers.
  public var depth: Int
  /// Hidden units or channels.
  public var width: Int
  /// Filter height and width; nil for fully connected nets.
  public var kernelSize: Int?
  /// Function between layers; `relu` by default.
  public var activation: Activation
  /// Distribution of the first weights; `torch` by default.
  public var initializer: Initializer
  /// Factor on the initialiser's standard deviation; 1 by default.
  public var initializerGain: Double
  /// Update rule; `sgd` by default.
  public var optimizer: OptimizerKind
  /// Base learning rate, the rule's usual one by default; under `polyak` the longest step, 0.1 by default.
  public var learningRate: Double
  /// SGD's momentum; 0.9 by default but 0 under `polyak`; nil for the other rules.
  public var momentum: Double?
  /// The adaptive rules' ε; PyTorch's by default, nil for SGD.
  public var epsilon: Double?
  /// Learning-rate schedule; `step` by default.
  public var schedule: LearningRateSchedule
  /// Largest gradient norm; nil does not clip.
  public var clipNorm: Double?
  /// Number of updates over which the rate rises linearly; nil starts with the whole rate.
  public var warmupSteps: Int?
  /// Largest number of updates; 3,000 by default.
  public var steps: Int
  /// Loss at which training ends, that of the batch at hand; 1e-4 by default (of standardised pixels), 0 for a whole
  /// set and for never.
  public var tolerance: Double
  /// Seed of the weights and of the order of mini-batches; 0 by default.
  public var seed: UInt64
  /// The training images' ``TrainingSpec``; `mnist:7` where MNIST is present, else `builtin:7`.
  public var image: String
  /// Images a step; nil for a single training image.
  ///
  /// All of a list by default, 64 of a whole set; fewer than there are come in an order of the seed, see
  /// `ShuffledBatches`.
  public var batchSize: Int?
  /// Channels of the images, 1 or 3.
  public var imageChannels: Int
  /// Height of the images in pixels.
  public var imageHeight: Int
  /// Width of the images in pixels.
  public var imageWidth: Int
  /// Standardisation of pixels.
  public var normalize: Normalization
  /// Correlation from which on one counts as high; 0.8 by default.
  public var zoneThreshold: Double
  /// Where the probe battery's images come from.
  public var probes: ProbeSource
  /// SHA-256 of the standardised training image and probes; of a whole set that of its first images and probes, and
  /// of the bytes of all its images.
  public var dataDigest: String
  /// ``currentNumerics`` at the time.
  public var numerics: Int

  /// Shape of an image as the net sees it.
  public var imageShape: ImageShape {
    ImageShape(channels: imageChannels, height: imageHeight, width: imageWidth)
  }

  /// The network.
  public var network: Architecture {
    switch architecture {
    case .fcn: .fcn(depth: depth, width: width)
    case .cnn: .cnn(depth: depth, width: width, kernelSize: kernelSize ?? 1)
    case .resnet: .resnet(depth: depth, width: width)
    case .resnetConv: .resnetConv(depth: depth, width: width, kernelSize: kernelSize ?? 1)
    }
  }

  /// The training recipe.
  public var training: TrainingConfiguration {
    let epsilon = epsilon ?? 1e-8
    let rule: OptimizerConfiguration =
      switch optimizer {
      case .sgd: .sgd(momentum: momentum ?? 0)
      case .adam: .adam(epsilon: epsilon)
      case .rmsprop: .rmsprop(epsilon: epsilon)
      case .adagrad: .adagrad(epsilon: epsilon)
      case .adamax: .adamax(epsilon: epsilon)
      }
    return TrainingConfiguration(
      optimizer: rule, learningRate: learningRate, schedule: schedule, clipNorm: clipNorm,
      warmupSteps: warmupSteps, steps: steps, tolerance: tolerance)
  }

  /// Sorted keys, no blanks: the text whose digest names the run.
  public var canonicalJSON: String {
    CanonicalJSON.compact(self)
  }

  /// First 16 hex digits of the canonical JSON's SHA-256.
  public var runKey: String {
    String(Digest.sha256(Array(canonicalJSON.utf8)).prefix(16))
  }

  /// The training images' SPEC without folders, as pictures show it: a path may tell a user's name.
  public var imageName: String { TrainingSpec.name(of: image) }

  /// The configuration as pictures carry it, with ``imageName`` for the image.
  ///
  /// Its run key is another one where the image is a file in a folder; ``dataDigest`` still tells which image it was.
  public var withoutFolders: ExperimentConfiguration {
    var configuration = self
    configuration.image = imageName
    return configuration
  }

  /// Text of a setting as tables and pictures show it; empty where it does not apply.
  public func text(of key: ExperimentKey) -> String {
    switch key {
    case .architecture: architecture.rawValue
    case .depth: String(depth)
    case .width: String(width)
    case .kernelSize: kernelSize.map(String.init) ?? ""
    case .activation: activation.rawValue
    case .initializer: initializer.rawValue
    case .initializerGain: PlainNumber.text(initializerGain)
    case .optimizer: optimizer.rawValue
    case .learningRate: PlainNumber.text(learningRate)
    case .momentum: momentum.map(PlainNumber.text) ?? ""
    case .epsilon: epsilon.map(PlainNumber.text) ?? ""
    case .schedule: schedule.rawValue
    case .clipNorm: clipNorm.map(PlainNumber.text) ?? ""
    case .warmupSteps: warmupSteps.map(String.init) ?? ""
    case .steps: String(steps)
    case .tolerance: PlainNumber.text(tolerance)
    case .seed: String(seed)
    case .image: image
    case .batchSize: batchSize.map(String.init) ?? ""
    case .size: "\(imageHeight)x\(imageWidth)"
    case .normalize: normalize.rawValue
    case .zoneThreshold: PlainNumber.text(zoneThreshold)
    }
  }
}
