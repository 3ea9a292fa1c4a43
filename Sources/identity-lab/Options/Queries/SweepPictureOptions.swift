import ArgumentParser
import LabBase
import LabDrawing
import LabFigures
import LabRuns

/// What pictures of a sweep share: which runs, and in which format.
struct SweepPictureOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only the runs that meet a condition, such as 'depth>5 and optimizer=adam'.", valueName: "condition"))
  var condition: String?

  @Option(help: "png, svg or pdf.") var format = FigureFormat.png

  /// The choice of runs; nil takes all.
  func filter<L: ProgramLab>(of _: L.Type = L.self) throws(LabError) -> RunFilter<L>? {
    try condition.map { text throws(LabError) in try RunFilter(text) }
  }

  /// A file's name of parts and of whatever chooses runs, so that one picture does not replace another of the sweep.
  func fileName(_ parts: [String?]) -> String {
    let words = parts + [condition.map { "where-\($0)" }]
    return words.compactMap(\.self).map(Self.plain).joined(separator: "-")
  }

  /// Letters, digits, points and signs of comparison in words; anything else is a dash.
  private static func plain(_ text: String) -> String {
    let words = text.replacing("<=", with: "-le-").replacing(">=", with: "-ge-").replacing("!=", with: "-ne-")
      .replacing("<", with: "-lt-").replacing(">", with: "-gt-").replacing("=", with: "-")
    let plain = words.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" }
    return String(plain).split(separator: "-").joined(separator: "-")
  }

  /// The words of an option that takes several, between commas or each behind a flag of its own.
  static func words(_ texts: [String]) -> [String] {
    texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed } }
  }

  /// The settings of such an option; nil where it was not given.
  static func axes<L: ProgramLab>(
    _ texts: [String], of _: L.Type, option: String
  ) throws(LabError) -> [SettingKey]? {
    if texts.isEmpty { return nil }
    var keys: [SettingKey] = []
    for word in words(texts) {
      keys.append(try L.Configuration.settings.key(flag: word, option: option))
    }
    return keys
  }
}
