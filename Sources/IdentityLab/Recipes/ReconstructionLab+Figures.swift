import LabBase
import LabFigures
import LabImages
import LabRuns

extension ReconstructionLab: FigureLab {
  package typealias Kind = ReconstructionPicture
  package typealias Options = ReconstructionOptions
  package typealias Measure = ReconstructionMeasure
  package typealias Cell = ReconstructionCell
  package typealias Recipe = ReconstructionRecipe

  /// What was trained on, in how many pixels, and what was done to them.
  package static func statement(of runs: [ReconstructionConfiguration]) -> String {
    let images = runs.map(\.subject).distinct
    let sizes = runs.map { $0.text(of: .size).replacing("x", with: "×") }.distinct
    guard !runs.isEmpty else { return "" }
    let pixels = runs.map(\.normalize).distinct.map(\.statement).joined(separator: " or ")
    return "trained on \(images.count > 1 ? "\(images.count) images, one a net" : images[0]), "
      + "\(sizes.count > 3 ? "\(sizes[0]) to \(sizes[sizes.count - 1])" : sizes.joined(separator: ", ")) pixels "
      + pixels
  }

  /// The training image: any other could have been taken.
  package static var sampledSetting: SettingKey? { .image }

  /// The zone of mean correlations over seeds, on the family that a picture of zones is about or else the runs' own.
  ///
  /// Of fitted nets only: where none is, the region is that of nets that do not train, which has no zone.
  package static func region(
    of records: [ReconstructionRecord], _ configuration: ReconstructionConfiguration,
    pictures: [FigurePicture<ReconstructionLab>]
  ) -> String? {
    let family =
      pictures.first { $0.kind == .zones }?.options.probe ?? configuration.probes.zoneFamily
    let fitted = records.filter { $0.outcome == .fitted }
    guard !fitted.isEmpty else { return "not trained" }
    func mean(_ value: (ProbeScore) -> Double?) -> Double? {
      fitted.map { $0.score(of: family).flatMap(value) }.definedMean
    }
    return Zone(
      correlationWithIdentity: mean(\.correlationWithIdentity),
      correlationWithConstant: mean(\.correlationWithConstant), threshold: configuration.zoneThreshold
    ).rawValue
  }

  /// Correlations from −0.2 to 1 or, where one lies below, from −1.
  package static func scale(
    of quantity: RunQuantity<ReconstructionLab>, holding values: [Double]
  ) -> ValueRange? {
    guard ["identity", "constant"].contains(quantity.name.prefix { $0 != "@" }) else { return nil }
    return ValueRange(values.contains { $0 < -0.2 } ? -1 : -0.2, 1)
  }

  /// Parameters, how training ended, the zone, and both correlations of every family.
  package static func resultColumns(
    for configurations: [ReconstructionConfiguration]
  ) -> [ResultColumn<ReconstructionRecord>] {
    let isInColour = configurations.contains { $0.probes.natural != nil }
    let families = ProbeFamily.allCases.filter { $0 != .natural || isInColour }
    return [
      ResultColumn("parameterCount") { (record: ReconstructionRecord) in String(record.parameterCount) },
      ResultColumn("stepsDone") { (record: ReconstructionRecord) in String(record.steps) },
      ResultColumn("finalLoss", number: { $0.finalLoss }),
      ResultColumn("initialLoss", number: { $0.initialLoss }),
      ResultColumn("outcome") { (record: ReconstructionRecord) in record.outcome.rawValue },
      ResultColumn("stopReason") { (record: ReconstructionRecord) in record.stopReason.rawValue },
      ResultColumn("zone") { (record: ReconstructionRecord) in record.zone?.rawValue ?? "" },
    ]
      + families.flatMap { family in
        [
          ResultColumn(
            "\(family.rawValue).correlationWithIdentity",
            number: {
              $0.score(of: family)?.correlationWithIdentity
            }),
          ResultColumn(
            "\(family.rawValue).correlationWithConstant",
            number: {
              $0.score(of: family)?.correlationWithConstant
            }),
        ]
          + ReconstructionMeasure.Part.allCases.map { part in
            ResultColumn(
              "\(family.rawValue).\(part.rawValue)",
              number: { $0.score(of: family)?.decomposition.flatMap(part.value) })
          }
      }
  }
}

extension Normalization {
  /// What was done to the pixels, in words.
  fileprivate var statement: String {
    switch self {
    case .mnist: "standardised with MNIST's mean and deviation"
    case .cifar10: "standardised with CIFAR-10's means and deviations"
    case .none: "in 0 … 1"
    }
  }
}
