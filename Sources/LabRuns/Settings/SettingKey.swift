/// The name of a setting: the one spelling that YAML files, tables, pictures and (in kebab case) flags use.
///
/// The set is open, because each laboratory has settings of its own; a name from outside is looked up in its
/// ``SettingTable`` before it becomes a key.
package struct SettingKey: RawRepresentable, Hashable, Codable, Sendable {
  /// The name in camel case, such as `kernelSize`.
  package let rawValue: String

  /// Makes a key of a name in camel case.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The name as a title on a picture: words in lower case, `kernel size`.
  package var title: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }

  /// The name in kebab case, `kernel-size`: a setting's flag unless its ``Setting/flag`` is shorter.
  package var kebab: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
  }
}

/// The words that laboratories share: one for each thing.
extension SettingKey {
  /// Family of the network.
  package static let architecture = SettingKey(rawValue: "architecture")
  /// Number of weight layers.
  package static let depth = SettingKey(rawValue: "depth")
  /// Hidden units or channels.
  package static let width = SettingKey(rawValue: "width")
  /// Filter height and width.
  package static let kernelSize = SettingKey(rawValue: "kernelSize")
  /// Function between layers.
  package static let activation = SettingKey(rawValue: "activation")
  /// Distribution of the first weights.
  package static let initializer = SettingKey(rawValue: "initializer")
  /// Factor on the initialiser's standard deviation.
  package static let initializerGain = SettingKey(rawValue: "initializerGain")
  /// The file of weights to begin with instead of the initialiser's.
  package static let startWeights = SettingKey(rawValue: "startWeights")
  /// The update rule.
  package static let optimizer = SettingKey(rawValue: "optimizer")
  /// Base learning rate.
  package static let learningRate = SettingKey(rawValue: "learningRate")
  /// SGD's momentum.
  package static let momentum = SettingKey(rawValue: "momentum")
  /// The adaptive rules' ε.
  package static let epsilon = SettingKey(rawValue: "epsilon")
  /// How the learning rate changes over a run.
  package static let schedule = SettingKey(rawValue: "schedule")
  /// Largest gradient norm.
  package static let clipNorm = SettingKey(rawValue: "clipNorm")
  /// Degrees by which the gradient may turn in a step of gradient flow.
  package static let flowAngle = SettingKey(rawValue: "flowAngle")
  /// Number of first updates over which the rate rises.
  package static let warmupSteps = SettingKey(rawValue: "warmupSteps")
  /// Largest number of updates.
  package static let steps = SettingKey(rawValue: "steps")
  /// Loss at which training ends.
  package static let tolerance = SettingKey(rawValue: "tolerance")
  /// Seed of everything random in a run; what runs over which means are taken differ in.
  package static let seed = SettingKey(rawValue: "seed")
  /// Training images a step.
  package static let batchSize = SettingKey(rawValue: "batchSize")
  /// The part of an image that is kept.
  package static let crop = SettingKey(rawValue: "crop")
  /// Height and width of the images in pixels.
  package static let size = SettingKey(rawValue: "size")
  /// Standardisation of pixels.
  package static let normalize = SettingKey(rawValue: "normalize")
}
