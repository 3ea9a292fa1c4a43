import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// The settings of an experiment as flags; `train` takes one value of each, `sweep run` lists and ranges too.
///
/// What a flag is called and says is in the table of settings. A property a flag must stand here, for the argument
/// parser looks for properties.
struct ExperimentOptions: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: "File of settings, YAML or a run's config.json; flags win over it.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var configurationFile: String?

  @Option(setting: .architecture) var architecture: GivenSetting?
  @Option(setting: .depth) var depth: GivenSetting?
  @Option(setting: .width) var width: GivenSetting?
  @Option(setting: .kernelSize) var kernelSize: GivenSetting?
  @Option(setting: .activation) var activation: GivenSetting?
  @Option(setting: .initializer) var initializer: GivenSetting?
  @Option(setting: .initializerGain) var initializerGain: GivenSetting?
  @Option(setting: .recipe) var recipe: GivenSetting?
  @Option(setting: .optimizer) var optimizer: GivenSetting?
  @Option(setting: .learningRate) var learningRate: GivenSetting?
  @Option(setting: .momentum) var momentum: GivenSetting?
  @Option(setting: .epsilon) var epsilon: GivenSetting?
  @Option(setting: .schedule) var schedule: GivenSetting?
  @Option(setting: .clipNorm) var clipNorm: GivenSetting?
  @Option(setting: .warmupSteps) var warmupSteps: GivenSetting?
  @Option(setting: .steps) var steps: GivenSetting?
  @Option(setting: .tolerance) var tolerance: GivenSetting?
  @Option(setting: .seed) var seed: GivenSetting?
  @Option(setting: .image) var image: GivenSetting?
  @Option(setting: .crop) var crop: GivenSetting?
  @Flag(help: ArgumentHelp(ReconstructionConfiguration.settings[.gray].help)) var gray = false
  @Option(setting: .batchSize) var batchSize: GivenSetting?
  @Option(setting: .size) var size: GivenSetting?
  @Option(setting: .normalize) var normalize: GivenSetting?
  @Option(setting: .zoneThreshold) var zoneThreshold: GivenSetting?

  /// The settings that flags name.
  var flags: Settings {
    Settings([
      architecture, depth, width, kernelSize, activation, initializer, initializerGain, recipe, optimizer,
      learningRate, momentum, epsilon, schedule, clipNorm, warmupSteps, steps, tolerance,
      seed, image, crop, gray ? GivenSetting(key: .gray, text: "true") : nil, batchSize, size, normalize,
      zoneThreshold,
    ])
  }

  /// The file of settings; nil without one.
  ///
  /// - Throws: `LabError` for a file that cannot be read or is neither a mapping of settings nor a run's config.json.
  func file() throws(LabError) -> SettingsFile<ReconstructionConfiguration>? {
    guard let path = configurationFile else { return nil }
    return try SettingsFile(reading: path)
  }

  /// What is said, the later winning: file, then flags.
  func settings(over file: SettingsFile<ReconstructionConfiguration>?) -> Settings {
    (file?.settings ?? Settings()).overlaid(with: flags)
  }
}
