import LabBase
import LabData
import LabImages
import LabRuns
import Nets

extension ReconstructionConfiguration {
  /// Largest image height and width that is trained on, in pixels.
  package static let largestSize = 1024

  /// Every setting, in the order of tables and axes.
  package static let settings = SettingTable<ReconstructionConfiguration>(
    net + training + data, principal: .depth,
    labelKeys: [
      .architecture, .activation, .depth, .width, .kernelSize, .initializer, .initializerGain,
      .startWeights, .optimizer, .image, .size, .seed,
    ],
    netKeys: [
      .architecture, .activation, .depth, .width, .kernelSize, .image, .crop, .gray, .size, .normalize,
    ], familyKey: .architecture)

  private static func number(_ value: Double?) -> String { value.map(PlainNumber.text) ?? "" }

  private static let net: [Setting<ReconstructionConfiguration>] = [
    Setting(
      .architecture, flag: "arch", domain: .words(of: NetworkKind.self),
      help: "fcn, cnn, resnet or resnet-conv. (default: cnn)", naming: .word
    ) { $0.architecture.rawValue },
    Setting(
      .depth, domain: .integers(1...10_000), help: "Number of weight layers. (default: 5; 6 for resnets)",
      axisTitle: "depth (weight layers)"
    ) { String($0.depth) },
    Setting(
      .width, domain: .integers(1...1_000_000),
      help: "Hidden units or channels. (default: 2048 for fcn and resnet, 784 if linear, 128 channels)",
      axisTitle: "width (hidden units or channels)", dependsOn: [.architecture, .depth]
    ) { $0.width.map(String.init) ?? "" },
    Setting(
      .kernelSize, domain: .integers(1...1001), help: "Filter height and width. (default: 5)",
      axisTitle: "filter size (pixels)", dependsOn: [.architecture]
    ) { $0.kernelSize.map(String.init) ?? "" },
    Setting(
      .activation, domain: .words(of: Activation.self),
      help: "relu, linear, leaky-relu, tanh, sigmoid, elu or gelu. (default: relu)",
      dependsOn: [.architecture, .depth], naming: .word
    ) { $0.activation?.rawValue ?? "" },
    .initializer { $0.initializer },
    .initializerGain { $0.initializerGain },
    .startWeights { $0.startWeights },
    Setting(
      .centred, domain: .words(["true", "false"]),
      help: "true: train and ask f − f₀, the answers less the untrained net's. (default: false)",
      shown: { $0 == "true" ? "f − f₀" : "no" }
    ) { $0.centred == true ? "true" : "false" },
  ]

  private static let training: [Setting<ReconstructionConfiguration>] = [
    Setting(
      .recipe, domain: .words(of: TrainingRecipe.self),
      help:
        "auto: a start, rule and pixels by which nets of 1 to 24 layers fit (Guides/Recipes.md); settings "
        + "beside it win. (default: none)", role: .shorthand
    ) { _ in "" },
    .optimizer { $0.optimizer },
    Setting(
      .learningRate, domain: .positive,
      help: "Base learning rate. (default: 0.01; adam 0.001, adamax 0.002; polyak 0.1, flow 0.001)"
    ) { number($0.learningRate) },
    Setting(
      .momentum, domain: .belowOne,
      help: "SGD's momentum. (default: 0.9; polyak, flow 0)", dependsOn: [.optimizer]
    ) { number($0.momentum) },
    .epsilon { $0.epsilon },
    Setting(
      .schedule, domain: .words(of: LearningRateSchedule.self),
      help:
        "step (times 0.2 at 30, 60, 80 % of the steps), constant, polyak (SGD; the learning rate is the longest "
        + "step) or flow (SGD; as short steps as gradient flow needs). (default: step)"
    ) { $0.schedule.rawValue },
    Setting(.clipNorm, domain: .positive, help: "Largest gradient norm. (default: none)") {
      number($0.clipNorm)
    },
    Setting(
      .flowAngle, domain: .numbers(expected: "1 to 60 degrees", accepts: { (1...60).contains($0) }),
      help: "Degrees by which the gradient may turn in a step of the schedule flow. (default: 25)",
      dependsOn: [.schedule]
    ) { number($0.flowAngle) },
    Setting(
      .warmupSteps, domain: .integers(1...1_000_000_000),
      help: "Let the rate rise linearly over so many first updates. (default: none)"
    ) { $0.warmupSteps.map(String.init) ?? "" },
    Setting(
      .steps, domain: .integers(0...1_000_000_000), help: "Largest number of updates. (default: 3000)"
    ) { String($0.steps) },
    Setting(
      .tolerance, domain: .notNegative,
      help: "Loss at which training ends, 0 for never. (default: 1e-4, of a whole set 0: never)"
    ) { number($0.tolerance) },
    Setting(
      .seed, domain: .unsigned,
      help: "Seed of the weights and of the order of mini-batches. (default: 0)"
    ) { String($0.seed) },
  ]

  private static let data: [Setting<ReconstructionConfiguration>] = [
    Setting(
      .image, domain: .text,
      help: "Training image: mnist:7, mnist:test/123, fashion:3, cifar10:test/9, builtin:7, pattern:stripes, "
        + "FILE.png, FILE.jpg; several joined by +; or a whole set: mnist:train, mnist:train/0..999, builtin:digits/600. "
        + "(default: mnist:7, else builtin:7)",
      naming: .name, shown: TrainingSpec.name(of:)
    ) { $0.image },
    Setting(
      .crop,
      domain: .form(
        expected: PictureCrop.form, isNumeric: false, canonical: { PictureCrop($0)?.description }),
      help: "Part of the image to keep: square (the middle) or WIDTHxHEIGHT+X+Y. (default: all of it)"
    ) { $0.crop?.description ?? "" },
    Setting(
      .gray, domain: .words(["true", "false"]), help: "Make colours grey (luma). (default: as they are)"
    ) { $0.gray == true ? "true" : "" },
    Setting(
      .batchSize, domain: .integers(1...1_000_000_000),
      help: "Training images a step. (default: all of several, 64 of a whole set)", dependsOn: [.image]
    ) { $0.batchSize.map(String.init) ?? "" },
    Setting(
      .size,
      domain: .form(
        expected: "pixels as N or HEIGHTxWIDTH, each from 1 to \(largestSize)", isNumeric: true,
        canonical: { text in extents(text).map { "\($0.height)x\($0.width)" } }),
      help: "Resize the image to N pixels along its longer side, or to HEIGHTxWIDTH.",
      axisTitle: "size of the training image (pixels)",
      place: { text in extents(text).map { Double($0.height) } }
    ) { "\($0.imageHeight)x\($0.imageWidth)" },
    Setting(
      .normalize, domain: .words(of: Normalization.self),
      help:
        "Standardise with mnist's or cifar10's constants, or none. (default: cifar10 for colours, else mnist)"
    ) { $0.normalize.rawValue },
    Setting(
      .zoneThreshold,
      domain: .numbers(expected: "a correlation above 0 and at most 1") { $0 > 0 && $0 <= 1 },
      help: "Correlation from which on one counts as high. (default: 0.8)", role: .measurement
    ) { number($0.zoneThreshold) },
  ]

  /// The height and width that a text such as `28` or `28x40` names for a square image; nil for any other.
  package static func extents(_ text: String) -> (height: Int, width: Int)? {
    PictureSize(text, sides: 1...largestSize)?.extents(ofHeight: 1, width: 1)
  }
}
