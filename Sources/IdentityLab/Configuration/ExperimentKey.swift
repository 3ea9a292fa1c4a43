/// The settings of an experiment, by the one name that YAML files, tables and (in kebab case) flags use.
public enum ExperimentKey: String, CaseIterable, Codable, Sendable {
  /// `fcn`, `cnn`, `resnet` or `resnet-conv`.
  case architecture
  /// Number of weight layers.
  case depth
  /// Hidden units or channels.
  case width
  /// Filter height and width.
  case kernelSize
  /// Function between layers.
  case activation
  /// Distribution of the first weights.
  case initializer
  /// Factor on the initialiser's standard deviation.
  case initializerGain
  /// `sgd`, `adam`, `rmsprop`, `adagrad` or `adamax`.
  case optimizer
  /// Base learning rate.
  case learningRate
  /// SGD's momentum.
  case momentum
  /// The adaptive optimisers' ε.
  case epsilon
  /// `step`, `constant` or `polyak`.
  case schedule
  /// Largest gradient norm.
  case clipNorm
  /// Number of first updates over which the rate rises.
  case warmupSteps
  /// Largest number of updates.
  case steps
  /// Loss at which training ends.
  case tolerance
  /// Seed of the weights.
  case seed
  /// The training image or images, as a ``TrainingSpec``.
  case image
  /// Training images a step.
  case batchSize
  /// `H` or `HxW` pixels to resize it to.
  case size
  /// `mnist`, `cifar10` or `none`.
  case normalize
  /// Correlation from which on one counts as high.
  case zoneThreshold

  /// The flag on the command line, without dashes: `kernelSize` is `kernel-size`; two have their usual short names.
  public var flag: String {
    switch self {
    case .architecture: "arch"
    case .initializer: "init"
    case .initializerGain: "init-gain"
    default:
      rawValue.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }
  }

  /// Whether its values are numbers, an image's size among them, and no words.
  var isNumeric: Bool {
    switch self {
    case .architecture, .activation, .initializer, .optimizer, .schedule, .image, .normalize: false
    default: true
    }
  }

  /// The column's title on a picture: words in lower case.
  public var title: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}
