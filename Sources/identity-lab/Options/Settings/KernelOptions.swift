import ArgumentParser
import IdentityLab
import LabBase
import LabRuns

/// The nets whose tangent kernels are asked for, as flags.
struct KernelOptions: ParsableArguments {
  @Option(help: "Numbers of convolutions: a list or a range such as 1,3,5 or 1..64.")
  var depth = "1..20"

  @Option(
    setting: .width, help: "Hidden channels: they decide how much each layer counts. (default: 128)")
  var width: GivenSetting?
  @Option(setting: .kernelSize) var kernelSize: GivenSetting?
  @Option(setting: .initializer) var initializer: GivenSetting?
  @Option(setting: .initializerGain) var initializerGain: GivenSetting?
  @Option(
    setting: .image,
    help: "Training image, a single one, as for train --image. (default: mnist:7, else builtin:7)")
  var image: GivenSetting?
  @Option(
    setting: .crop, help: "Part of it to keep: square (the middle) or WIDTHxHEIGHT+X+Y. (default: all of it)")
  var crop: GivenSetting?
  @Flag(help: ArgumentHelp(SettingFlag(.gray).help)) var gray = false
  @Option(
    setting: .size, help: "Resize it to N pixels along its longer side, or to HEIGHTxWIDTH. (default: 28)")
  var size: GivenSetting?
  @Option(
    setting: .normalize,
    help:
      "Standardise with mnist's or cifar10's constants, or none. (default: cifar10 for colours, else mnist)")
  var normalize: GivenSetting?

  /// The settings of a net of two layers, which has all that deeper ones have.
  var settings: Settings {
    Settings(
      [
        GivenSetting(key: .depth, text: "2"), width, kernelSize, initializer, initializerGain, image, crop,
        gray ? GivenSetting(key: .gray, text: "true") : nil, size, normalize,
      ].compactMap(\.self))
  }

  /// The depths, the least first.
  ///
  /// - Throws: `LabError.badConfiguration` for a text that is no list of depths.
  func depths() throws(LabError) -> [Int] {
    let setting = ReconstructionConfiguration.settings[.depth]
    var depths: Set<Int> = []
    for text in try ValueList.parse(depth, of: setting, name: "--depth") {
      if let depth = Int(try setting.domain.checked(text, name: "--depth")) { depths.insert(depth) }
    }
    return depths.sorted()
  }
}
