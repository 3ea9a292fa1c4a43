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
    Setting(.architecture, flag: "arch", domain: words(NetworkKind.self), naming: .word) {
      $0.architecture.rawValue
    },
    Setting(.depth, domain: .integers(1...10_000), axisTitle: "depth (weight layers)") { String($0.depth) },
    Setting(.width, domain: .integers(1...1_000_000), axisTitle: "width (hidden units or channels)") {
      String($0.width)
    },
    Setting(.kernelSize, domain: .integers(1...1001), axisTitle: "filter size (pixels)") {
      $0.kernelSize.map(String.init) ?? ""
    },
    Setting(.activation, domain: words(Activation.self), naming: .word) { $0.activation.rawValue },
    Setting(
      .initializer, flag: "init",
      domain: .words(
        Initializer.allCases.map(\.rawValue), aliases: Initializer.aliases.mapValues(\.rawValue))
    ) {
      $0.initializer.rawValue
    },
    Setting(.initializerGain, flag: "init-gain", domain: notNegative) { number($0.initializerGain) },
  ]

  private static let training: [Setting<ReconstructionConfiguration>] = [
    Setting(.optimizer, domain: words(OptimizerKind.self)) { $0.optimizer.rawValue },
    Setting(.learningRate, domain: positive) { number($0.learningRate) },
    Setting(
      .momentum, domain: .numbers(expected: "a number from 0 to below 1") { $0 >= 0 && $0 < 1 }
    ) { number($0.momentum) },
    Setting(.epsilon, domain: positive) { number($0.epsilon) },
    Setting(.schedule, domain: words(LearningRateSchedule.self)) { $0.schedule.rawValue },
    Setting(.clipNorm, domain: positive) { number($0.clipNorm) },
    Setting(.warmupSteps, domain: .integers(1...1_000_000_000)) { $0.warmupSteps.map(String.init) ?? "" },
    Setting(.steps, domain: .integers(0...1_000_000_000)) { String($0.steps) },
    Setting(.tolerance, domain: notNegative) { number($0.tolerance) },
    Setting(.seed, domain: .unsigned) { String($0.seed) },
  ]

  private static let data: [Setting<ReconstructionConfiguration>] = [
    Setting(.image, domain: .text, naming: .name, shown: TrainingSpec.name(of:)) { $0.image },
    Setting(.batchSize, domain: .integers(1...1_000_000_000)) { $0.batchSize.map(String.init) ?? "" },
    Setting(
      .size,
      domain: .form(
        expected: "pixels as N or HEIGHTxWIDTH, each from 1 to \(largestSize)", isNumeric: true,
        canonical: { text in extents(text).map { "\($0.height)x\($0.width)" } }),
      axisTitle: "size of the training image (pixels)",
      place: { text in extents(text).map { Double($0.height) } }
    ) { "\($0.imageHeight)x\($0.imageWidth)" },
    Setting(.normalize, domain: words(Normalization.self)) { $0.normalize.rawValue },
    Setting(
      .zoneThreshold,
      domain: .numbers(expected: "a correlation above 0 and at most 1") { $0 > 0 && $0 <= 1 },
      role: .measurement
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
