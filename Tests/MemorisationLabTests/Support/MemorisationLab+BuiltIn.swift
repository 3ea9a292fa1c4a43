@testable import LabData
@testable import LabRuns
@testable import MemorisationLab

extension MemorisationLab {
  /// A laboratory that finds no data sets, so that everything is built in.
  static func builtIn() -> MemorisationLab {
    MemorisationLab(
      locator: DatasetLocator(dataFlag: "/nonexistent", environment: ["XDG_CACHE_HOME": "/nonexistent"]))
  }

  /// Settings of a net that trains in milliseconds on 60 digits of 7 × 7 pixels, with others laid over them.
  static func tiny(_ values: [SettingKey: String] = [:]) -> Settings {
    let tiny: [SettingKey: String] = [
      .net: "mlp:1x8", .dataSet: "builtin:digits/60", .testSet: "builtin:digits-test/20", .size: "7",
      .batchSize: "16", .epochs: "3", .learningRate: "0.05",
    ]
    return Settings(tiny.merging(values) { $1 })
  }

  /// The configuration of tiny settings with others laid over them.
  func configuration(_ values: [SettingKey: String] = [:]) throws -> MemorisationConfiguration {
    try makeConfiguration(Self.tiny(values))
  }

  /// The experiment of tiny settings with others laid over them.
  func experiment(_ values: [SettingKey: String] = [:]) throws -> MemorisationExperiment {
    try makeExperiment(configuration(values))
  }
}
