/// What a picture of a figure is drawn from.
public struct FigureConfiguration: Codable, Equatable, Sendable {
  /// The figure's name.
  public let figure: String
  /// Which of its pictures, with the options of the preset.
  public let picture: FigurePicture
  /// The preset that was run.
  public let preset: FigurePresetName
  /// The recipe's heading.
  public let title: String
  /// The recipe's source.
  public let source: String
  /// The figure's runs in their order.
  public let runs: [ExperimentConfiguration]
}
