import Foundation
import LabBase
import LabDrawing
import LabRuns

/// What a picture of a figure is drawn from.
package struct FigureConfiguration<L: FigureLab>: PictureRecipe {
  /// The figure's name.
  package let figure: String
  /// Which of its pictures, with the options of the preset.
  package let picture: FigurePicture<L>
  /// The preset that was run.
  package let preset: FigurePresetName
  /// The recipe's heading.
  package let title: String
  /// The recipe's source.
  package let source: String
  /// The figure's runs in their order.
  package let runs: [L.Configuration]
  /// The outcomes of training that count.
  package let admitted: Set<TrainingOutcome>

  private enum CodingKeys: String, CodingKey {
    case figure, picture, preset, title, source, runs, admits
  }

  init(
    figure: String, picture: FigurePicture<L>, preset: FigurePresetName, title: String, source: String,
    runs: [L.Configuration], admitted: Set<TrainingOutcome> = [.fitted]
  ) {
    self.figure = figure
    self.picture = picture
    self.preset = preset
    self.title = title
    self.source = source
    self.runs = runs
    self.admitted = admitted
  }

  /// Reads a recipe.
  ///
  /// - Throws: `DecodingError` for what is none, `LabError` for one that no picture can be drawn after.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    figure = try container.decode(String.self, forKey: .figure)
    picture = try container.decode(FigurePicture<L>.self, forKey: .picture)
    preset = try container.decode(FigurePresetName.self, forKey: .preset)
    title = try container.decode(String.self, forKey: .title)
    source = try container.decode(String.self, forKey: .source)
    runs = try container.decode([L.Configuration].self, forKey: .runs)
    admitted = Set([.fitted] + (try container.decodeIfPresent([TrainingOutcome].self, forKey: .admits) ?? []))
    guard !runs.isEmpty else {
      throw LabError.badData(path: "a picture's recipe", expected: "at least one run", found: "none")
    }
  }

  /// Writes the recipe; the outcomes that count only where they are not the fitted alone.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(figure, forKey: .figure)
    try container.encode(picture, forKey: .picture)
    try container.encode(preset, forKey: .preset)
    try container.encode(title, forKey: .title)
    try container.encode(source, forKey: .source)
    try container.encode(runs, forKey: .runs)
    let others = TrainingOutcome.allCases.filter { $0 != .fitted && admitted.contains($0) }
    if !others.isEmpty { try container.encode(others, forKey: .admits) }
  }

  /// Reads the recipe of a picture; nil where it is none of a figure.
  init?(_ metadata: FigureMetadata) {
    guard let recipe = try? JSONDecoder().decode(Self.self, from: Data(metadata.configuration.utf8)) else {
      return nil
    }
    self = recipe
  }

  /// Whether the picture is the same but for runs that it lacks.
  func isPart(of whole: FigureConfiguration) -> Bool {
    figure == whole.figure && picture == whole.picture && preset == whole.preset && title == whole.title
      && source == whole.source && admitted == whole.admitted
      && Set(runs.map(\.runKey)).isSubset(of: whole.runs.map(\.runKey))
  }

  /// What is drawn, in words.
  package var summary: String {
    "\(picture.title) of figure \(figure), preset \(preset.rawValue)"
  }

  /// Draws the picture from finished runs.
  ///
  /// - Throws: `LabError` where a run is not done or its data are not on this machine.
  package func draw(
    store: RunStore<L>, lab: L, threads: Int
  ) throws(LabError) -> any RenderableFigure {
    try FigureMaker(self, store: store).figure(picture, lab, threads)
  }
}
