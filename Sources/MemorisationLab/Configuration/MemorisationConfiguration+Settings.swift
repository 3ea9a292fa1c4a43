import LabBase
import LabRuns
import Nets

extension MemorisationConfiguration {
  /// Largest image height and width that is trained on, in pixels.
  package static let largestSize = 1024
  /// Most images of a set.
  package static let largestCount = 10_000_000

  /// Every setting, in the order of tables and axes.
  package static let settings = SettingTable<MemorisationConfiguration>(
    classifier + data + training, principal: .net,
    labelKeys: [
      .net, .activation, .batchNorm, .dropout, .dataSet, .size, .pixels, .labels, .inputs, .crop,
      .inputNoise, .adversarial, .weightDecay, .patience, .optimizer, .learningRate, .initializer,
      .startWeights, .seed,
    ],
    netKeys: [
      .net, .activation, .batchNorm, .dropout, .dataSet, .size, .pixels, .labels, .inputs, .normalize,
    ])

  private static let share = SettingDomain.numbers(expected: "a share from 0 to 1") { $0 >= 0 && $0 <= 1 }

  private static func number(_ value: Double?) -> String { value.map(PlainNumber.text) ?? "" }

  private static let classifier: [Setting<MemorisationConfiguration>] = [
    Setting(
      .net,
      domain: .form(
        expected: "mlp:LxW, ioc:LxW or cnn:LxW with L layers of W units or channels, alexnet, or inception",
        isNumeric: false, canonical: { ClassifierArchitecture.Family($0)?.description }),
      help: "Classifier: mlp:3x512, ioc:3x512 (convex in its input), cnn:2x200, alexnet or inception. "
        + "(default: mlp:3x512)", naming: .word
    ) { $0.net },
    Setting(
      .activation, domain: .words(of: Activation.self),
      help: "relu, linear, leaky-relu, tanh, sigmoid, elu or gelu. (default: relu, elu of ioc nets)",
      naming: .word
    ) { $0.activation.rawValue },
    Setting(
      .batchNorm, domain: .words(of: BatchNormalizationKind.self),
      help: "Batch normalisation: none, shift (without a scale) or full. (default: none, shift of inception)",
      naming: .qualifier
    ) { $0.batchNorm.rawValue },
    Setting(
      .dropout, domain: .belowOne, help: "Share of hidden units that each step leaves out. (default: 0)",
      axisTitle: "dropout (share of hidden units)"
    ) { number($0.dropout) },
    .initializer { $0.initializer },
    .initializerGain { $0.initializerGain },
    .startWeights { $0.startWeights },
  ]

  private static let data: [Setting<MemorisationConfiguration>] = [
    Setting(
      .dataSet, domain: .text,
      help: "Training set: cifar10:train, mnist:train/0..999 (or fashion, cifar100), builtin:digits/600. "
        + "(default: \(MemorisationLab.usualDataSet.replacing(" | ", with: ", else ")))", naming: .name
    ) { $0.dataSet },
    Setting(
      .testSet, domain: .text,
      help: "Test set, as cifar10:test/0..999 or builtin:digits-test/300. (default: the data set's test part)"
    ) { $0.testSet },
    Setting(
      .size, domain: .integers(1...largestSize),
      help: "Pixels a side that the net sees: larger images are shrunk by a whole factor and cropped. "
        + "(default: \(usualSize))", axisTitle: "size of the images (pixels)"
    ) { String($0.size) },
    Setting(
      .pixels, domain: .words(of: PixelTreatment.self),
      help:
        "true, shuffled (alike in all images), random (in each image) or gaussian (noise). (default: true)",
      naming: .qualifier
    ) { $0.pixels.rawValue },
    Setting(
      .labels, domain: share,
      help: "Probability with which a training label is replaced by a random one. (default: 0)",
      axisTitle: "random labels (share)"
    ) { number($0.labels) },
    Setting(
      .inputs, domain: share, help: "Share of training images replaced by Gaussian noise. (default: 0)",
      axisTitle: "noise images (share)"
    ) { number($0.inputs) },
    Setting(
      .normalize, domain: .words(of: PixelScaling.self),
      help: "whiten (each image minus its mean, over its deviation) or none (0 to 1). (default: whiten)"
    ) { $0.normalize.rawValue },
    Setting(
      .crop, domain: .words(of: CropChoice.self),
      help: "Part of an image that a step sees: centre, or random of the padded image. (default: centre)",
      naming: .qualifier
    ) { $0.crop.rawValue },
    Setting(
      .pad, domain: .integers(0...largestSize),
      help: "Black border of random crops, in pixels. (default: \(usualPad))", dependsOn: [.crop]
    ) { $0.pad.map(String.init) ?? "" },
    Setting(
      .inputNoise, domain: .notNegative,
      help: "Standard deviation of noise on what a step sees. (default: 0)",
      axisTitle: "input noise (standard deviation)"
    ) { number($0.inputNoise) },
    Setting(
      .adversarial, domain: .notNegative,
      help: "ε of a signed-gradient step on the images before each update. (default: 0: none)",
      axisTitle: "adversarial ε"
    ) { number($0.adversarial) },
  ]

  private static let training: [Setting<MemorisationConfiguration>] = [
    Setting(
      .batchSize, domain: .integers(1...largestCount),
      help: "Images a step. (default: \(usualBatchSize), or all of fewer)"
    ) { String($0.batchSize) },
    Setting(
      .epochs, domain: .integers(1...1_000_000),
      help: "Largest number of times that each image is seen. (default: \(usualEpochs))"
    ) { String($0.epochs) },
    .optimizer { $0.optimizer },
    Setting(
      .learningRate, domain: .positive,
      help: "Base learning rate. (default: 0.01, of inception 0.1; adam 0.001, adamax 0.002)"
    ) { number($0.learningRate) },
    Setting(
      .momentum, domain: .belowOne, help: "SGD's momentum. (default: 0.9)", dependsOn: [.optimizer]
    ) { number($0.momentum) },
    .epsilon { $0.epsilon },
    Setting(
      .rateDecay,
      domain: .numbers(expected: "a factor above 0 and at most 1") { $0 >= .leastNormalMagnitude && $0 <= 1 },
      help: "Factor on the learning rate after each epoch. (default: \(usualRateDecay))"
    ) { number($0.rateDecay) },
    Setting(
      .weightDecay, domain: .notNegative,
      help: "λ: every gradient has λ times its parameter added. (default: 0)", axisTitle: "weight decay λ"
    ) { number($0.weightDecay) },
    Setting(
      .validation, domain: .integers(0...largestCount),
      help: "Images of the training set, its last ones, that are held back to see when to stop. (default: 0)"
    ) { String($0.validation) },
    Setting(
      .patience, domain: .integers(0...1_000_000),
      help: "Stop after so many epochs without a better validation accuracy. (default: 0: never)"
    ) { String($0.patience ?? 0) },
    Setting(
      .stopFitted, domain: .words(["yes", "no"]),
      help: "Stop where no training image is wrong: yes or no. (default: yes)"
    ) { $0.stopFitted ? "yes" : "no" },
    Setting(
      .seed, domain: .unsigned,
      help: "Seed of the weights, of the batches' order and of what is random in data. (default: 0)"
    ) { String($0.seed) },
  ]
}
