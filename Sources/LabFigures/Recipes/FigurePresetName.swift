/// How much is spent on a figure.
package enum FigurePresetName: String, CaseIterable, Codable, Sendable {
  /// At most a minute, on built-in images.
  case quick
  /// Minutes, on MNIST where it is present.
  case standard
  /// [IC]'s sizes and a long schedule.
  case paper
}
