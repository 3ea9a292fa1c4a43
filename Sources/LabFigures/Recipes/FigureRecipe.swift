import LabBase
import LabRuns
import LabSweeps

/// What a figure trains and draws, as its YAML file says it: a reader can print, edit and run it again.
package struct FigureRecipe<L: FigureLab>: Equatable, Sendable {
  /// The figure's name and that of its files.
  package let name: String
  /// Heading of the pictures.
  package let title: String
  /// What is to be seen, after the paper or the talk.
  package let finding: String
  /// Where it comes from, such as `[IC] Fig. 3`.
  package let source: String
  /// What is drawn, the first under the figure's bare name.
  package let pictures: [FigurePicture<L>]
  /// What each preset trains.
  package let presets: [FigurePresetName: FigurePreset<L>]
  /// What the paper or the talk says, in a form that the runs can decide.
  package let claims: [Claim<L>]
  /// The outcomes of training that count: fitted, and those that the recipe names beside it, such as `descending` where
  /// runs are meant to end with their steps; where it names none, the laboratory's.
  package let admitted: Set<TrainingOutcome>
  /// How the nets and their training differ from those of the source; nil where they do not.
  package let differs: String?
  /// What did not come out as claimed, and why, once somebody has looked; nil where nothing is to be said.
  package let notes: String?

  private static var keys: [String] {
    [
      "lab", "name", "title", "finding", "source", "pictures", "admits", "presets", "claims", "differs",
      "notes",
    ]
  }

  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - yaml: the text.
  ///   - file: the file's name for errors, and the figure's if it has none of its own.
  /// - Throws: `LabError` naming the place and what was expected.
  package init(yaml: String, name file: String) throws(LabError) {
    let contents = "a mapping with \(Self.keys.joined(separator: ", "))"
    guard let value = try YAMLValue.parse(yaml, name: file) else {
      throw .badData(path: file, expected: contents, found: "something else")
    }
    try LabMark(value).require(L.self, of: file)
    var fields = try YAMLMapping(value, keys: Self.keys, contents: contents)
    name = try fields.text("name")
    title = try fields.text("title")
    finding = try fields.text("finding")
    source = try fields.text("source")
    differs = fields.take("differs")?.text
    notes = fields.take("notes")?.text
    pictures = try fields.take("pictures").map(Self.pictures) ?? []
    admitted =
      try fields.take("admits").map { value throws(LabError) in
        try Self.outcomes(value)
      } ?? L.admitted
    presets =
      try fields.take("presets").map { value throws(LabError) in
        try Self.presets(value, file)
      } ?? [:]
    claims =
      try fields.take("claims").map { value throws(LabError) in
        try Claim.list(value, name: file)
      } ?? []
    guard !pictures.isEmpty, !presets.isEmpty else {
      throw .badData(path: file, expected: "at least one picture and one preset", found: "none")
    }
  }

  /// The full plan of a preset's runs: the groups one after another, each run once.
  ///
  /// - Parameter overrides: settings that win over the recipe's, such as another training image.
  /// - Throws: `LabError` where the recipe has no such preset or a combination cannot be run.
  package func plan(
    _ preset: FigurePresetName, overrides: Settings = Settings(), lab: L
  ) throws(LabError) -> FigurePlan<L> {
    let contents = try contents(of: preset)
    var axes: [SweepAxis] = []
    var runs: [L.Configuration] = []
    var seen: Set<String> = []
    for group in contents.groups {
      let part = try SweepPlan(name: name, settings: group.overlaid(with: overrides), lab: lab)
      for axis in part.axes where !axes.contains(where: { $0.key == axis.key }) {
        axes.append(axis)
      }
      for run in part.runs where seen.insert(run.runKey).inserted {
        runs.append(run)
      }
    }
    return FigurePlan(
      name: "figure-\(name)-\(preset.rawValue)", axes: axes, runs: runs, bisect: contents.bisect,
      pictures: try pictures(preset))
  }

  /// The pictures with a preset's options.
  func pictures(_ preset: FigurePresetName) throws(LabError) -> [FigurePicture<L>] {
    let options = try contents(of: preset).options
    return pictures.map { picture in
      var picture = picture
      picture.options = picture.options.overlaid(with: options)
      return picture
    }
  }

  private func contents(of preset: FigurePresetName) throws(LabError) -> FigurePreset<L> {
    if let contents = presets[preset] { return contents }
    let known = FigurePresetName.allCases.filter { presets[$0] != nil }.map(\.rawValue)
    throw .badConfiguration(
      key: "preset", found: preset.rawValue,
      expected: "one that \(name) has: \(known.joined(separator: ", "))")
  }

  private static func pictures(_ value: YAMLValue) throws(LabError) -> [FigurePicture<L>] {
    var pictures: [FigurePicture<L>] = []
    for element in value.elements {
      let picture = try FigurePicture<L>(element)
      guard !pictures.contains(where: { $0.title == picture.title }) else {
        throw .badConfiguration(
          key: value.place, found: "\(picture.title) twice",
          expected: "each kind once, or a name for the other one, for files are named after it")
      }
      pictures.append(picture)
    }
    return pictures
  }

  private static func outcomes(_ value: YAMLValue) throws(LabError) -> Set<TrainingOutcome> {
    var outcomes: Set<TrainingOutcome> = [.fitted]
    for element in value.elements { outcomes.insert(try element.choice()) }
    return outcomes
  }

  private static func presets(
    _ value: YAMLValue, _ file: String
  ) throws(LabError) -> [FigurePresetName: FigurePreset<L>] {
    var fields = try YAMLMapping(
      value, keys: FigurePresetName.allCases.map(\.rawValue), noun: "preset",
      contents: "a mapping of presets to groups of runs")
    var presets: [FigurePresetName: FigurePreset<L>] = [:]
    for name in FigurePresetName.allCases {
      if let value = fields.take(name.rawValue) {
        presets[name] = try FigurePreset(value.named("\(file): \(name.rawValue)"))
      }
    }
    return presets
  }
}
