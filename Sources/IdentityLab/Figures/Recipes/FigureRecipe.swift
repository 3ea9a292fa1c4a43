import Nets
import Yams

/// What a figure trains and draws, as its YAML file says it: a reader can print, edit and run it again.
public struct FigureRecipe: Equatable, Sendable {
  /// The figure's name and that of its files.
  public let name: String
  /// Heading of the pictures.
  public let title: String
  /// What is to be seen, after the paper or the talk.
  public let finding: String
  /// Where it comes from, such as `[IC] Fig. 3`.
  public let source: String
  /// What is drawn, the first under the figure's bare name.
  public let pictures: [FigurePicture]
  /// What each preset trains.
  public let presets: [FigurePresetName: FigurePreset]
  /// What the paper or the talk says, in a form that the runs can decide.
  public let claims: [Claim]
  /// What did not come out as claimed, and why, once somebody has looked; nil where nothing is to be said.
  public let notes: String?

  /// Reads a recipe.
  ///
  /// - Parameter name: the file's name for errors, and the figure's if it has none of its own.
  /// - Throws: `LabError` naming the place and what was expected.
  public init(yaml: String, name file: String) throws(LabError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch {
      throw .badData(path: file, expected: "YAML", found: "\(error)")
    }
    guard let mapping = node?.mapping else {
      throw .badData(path: file, expected: "a mapping with \(Key.list)", found: "something else")
    }
    var texts: [Key: String] = [:]
    var pictures: [FigurePicture] = []
    var presets: [FigurePresetName: FigurePreset] = [:]
    var claims: [Claim] = []
    for (keyNode, value) in mapping {
      let word = keyNode.scalar?.string ?? ""
      guard let key = Key(rawValue: word) else {
        throw .badConfiguration(
          key: "\(file): \(word)", found: "an unknown key",
          expected: Spelling.choices(for: word, among: Key.allCases.map(\.rawValue)))
      }
      switch key {
      case .pictures: pictures = try Self.pictures(value, file)
      case .presets: presets = try Self.presets(value, file)
      case .claims: claims = try Claim.list(node: value, name: file)
      case .name, .title, .finding, .source, .notes: texts[key] = value.scalar?.string
      }
    }
    name = try Self.required(texts[.name], .name, file)
    title = try Self.required(texts[.title], .title, file)
    finding = try Self.required(texts[.finding], .finding, file)
    source = try Self.required(texts[.source], .source, file)
    guard !pictures.isEmpty, !presets.isEmpty else {
      throw .badData(path: file, expected: "at least one picture and one preset", found: "none")
    }
    self.pictures = pictures
    self.presets = presets
    self.claims = claims
    notes = texts[.notes]
  }

  /// The full plan of a preset's runs: the groups one after another, each run once.
  ///
  /// - Parameter overrides: settings that win over the recipe's, such as another training image.
  /// - Throws: `LabError` where the recipe has no such preset or a combination cannot be run.
  public func plan(
    _ preset: FigurePresetName, overrides: ExperimentSettings = ExperimentSettings(),
    factory: ExperimentFactory
  ) throws(LabError) -> FigurePlan {
    let contents = try contents(of: preset)
    var axes: [SweepPlan.Axis] = []
    var runs: [ExperimentConfiguration] = []
    var seen: Set<String> = []
    for group in contents.groups {
      let part = try SweepPlan(name: name, settings: group.overlaid(with: overrides), factory: factory)
      for axis in part.axes where !axes.contains(where: { $0.key == axis.key }) {
        axes.append(axis)
      }
      for run in part.runs where seen.insert(run.runKey).inserted {
        runs.append(run)
      }
    }
    return FigurePlan(
      name: "figure-\(name)-\(preset.rawValue)", axes: axes, runs: runs, bisect: contents.bisect,
      family: try pictures(preset).first { $0.kind == .zones }?.options.probe)
  }

  /// The pictures with a preset's options.
  func pictures(_ preset: FigurePresetName) throws(LabError) -> [FigurePicture] {
    let options = try contents(of: preset).options
    return pictures.map { FigurePicture($0.kind, options: $0.options.overlaid(with: options)) }
  }

  private func contents(of preset: FigurePresetName) throws(LabError) -> FigurePreset {
    if let contents = presets[preset] { return contents }
    let known = FigurePresetName.allCases.filter { presets[$0] != nil }.map(\.rawValue)
    throw .badConfiguration(
      key: "preset", found: preset.rawValue,
      expected: "one that \(name) has: \(known.joined(separator: ", "))")
  }

  private enum Key: String, CaseIterable {
    case name, title, finding, source, pictures, presets, claims, notes

    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
  }

  private static func required(_ text: String?, _ key: Key, _ file: String) throws(LabError) -> String {
    guard let text, !text.isEmpty else {
      throw .badData(path: file, expected: "a text for \(key.rawValue)", found: "none")
    }
    return text
  }

  private static func pictures(_ node: Node, _ file: String) throws(LabError) -> [FigurePicture] {
    var pictures: [FigurePicture] = []
    for element in node.sequence.map(Array.init) ?? [node] {
      let picture = try FigurePicture(element, name: "\(file): pictures")
      guard !pictures.contains(where: { $0.kind == picture.kind }) else {
        throw .badConfiguration(
          key: "\(file): pictures", found: "\(picture.kind.rawValue) twice",
          expected: "each kind once, for files are named after it")
      }
      pictures.append(picture)
    }
    return pictures
  }

  private static func presets(
    _ node: Node, _ file: String
  ) throws(LabError) -> [FigurePresetName: FigurePreset] {
    guard let mapping = node.mapping else {
      throw .badData(
        path: "\(file): presets", expected: "a mapping of presets to groups of runs", found: "no mapping")
    }
    var presets: [FigurePresetName: FigurePreset] = [:]
    for (keyNode, value) in mapping {
      let word = keyNode.scalar?.string ?? ""
      guard let preset = FigurePresetName(rawValue: word) else {
        throw .badConfiguration(
          key: "\(file): presets", found: "\"\(word)\"",
          expected: Spelling.choices(for: word, among: FigurePresetName.allCases.map(\.rawValue)))
      }
      presets[preset] = try FigurePreset(value, name: "\(file): \(word)")
    }
    return presets
  }
}
