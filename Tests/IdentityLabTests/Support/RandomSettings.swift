import Nets

@testable import IdentityLab
@testable import LabImages
@testable import LabRuns

/// Settings that can be run, of every kind, drawn from a seed.
struct RandomSettings {
  private var mutator: JSONMutator

  init(seed: UInt64) {
    mutator = JSONMutator(seed: seed)
  }

  private static let sizes = ["5", "4x6", "7"]

  /// About half of all settings, the others left to their defaults.
  mutating func next() -> Settings {
    var settings = Settings()
    let isList = mutator.number(below: 3)
    let isResidual = mutator.number(below: 2) == 0
    settings[.architecture] = mutator.choice(isResidual ? ["resnet", "resnet-conv"] : ["fcn", "cnn"])
    settings[.depth] = mutator.choice(isResidual ? ["2", "4", "6"] : ["1", "2", "5"])
    settings[.width] = mutator.choice(["1", "3", "8"])
    settings[.size] = mutator.choice(Self.sizes)
    settings[.image] = mutator.choice(
      isList == 0
        ? ["builtin:7+builtin:4+builtin:1"]
        : isList == 1 ? ["builtin:digits/5"] : ["builtin:7", "builtin:scene/2", "pattern:constant"])
    if isList < 2 { maybe(.batchSize, ["1", "2", "3"], &settings) }
    maybe(.kernelSize, ["1", "3", "8"], &settings)
    maybe(.activation, Activation.allCases.map(\.rawValue), &settings)
    maybe(.initializer, Initializer.allCases.map(\.rawValue) + Initializer.aliases.keys.sorted(), &settings)
    maybe(.initializerGain, ["0", "0.5", "1e-7", "300000", "1e16", "0.1"], &settings)
    maybe(.centred, ["true", "false"], &settings)
    maybe(.optimizer, OptimizerKind.allCases.map(\.rawValue), &settings)
    maybe(.learningRate, ["0.01", "1e-5", "1E-3", "+2", "1e300", "0.30000000000000004"], &settings)
    maybe(.momentum, ["0", "0.5", "0.999"], &settings)
    maybe(.epsilon, ["1e-8", "0.001", "1"], &settings)
    maybe(.schedule, LearningRateSchedule.allCases.map(\.rawValue), &settings)
    maybe(.clipNorm, ["0.5", "1e10"], &settings)
    maybe(.warmupSteps, ["1", "1000000000"], &settings)
    maybe(.steps, ["0", "007", "1000000000"], &settings)
    maybe(.tolerance, ["0", "1e-4", "-0", "2.5"], &settings)
    maybe(.seed, ["0", "18446744073709551615", "12"], &settings)
    maybe(.normalize, Normalization.allCases.map(\.rawValue), &settings)
    maybe(.zoneThreshold, ["0.8", "1", "0.05"], &settings)
    maybe(.flowAngle, ["25", "1", "60"], &settings)
    // Polyak's step is of plain descent that nothing clips; gradient flow is of nothing but all images' loss.
    if settings[.schedule] == "polyak" || settings[.schedule] == "flow" {
      settings[.optimizer] = "sgd"
      settings[.clipNorm] = nil
    }
    if settings[.schedule] == "flow" {
      settings[.momentum] = nil
      settings[.warmupSteps] = nil
      settings[.batchSize] = nil
      if isList == 1 { settings[.schedule] = "step" }
    }
    // The untrained net's answers are taken off where every step sees all images.
    if settings[.centred] == "true" {
      settings[.batchSize] = nil
      if isList == 1 { settings[.centred] = "false" }
    }
    return settings
  }

  private mutating func maybe(_ key: SettingKey, _ texts: [String], _ settings: inout Settings) {
    if mutator.number(below: 2) == 0 { settings[key] = mutator.choice(texts) }
  }
}
