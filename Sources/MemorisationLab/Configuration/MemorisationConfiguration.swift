import LabData
import LabRuns
import Nets

/// Everything that the result of a run of the memorisation laboratory depends on: a classifier, what is done to the images
/// and labels that it learns, and how it is trained.
package struct MemorisationConfiguration: RunConfiguration {
  /// The version of the arithmetic; raised whenever the same settings give other bits.
  ///
  /// 2: noise is cut at random, too, where images are.
  package static let currentNumerics = 2

  /// ``MemorisationLab/name``.
  package let lab: String
  /// The net's text, such as `mlp:3x512`.
  package var net: String
  /// Function between layers; `relu` by default, `elu` of `ioc` nets.
  package var activation: Activation
  /// Batch normalisation of hidden layers; `shift` by default of `inception`, else `none`.
  package var batchNorm: BatchNormalizationKind
  /// Share of hidden units that a step leaves out; 0 by default.
  package var dropout: Double
  /// Distribution of the first weights; `torch` by default, nil where a file has them.
  package var initializer: Initializer?
  /// Factor on the initialiser's standard deviation; 1 by default, nil where a file has the first weights.
  package var initializerGain: Double?
  /// Digest of the file that has the first weights, see `StartWeights`; nil has the initialiser draw them.
  package var startWeights: String?
  /// The `LabelledSetSpec` of what is trained on.
  package var dataSet: String
  /// The `LabelledSetSpec` of what is tested on; the set's test split by default.
  package var testSet: String
  /// Height and width of the images that the net sees; 28 by default, or all of a smaller one.
  package var size: Int
  /// What is done to all pixels; nothing by default.
  package var pixels: PixelTreatment
  /// Probability with which a training label is replaced by a uniformly random one; 0 by default.
  package var labels: Double
  /// Share of the training images that Gaussian noise takes the place of; 0 by default.
  package var inputs: Double
  /// How bytes become values; `whiten` by default.
  package var normalize: PixelScaling
  /// Which part of an image a training step sees; the centre by default.
  package var crop: CropChoice
  /// Border around an image of which a random part is taken, in pixels; 4 by default, nil of central parts.
  package var pad: Int?
  /// Standard deviation of the Gaussian noise added to what a training step sees; 0 by default.
  package var inputNoise: Double
  /// ε of x + ε sign(∂L/∂x), on which a training step is made; 0, which is none, by default.
  package var adversarial: Double
  /// Images a step; 128 by default, or all of fewer.
  package var batchSize: Int
  /// Largest number of epochs; 100 by default.
  package var epochs: Int
  /// Update rule; `sgd` by default.
  package var optimizer: OptimizerKind
  /// Base learning rate; of SGD 0.1 for `inception`, else 0.01, of other rules their usual one.
  package var learningRate: Double
  /// SGD's momentum; 0.9 by default, nil for the other rules.
  package var momentum: Double?
  /// The adaptive rules' ε; PyTorch's by default, nil for SGD.
  package var epsilon: Double?
  /// Factor on the learning rate after each epoch; 0.95 by default.
  package var rateDecay: Double
  /// λ of the gradient's λ w; 0 by default.
  package var weightDecay: Double
  /// Number of images held back, the last of the set's; 0 by default.
  package var validation: Int
  /// Epochs without a better validation accuracy after which training ends; nil goes on.
  package var patience: Int?
  /// Whether training ends at the end of the first epoch after which no training image is wrong; true by default.
  package var stopFitted: Bool
  /// Seed of the weights, of the order of batches and of all randomisations; 0 by default.
  package var seed: UInt64
  /// Channels of the images.
  package var imageChannels: Int
  /// Height or width, the smaller one, of the images as they are stored, in pixels.
  package var storedSize: Int
  /// Number of images of ``dataSet``.
  package var imageCount: Int
  /// Number of images of ``testSet``.
  package var testCount: Int
  /// SHA-256 of the digests of the pixels and of the labels of both sets.
  package var dataDigest: String
  /// ``currentNumerics`` at the time.
  package var numerics: Int

  enum CodingKeys: String, CodingKey {
    case lab, net, activation, batchNorm, dropout, initializer, initializerGain, startWeights
    case dataSet, testSet, size, pixels, labels, inputs, normalize, crop, pad, inputNoise, adversarial
    case batchSize, epochs, optimizer, learningRate, momentum, epsilon, rateDecay, weightDecay
    case validation, patience, stopFitted, seed
    case imageChannels, storedSize, imageCount, testCount, dataDigest, numerics
  }

  /// Version 1 gives the same bits wherever no noise is cut.
  package var presentNumerics: Int { cutsNoise ? Self.currentNumerics : 1 }

  /// Whether a step sees random parts of images of noise, which are then of the stored size.
  var cutsNoise: Bool { crop == .random && (pixels == .gaussian || inputs > 0) }

  /// Number of images that are trained on.
  package var trainCount: Int { imageCount - validation }

  /// Number of classes.
  package var classCount: Int {
    (try? LabelledSetSpec(parsing: dataSet, key: SettingKey.dataSet.rawValue))?.classCount ?? 0
  }

  /// The whole factor by which stored images are shrunk before a part of them is taken.
  package var shrinkage: Int { storedSize / size }

  /// Shape of an image as the net sees it.
  package var imageShape: ImageShape { ImageShape(channels: imageChannels, height: size, width: size) }

  /// Largest number of updates: epochs are laid end to end, and the last step may reach into one more.
  package var steps: Int { (epochs * trainCount + batchSize - 1) / batchSize }

  /// The number of whole epochs that are over after a step.
  package func epoch(afterSteps step: Int) -> Int { step * batchSize / trainCount }

  /// Whether an epoch ends with a step.
  package func isEpochEnd(_ step: Int) -> Bool {
    step == 0 || epoch(afterSteps: step) > epoch(afterSteps: step - 1)
  }

  /// The settings, beside those of every run, that are not what is taken where nothing is said.
  package var unusual: [SettingKey] {
    let named: Set<SettingKey> = [
      .net, .activation, .initializer, .startWeights, .dataSet, .size, .optimizer, .learningRate, .seed,
    ]
    var plain = Settings()
    for key in named where !text(of: key).isEmpty { plain[key] = text(of: key) }
    let parser = SettingParser(plain, table: Self.settings)
    guard let facts = try? facts(), let usual = try? Self.completed(parser, facts) else { return [] }
    return Self.settings.keys.filter {
      !named.contains($0) && isAffected(by: $0) && text(of: $0) != usual.text(of: $0)
    }
  }

  /// The training images' name.
  package var subject: String { dataSet }

  /// No setting names a folder.
  package var withoutFolders: MemorisationConfiguration { self }

  /// No setting names a file.
  package var inputFiles: [String] { [] }

  /// What the run will take of a machine.
  package var cost: RunCost { MemorisationCost(self).run }
}
