import ArgumentParser
import IdentityLab
import LabRuns

/// The settings that every laboratory of the program has, as flags.
///
/// A property a flag must stand here, for the argument parser looks for properties; so in the other groups.
struct SharedSettings: ParsableArguments {
  @Option(setting: .activation) var activation: GivenSetting?
  @Option(setting: .initializer) var initializer: GivenSetting?
  @Option(setting: .initializerGain) var initializerGain: GivenSetting?
  @Option(setting: .startWeights) var startWeights: GivenSetting?
  @Option(setting: .optimizer) var optimizer: GivenSetting?
  @Option(setting: .learningRate) var learningRate: GivenSetting?
  @Option(setting: .momentum) var momentum: GivenSetting?
  @Option(setting: .epsilon) var epsilon: GivenSetting?
  @Option(setting: .batchSize) var batchSize: GivenSetting?
  @Option(setting: .size) var size: GivenSetting?
  @Option(setting: .crop) var crop: GivenSetting?
  @Option(setting: .normalize) var normalize: GivenSetting?
  @Option(setting: .seed) var seed: GivenSetting?

  /// Those that were given.
  var given: [GivenSetting] {
    [
      activation, initializer, initializerGain, startWeights, optimizer, learningRate, momentum, epsilon,
      batchSize, size,
      crop, normalize, seed,
    ].compactMap(\.self)
  }
}
