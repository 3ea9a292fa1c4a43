import ArgumentParser
import IdentityLab
import LabRuns

/// The settings that nets which reconstruct images alone have, as flags.
struct ReconstructionSettings: ParsableArguments {
  @Option(setting: .architecture) var architecture: GivenSetting?
  @Option(setting: .depth) var depth: GivenSetting?
  @Option(setting: .width) var width: GivenSetting?
  @Option(setting: .kernelSize) var kernelSize: GivenSetting?
  @Option(setting: .recipe) var recipe: GivenSetting?
  @Option(setting: .centred) var centred: GivenSetting?
  @Option(setting: .schedule) var schedule: GivenSetting?
  @Option(setting: .clipNorm) var clipNorm: GivenSetting?
  @Option(setting: .flowAngle) var flowAngle: GivenSetting?
  @Option(setting: .warmupSteps) var warmupSteps: GivenSetting?
  @Option(setting: .steps) var steps: GivenSetting?
  @Option(setting: .tolerance) var tolerance: GivenSetting?
  @Option(setting: .image) var image: GivenSetting?
  @Flag(help: ArgumentHelp(SettingFlag(.gray).help)) var gray = false
  @Option(setting: .zoneThreshold) var zoneThreshold: GivenSetting?

  /// Those that were given.
  var given: [GivenSetting] {
    [
      architecture, depth, width, kernelSize, recipe,
      centred,
      schedule, clipNorm, flowAngle, warmupSteps, steps,
      tolerance,
      image,
      gray ? GivenSetting(key: .gray, text: "true") : nil, zoneThreshold,
    ].compactMap(\.self)
  }
}
