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
  /// The setting of a table's columns; without it there is one.
  package var columns: SettingKey?
  /// The column of metrics.csv that curves show; `loss` by default.
  package var column: MetricColumn?
  /// What curves through training are along; `epoch` by default.
  package var axis: Axis?
  /// The findings that are drawn; `testAccuracy` by default.
  package var findings: [MemorisationFinding]?
  /// Axes whose numbers are drawn by their logarithm.
  package var log: [LogarithmicAxis]?
  /// Numbers of a paper beside those found, by finding: a list for each row of the table, null where the paper has none.
  ///
  /// They are in the table's units: shares in percent.
  package var paper: [String: [[Double?]]]?

  /// The axes of a picture.
  package enum LogarithmicAxis: String, CaseIterable, Codable, Sendable {
    case x, y
  }

  /// Makes options that say nothing.
  package init() {}

  /// The options that may be given.
  package static let names = [
    "over", "by", "curves", "columns", "column", "axis", "findings", "log", "paper",
  ]

  /// Reads a mapping of options.
  ///
  /// - Throws: `LabError.badConfiguration` for an unknown option or value, with the nearest spelling.
  package init(_ value: YAMLValue) throws(LabError) {
    var fields = try YAMLMapping(value, keys: Self.names, noun: "option")
    over = try Self.setting(&fields, "over")
    by = try Self.setting(&fields, "by")
    curves = try Self.setting(&fields, "curves")
    columns = try Self.setting(&fields, "columns")
    if let word = fields.take("column") { column = try word.choice() }
    if let word = fields.take("axis") { axis = try word.choice() }
    findings = try Self.choices(fields.take("findings"))
    log = try Self.choices(fields.take("log"))
    if let value = fields.take("paper") { paper = try Self.numbers(value) }
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

  private static func numbers(_ value: YAMLValue) throws(LabError) -> [String: [[Double?]]] {
    var tables: [String: [[Double?]]] = [:]
    for (name, rows) in value.pairs ?? [] {
      var table: [[Double?]] = []
      for row in rows.elements {
        var numbers: [Double?] = []
        for element in row.elements {
          numbers.append(
            element.text == "null" ? nil : try element.number(expected: "a number or null"))
        }
        table.append(numbers)
      }
      tables[name] = table
    }
    return tables
  }

  /// These options with those of `upper` laid over them.
  package func overlaid(with upper: MemorisationOptions) -> MemorisationOptions {
    var options = self
    options.over = upper.over ?? over
    options.by = upper.by ?? by
    options.curves = upper.curves ?? curves
    options.columns = upper.columns ?? columns
    options.column = upper.column ?? column
    options.axis = upper.axis ?? axis
    options.findings = upper.findings ?? findings
    options.log = upper.log ?? log
    options.paper = upper.paper ?? paper
    return options
  }
}
