import LabRuns

extension ReconstructionLab {
  /// The zone, both correlations and the parts of f(x) = a·x + b·x̂ + r (of the run's own zone family, or `@` another), the first
  /// loss, the parameters.
  package static let quantities: [RunQuantity<ReconstructionLab>] =
    [
      RunQuantity("zone", title: "zone", words: Zone.allCases.map(\.rawValue), isFinding: true) {
        $0.record?.zone?.rawValue
      },
      RunQuantity("identity", title: "correlation with identity", isFinding: true) {
        $0.zoneScore?.correlationWithIdentity
      },
      RunQuantity("constant", title: "correlation with constant", isFinding: true) {
        $0.zoneScore?.correlationWithConstant
      },
      RunQuantity("initialLoss", title: "loss at the first weights") { $0.record?.initialLoss },
      RunQuantity("pathLength", title: "length of the path of gradient flow") { $0.record?.pathLength },
      RunQuantity("escapeTime", title: "time of gradient flow until the plateau is left, estimated") {
        $0.record?.plateau?.escapeTime
      },
      RunQuantity("parameterCount", aliases: ["parameters"], title: "parameters") {
        ($0.record?.parameterCount).map(Double.init)
      },
    ]
    + ReconstructionMeasure.Part.allCases.map { part in
      RunQuantity(part.rawValue, title: part.title, isFinding: true) {
        $0.zoneScore?.decomposition.flatMap(part.value)
      }
    }
    + ProbeFamily.allCases.flatMap { family in
      ReconstructionMeasure.Part.allCases.map { part in
        RunQuantity(
          "\(part.rawValue)@\(family.rawValue)", title: "\(part.title) on \(family.title)", isFinding: true
        ) { $0.record?.score(of: family)?.decomposition.flatMap(part.value) }
      }
    }
    + ProbeFamily.allCases.flatMap { family in
      [
        RunQuantity(
          "identity@\(family.rawValue)", title: "correlation with identity on \(family.title)",
          isFinding: true
        ) { $0.record?.score(of: family)?.correlationWithIdentity },
        RunQuantity(
          "constant@\(family.rawValue)", title: "correlation with constant on \(family.title)",
          isFinding: true
        ) { $0.record?.score(of: family)?.correlationWithConstant },
      ]
    }
}

extension StoredRun<ReconstructionLab> {
  /// The score on the family whose scores give the run's zone.
  fileprivate var zoneScore: ProbeScore? { record?.score(of: configuration.probes.zoneFamily) }
}
