import LabBase
import Nets

extension SettingDomain {
  /// Numbers above 0.
  package static let positive = numbers(expected: "a number above 0") { $0 > 0 }
  /// Numbers of at least 0.
  package static let notNegative = numbers(expected: "a number of at least 0") { $0 >= 0 }
  /// Numbers from 0 to below 1.
  package static let belowOne = numbers(expected: "a number from 0 to below 1") { $0 >= 0 && $0 < 1 }

  /// The words of a closed list.
  package static func words<Choice: RawRepresentable<String> & CaseIterable>(
    of type: Choice.Type
  ) -> SettingDomain {
    .words(type.allCases.map(\.rawValue))
  }
}

/// Settings that every laboratory has which trains nets, each of the same words and meaning.
extension Setting {
  /// The distribution of the first weights.
  package static func initializer(_ value: @escaping @Sendable (Configuration) -> Initializer?) -> Setting {
    Setting(
      .initializer, flag: "init",
      domain: .words(
        Initializer.allCases.map(\.rawValue), aliases: Initializer.aliases.mapValues(\.rawValue)),
      help:
        "torch, lecun-normal, lecun-uniform, xavier-…, kaiming-…, orthogonal, fan-product. (default: torch)",
      dependsOn: [.startWeights]
    ) { value($0)?.rawValue ?? "" }
  }

  /// The factor on it.
  package static func initializerGain(_ value: @escaping @Sendable (Configuration) -> Double?) -> Setting {
    Setting(
      .initializerGain, flag: "init-gain", domain: .notNegative,
      help: "Factor on the initialiser's standard deviation. (default: 1)", dependsOn: [.startWeights]
    ) { value($0).map(PlainNumber.text) ?? "" }
  }

  /// The weights to begin with where no initialiser draws them, by the digest of their file.
  package static func startWeights(_ value: @escaping @Sendable (Configuration) -> String?) -> Setting {
    Setting(
      .startWeights, flag: "from", domain: .text,
      help:
        "Begin with the weights of a .safetensors file, of PyTorch's or a run's; or with those of a digest in OUT/weights. "
        + "(default: the initialiser's)", naming: .name,
      shown: { $0.isEmpty ? "" : "weights \($0.prefix(8))" }
    ) { value($0) ?? "" }
  }

  /// The rule of updates.
  package static func optimizer(_ value: @escaping @Sendable (Configuration) -> OptimizerKind) -> Setting {
    Setting(
      .optimizer, domain: .words(of: OptimizerKind.self),
      help: "sgd, adam, rmsprop, adagrad or adamax. (default: sgd)"
    ) { value($0).rawValue }
  }

  /// What adaptive rules add to their denominators.
  package static func epsilon(_ value: @escaping @Sendable (Configuration) -> Double?) -> Setting {
    Setting(
      .epsilon, domain: .positive, help: "The adaptive optimisers' ε. (default: PyTorch's)",
      dependsOn: [.optimizer]
    ) { value($0).map(PlainNumber.text) ?? "" }
  }
}
