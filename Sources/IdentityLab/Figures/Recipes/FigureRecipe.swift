import Nets
import Yams

/// What a figure trains and draws, as its YAML file says it: a reader can print, edit and run it again.
public struct FigureRecipe: Equatable, Sendable {
  /// The kinds of picture a figure can be made of.
  public enum Picture: String, CaseIterable, Sendable {
    /// What every net makes of the probe battery's representatives.
    case predictions
    /// Both correlations of every probe family over the depth.
    case correlations
    /// Heat maps of both correlations and the zones over depth and ρ.
    case similarity
    /// Both correlations over ρ, a curve a depth.
    case curves = "similarity-curves"
    /// Training loss over steps.
    case loss
  }

  /// How much is spent.
  public enum Preset: String, CaseIterable, Sendable {
    /// At most a minute, on built-in images.
    case quick
    /// Minutes, on MNIST where it is present.
    case standard
    /// [IC]'s sizes and a long schedule.
    case paper
  }

  /// The figure's name and that of its files.
  public let name: String
  /// Heading of the pictures.
  public let title: String
  /// What is to be seen, after the paper or the talk.
  public let finding: String
  /// Where it comes from, such as `[IC] Fig. 3`.
  public let source: String
  /// What is drawn, the first under the figure's bare name.
  public let pictures: [Picture]
  /// The runs of each preset: groups of settings, each with lists or ranges.
  public let groups: [Preset: [ExperimentSettings]]

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
    var pictures: [Picture] = []
    var groups: [Preset: [ExperimentSettings]] = [:]
    for (keyNode, value) in mapping {
      let word = keyNode.scalar?.string ?? ""
      guard let key = Key(rawValue: word) else {
        throw .badConfiguration(
          key: "\(file): \(word)", found: "an unknown key",
          expected: Spelling.choices(for: word, among: Key.allCases.map(\.rawValue)))
      }
      switch key {
      case .pictures: pictures = try Self.pictures(value, file)
      case .presets: groups = try Self.presets(value, file)
      case .name, .title, .finding, .source: texts[key] = value.scalar?.string
      }
    }
    name = try Self.required(texts[.name], .name, file)
    title = try Self.required(texts[.title], .title, file)
    finding = try Self.required(texts[.finding], .finding, file)
    source = try Self.required(texts[.source], .source, file)
    guard !pictures.isEmpty, !groups.isEmpty else {
      throw .badData(path: file, expected: "at least one picture and one preset", found: "none")
    }
    self.pictures = pictures
    self.groups = groups
  }

  /// The plan of a preset's runs: the groups one after another, each run once.
  ///
  /// - Parameter overrides: settings that win over the recipe's, such as another training image.
  /// - Throws: `LabError` where the recipe has no such preset or a combination cannot be run.
  public func plan(
    _ preset: Preset, overrides: ExperimentSettings = ExperimentSettings(), factory: ExperimentFactory
  ) throws(LabError) -> SweepPlan {
    guard let groups = groups[preset] else {
      let known = Preset.allCases.filter { self.groups[$0] != nil }.map(\.rawValue)
      throw .badConfiguration(
        key: "preset", found: preset.rawValue,
        expected: "one that \(name) has: \(known.joined(separator: ", "))")
    }
    var axes: [SweepPlan.Axis] = []
    var runs: [ExperimentConfiguration] = []
    for group in groups {
      let part = try SweepPlan(name: name, settings: group.overlaid(with: overrides), factory: factory)
      for axis in part.axes where !axes.contains(where: { $0.key == axis.key }) {
        axes.append(axis)
      }
      for run in part.runs where !runs.contains(run) {
        runs.append(run)
      }
    }
    // A digest in the name: an edited recipe is another sweep, which reuses the runs that both have.
    let digest = Digest.sha256(Array(runs.map(\.runKey).joined().utf8)).prefix(6)
    return SweepPlan(name: "figure-\(name)-\(preset.rawValue)-\(digest)", axes: axes, runs: runs)
  }

  private enum Key: String, CaseIterable {
    case name, title, finding, source, pictures, presets

    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
  }

  private static func required(_ text: String?, _ key: Key, _ file: String) throws(LabError) -> String {
    guard let text, !text.isEmpty else {
      throw .badData(path: file, expected: "a text for \(key.rawValue)", found: "none")
    }
    return text
  }

  private static func pictures(_ node: Node, _ file: String) throws(LabError) -> [Picture] {
    var pictures: [Picture] = []
    for element in node.sequence.map(Array.init) ?? [node] {
      let word = element.scalar?.string ?? ""
      guard let picture = Picture(rawValue: word) else {
        throw .badConfiguration(
          key: "\(file): pictures", found: "\"\(word)\"",
          expected: Spelling.choices(for: word, among: Picture.allCases.map(\.rawValue)))
      }
      pictures.append(picture)
    }
    return pictures
  }

  private static func presets(_ node: Node, _ file: String) throws(LabError) -> [Preset: [ExperimentSettings]]
  {
    guard let mapping = node.mapping else {
      throw .badData(
        path: "\(file): presets", expected: "a mapping of presets to groups of runs", found: "no mapping")
    }
    var presets: [Preset: [ExperimentSettings]] = [:]
    for (keyNode, value) in mapping {
      let word = keyNode.scalar?.string ?? ""
      guard let preset = Preset(rawValue: word) else {
        throw .badConfiguration(
          key: "\(file): presets", found: "\"\(word)\"",
          expected: Spelling.choices(for: word, among: Preset.allCases.map(\.rawValue)))
      }
      var groups: [ExperimentSettings] = []
      for (index, group) in (value.sequence.map(Array.init) ?? [value]).enumerated() {
        groups.append(try ExperimentSettings(node: group, name: "\(file): \(word), group \(index + 1)"))
      }
      presets[preset] = groups
    }
    return presets
  }
}
