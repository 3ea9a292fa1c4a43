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
      .architecture, .activation, .depth, .width, .kernelSize, .initializer, .initializerGain, .optimizer,
      .image, .size, .seed,
    ],
    netKeys: [.architecture, .activation, .depth, .width, .kernelSize, .image, .size, .normalize])

  private static let positive = SettingDomain.numbers(expected: "a number above 0") { $0 > 0 }
  private static let notNegative = SettingDomain.numbers(expected: "a number of at least 0") { $0 >= 0 }

  private static func words<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) -> SettingDomain {
    .words(type.allCases.map(\.rawValue))
  }

  private static func number(_ value: Double?) -> String { value.map(PlainNumber.text) ?? "" }

  private static let net: [Setting<ReconstructionConfiguration>] = [
    Setting(
      .architecture, flag: "arch", domain: words(NetworkKind.self),
      help: "fcn, cnn, resnet or resnet-conv. (default: cnn)", naming: .word
    ) { $0.architecture.rawValue },
    Setting(
      .depth, domain: .integers(1...10_000), help: "Number of weight layers. (default: 5; 6 for resnets)",
      axisTitle: "depth (weight layers)"
    ) { String($0.depth) },
    Setting(
      .width, domain: .integers(1...1_000_000),
      help: "Hidden units or channels. (default: 2048 for fcn and resnet, 784 if linear, 128 channels)",
      axisTitle: "width (hidden units or channels)"
    ) { String($0.width) },
    Setting(
      .kernelSize, domain: .integers(1...1001), help: "Filter height and width. (default: 5)",
      axisTitle: "filter size (pixels)"
    ) { $0.kernelSize.map(String.init) ?? "" },
    Setting(
      .activation, domain: words(Activation.self),
      help: "relu, linear, leaky-relu, tanh, sigmoid, elu or gelu. (default: relu)", naming: .word
    ) { $0.activation.rawValue },
    Setting(
      .initializer, flag: "init",
      domain: .words(
        Initializer.allCases.map(\.rawValue), aliases: Initializer.aliases.mapValues(\.rawValue)),
      help:
        "torch, lecun-normal, lecun-uniform, xavier-…, kaiming-…, orthogonal, fan-product. (default: torch)"
    ) { $0.initializer.rawValue },
    Setting(
      .initializerGain, flag: "init-gain", domain: notNegative,
      help: "Factor on the initialiser's standard deviation. (default: 1)"
    ) { number($0.initializerGain) },
  ]

  private static let training: [Setting<ReconstructionConfiguration>] = [
    Setting(
      .recipe, domain: words(TrainingRecipe.self),
      help:
        "auto: a start, rule and pixels by which nets of 1 to 24 layers fit (Guides/Recipes.md); settings "
        + "beside it win. (default: none)", role: .shorthand
    ) { _ in "" },
    Setting(
      .optimizer, domain: words(OptimizerKind.self),
      help: "sgd, adam, rmsprop, adagrad or adamax. (default: sgd)"
    ) { $0.optimizer.rawValue },
    Setting(
      .learningRate, domain: positive,
      help: "Base learning rate. (default: 0.01; adam 0.001, adamax 0.002; polyak 0.1)"
    ) { number($0.learningRate) },
    Setting(
      .momentum, domain: .numbers(expected: "a number from 0 to below 1") { $0 >= 0 && $0 < 1 },
      help: "SGD's momentum. (default: 0.9; polyak 0)"
    ) { number($0.momentum) },
    Setting(.epsilon, domain: positive, help: "The adaptive optimisers' ε. (default: PyTorch's)") {
      number($0.epsilon)
    },
    Setting(
      .schedule, domain: words(LearningRateSchedule.self),
      help: "step (times 0.2 at 30, 60, 80 % of the steps), constant, or polyak (SGD; the learning rate is "
        + "the longest step). (default: step)"
    ) { $0.schedule.rawValue },
    Setting(.clipNorm, domain: positive, help: "Largest gradient norm. (default: none)") {
      number($0.clipNorm)
    },
    Setting(
      .warmupSteps, domain: .integers(1...1_000_000_000),
      help: "Let the rate rise linearly over so many first updates. (default: none)"
    ) { $0.warmupSteps.map(String.init) ?? "" },
    Setting(
      .steps, domain: .integers(0...1_000_000_000), help: "Largest number of updates. (default: 3000)"
    ) { String($0.steps) },
    Setting(
      .tolerance, domain: notNegative,
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
        + "FILE.png; several joined by +; or a whole set: mnist:train, mnist:train/0..999, builtin:digits/600. "
        + "(default: mnist:7, else builtin:7)",
      naming: .name, shown: TrainingSpec.name(of:)
    ) { $0.image },
    Setting(
      .batchSize, domain: .integers(1...1_000_000_000),
      help: "Training images a step. (default: all of several, 64 of a whole set)"
    ) { $0.batchSize.map(String.init) ?? "" },
    Setting(
      .size,
      domain: .form(
        expected: "pixels as N or HEIGHTxWIDTH, each from 1 to \(largestSize)", isNumeric: true,
        canonical: { text in extents(text).map { "\($0.height)x\($0.width)" } }),
      help: "Resize the image to N or HEIGHTxWIDTH pixels.",
      axisTitle: "size of the training image (pixels)",
      place: { text in extents(text).map { Double($0.height) } }
    ) { "\($0.imageHeight)x\($0.imageWidth)" },
    Setting(
      .normalize, domain: words(Normalization.self),
      help: "Standardise with mnist's or cifar10's constants, or none. (default: the image's)"
    ) { $0.normalize.rawValue },
    Setting(
      .zoneThreshold,
      domain: .numbers(expected: "a correlation above 0 and at most 1") { $0 > 0 && $0 <= 1 },
      help: "Correlation from which on one counts as high. (default: 0.8)", role: .measurement
    ) { number($0.zoneThreshold) },
  ]

  /// The height and width that a text such as `28` or `28x40` names; nil for any other.
  package static func extents(_ text: String) -> (height: Int, width: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    let extents = parts.compactMap { $0 }.filter { (1...largestSize).contains($0) }
    guard extents.count == parts.count, (1...2).contains(extents.count) else { return nil }
    return (extents[0], extents[extents.count - 1])
  }
}
