import LabBase
import LabRuns

/// Settings of start, rule and pixels by which nets of a kind are known to fit: what `--recipe` names.
///
/// They lie below everything that a user says. Source: measured, Guides/Recipes.md.
package enum TrainingRecipe: String, CaseIterable, Sendable {
  /// One for every architecture, depth and width: Adam from xavier-normal weights, pixels in 0 … 1.
  ///
  /// The rate of Adam sets how far every weight goes in a step, however small the gradient of a deep net at its start, and
  /// without standardisation the black around a digit is the zero of the padding.
  case auto

  /// Its settings.
  package var settings: Settings {
    Settings([
      .normalize: "none", .initializer: "xavier-normal", .optimizer: "adam", .learningRate: "0.0003",
      .steps: "10000",
    ])
  }
}
