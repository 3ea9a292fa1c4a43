import LabBase
import LabFigures
import LabRuns

/// What a recipe can say about a picture beside its kind; what it leaves out the kind decides.
package struct MemorisationOptions: PictureOptions {
  /// What curves through training are along.
  package enum Axis: String, CaseIterable, Codable, Sendable {
    /// Epochs done.
    case epoch
    /// Updates done.
    case step
  }

  /// The setting along the horizontal axis of a finding.
  package var over: SettingKey?
  /// The setting whose values have panels of their own.
  package var by: SettingKey?
  /// The setting whose values are the curves; without it all settings that differ are.
  package var curves: SettingKey?
  /// The columns of metrics.csv that curves show, a panel each; `loss` by default.
  package var column: [MetricColumn]?
  /// What curves through training are along; `epoch` by default.
  package var axis: Axis?
  /// What is drawn over a setting, a panel each; `testAccuracy` by default.
  package var findings: [FigureValue]?
  /// Axes whose numbers are drawn by their logarithm.
  package var log: [LogarithmicAxis]?
  /// What an earlier source says, a row each; a table shows it beside the rows that it is of.
  package var paper: [PaperRow]?

  /// The axes of a picture.
  package enum LogarithmicAxis: String, CaseIterable, Codable, Sendable {
    case x, y
  }

  /// Makes options that say nothing.
  package init() {}

  /// The options that may be given.
  package static let names = [
    "over", "by", "curves", "column", "axis", "findings", "log", "paper",
  ]

  /// Reads a mapping of options.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown option or value, with the nearest spelling.
  package init(_ value: YAMLValue) throws(LabError) {
    var fields = try YAMLMapping(value, keys: Self.names, noun: "option")
    over = try Self.setting(&fields, "over")
    by = try Self.setting(&fields, "by")
    curves = try Self.setting(&fields, "curves")
    column = try Self.choices(fields.take("column"))
    if let word = fields.take("axis") { axis = try word.choice() }
    if let value = fields.take("findings") { findings = try Self.values(value) }
    log = try Self.choices(fields.take("log"))
    if let value = fields.take("paper") { paper = try PaperRow.list(value) }
    try validate(at: value.place)
  }

  private static func setting(
    _ fields: inout YAMLMapping, _ name: String
  ) throws(LabError) -> SettingKey? {
    guard let value = fields.take(name) else { return nil }
    return try MemorisationConfiguration.settings.key(named: value.text ?? "", place: value.place)
  }

  private static func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ value: YAMLValue?
  ) throws(LabError) -> [Choice]? {
    guard let value else { return nil }
    var choices: [Choice] = []
    for element in value.elements { choices.append(try element.choice()) }
    return choices
  }

  private static func values(_ value: YAMLValue) throws(LabError) -> [FigureValue] {
    var values: [FigureValue] = []
    for element in value.elements {
      guard let known = element.text.flatMap(FigureValue.init) else {
        throw .badConfiguration(
          key: element.place, found: "\"\(element.text ?? "")\"",
          expected: Spelling.choices(for: element.text ?? "", among: FigureValue.words))
      }
      values.append(known)
    }
    return values
  }

  /// These options with those of `upper` laid over them.
  package func overlaid(with upper: MemorisationOptions) -> MemorisationOptions {
    var options = self
    options.over = upper.over ?? over
    options.by = upper.by ?? by
    options.curves = upper.curves ?? curves
    options.column = upper.column ?? column
    options.axis = upper.axis ?? axis
    options.findings = upper.findings ?? findings
    options.log = upper.log ?? log
    options.paper = upper.paper ?? paper
    return options
  }
}
