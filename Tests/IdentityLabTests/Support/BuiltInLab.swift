@testable import IdentityLab
@testable import LabData
@testable import LabRuns

extension ReconstructionLab {
  /// A laboratory that finds no data sets, so that everything is built in.
  static func builtIn() -> ReconstructionLab {
    ReconstructionLab(
      locator: DatasetLocator(dataFlag: "/nonexistent", environment: ["XDG_CACHE_HOME": "/nonexistent"]))
  }

  /// The experiment of settings.
  func makeExperiment(_ settings: Settings) throws -> ReconstructionExperiment {
    try makeExperiment(makeConfiguration(settings))
  }
}
