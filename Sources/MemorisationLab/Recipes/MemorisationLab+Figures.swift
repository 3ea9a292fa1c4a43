import LabBase
import LabDrawing
import LabFigures
import LabRuns

extension MemorisationLab: FigureLab {
  package typealias Kind = MemorisationPicture
  package typealias Options = MemorisationOptions
  package typealias Measure = MemorisationMeasure
  package typealias Cell = MemorisationCell
  package typealias Recipe = MemorisationRecipe

  /// What was trained on, in how many pixels, what was done to them, and what is corrupted alike in all runs.
  package static func statement(of runs: [MemorisationConfiguration]) -> String {
    guard let first = runs.first else { return "" }
    let sets = runs.map(\.dataSet).distinct
    let sizes = runs.map { "\($0.size)×\($0.size)" }.distinct
    var words = [
      "trained on \(sets.count > 2 ? "\(sets.count) sets" : sets.joined(separator: " and "))",
      "\(sizes.joined(separator: ", ")) pixels "
        + (first.normalize == .whiten ? "whitened image by image" : "from 0 to 1"),
    ]
    if runs.map(\.pixels).distinct.count == 1, let statement = first.pixels.statement {
      words.append(statement)
    }
    for (key, name) in [(\MemorisationConfiguration.labels, "labels"), (\.inputs, "images")] {
      let shares = runs.map { $0[keyPath: key] }.distinct
      if shares.count == 1, shares[0] > 0 {
        words.append("\(PercentText.setting(shares[0])) of the \(name) random")
      }
    }
    return words.joined(separator: ", ")
  }

  /// Whether the nets of a place fit their training set: all of its seeds, none or some.
  package static func region(
    of records: [MemorisationRecord], _ configuration: MemorisationConfiguration,
    pictures: [FigurePicture<MemorisationLab>]
  ) -> String? {
    let fitted = records.count { $0.outcome == .fitted }
    return fitted == records.count ? "fitted" : fitted == 0 ? "not fitted" : "fitted by some seeds"
  }

  /// An accuracy is a finding of every net that has one, whether no training image is wrong or some are.
  package static let admitted: Set<TrainingOutcome> = [.fitted, .descending, .plateau]

  /// Settings of words that are an axis by a size of theirs: units of the nets, images of the sets.
  static let sizes: [SettingKey] = [.net, .dataSet]

  /// A number; of a net the units of a layer, of a data set its images to train on.
  package static func place(of configuration: MemorisationConfiguration, along key: SettingKey) -> Double? {
    switch key {
    case .net: configuration.classifier.family.width.map(Double.init)
    case .dataSet: Double(configuration.trainCount)
    default: MemorisationConfiguration.settings[key].place(configuration.text(of: key))
    }
  }

  /// Shares from 0 to 1.
  package static func scale(
    of quantity: RunQuantity<MemorisationLab>, holding values: [Double]
  ) -> ValueRange? {
    guard let finding = MemorisationFinding(rawValue: quantity.name), finding.scale == .share,
      values.allSatisfy({ (0...1).contains($0) })
    else { return nil }
    return .unit
  }
}
