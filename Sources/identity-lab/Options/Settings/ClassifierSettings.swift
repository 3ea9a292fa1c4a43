import ArgumentParser
import LabRuns
import MemorisationLab

/// The settings that classifiers alone have, as flags.
struct ClassifierSettings: ParsableArguments {
  @Option(setting: .net) var net: GivenSetting?
  @Option(setting: .batchNorm) var batchNorm: GivenSetting?
  @Option(setting: .dropout) var dropout: GivenSetting?
  @Option(setting: .dataSet) var dataSet: GivenSetting?
  @Option(setting: .testSet) var testSet: GivenSetting?
  @Option(setting: .pixels) var pixels: GivenSetting?
  @Option(setting: .labels) var labels: GivenSetting?
  @Option(setting: .inputs) var inputs: GivenSetting?
  @Option(setting: .pad) var pad: GivenSetting?
  @Option(setting: .inputNoise) var inputNoise: GivenSetting?
  @Option(setting: .adversarial) var adversarial: GivenSetting?
  @Option(setting: .epochs) var epochs: GivenSetting?
  @Option(setting: .rateDecay) var rateDecay: GivenSetting?
  @Option(setting: .weightDecay) var weightDecay: GivenSetting?
  @Option(setting: .validation) var validation: GivenSetting?
  @Option(setting: .patience) var patience: GivenSetting?
  @Option(setting: .stopFitted) var stopFitted: GivenSetting?

  /// Those that were given.
  var given: [GivenSetting] {
    [
      net, batchNorm, dropout, dataSet, testSet, pixels, labels, inputs, pad, inputNoise, adversarial, epochs,
      rateDecay, weightDecay, validation, patience, stopFitted,
    ].compactMap(\.self)
  }
}
