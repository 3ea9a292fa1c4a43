import Foundation
import LabRuns
import Nets

/// A known way of training, by which nets of a kind fit: what `--recipe` names.
///
/// What it says lies below everything that a user says. Source: measured, Guides/Recipes.md.
package enum TrainingRecipe: String, CaseIterable, Sendable {
  /// One for every architecture, depth and width: Adam from xavier-normal weights, pixels in 0 … 1, at a rate that falls
  /// with depth and with what a unit reads, see `learningRate(_:_:imageShape:)`.
  ///
  /// Adam's step does not depend on how small the gradient is, which in deep nets it is at the start; and without
  /// standardisation the black around a digit is the zero of the padding.
  case auto

  /// All its settings but the learning rate.
  var settings: Settings {
    Settings([.normalize: "none", .initializer: "xavier-normal", .optimizer: "adam", .steps: "10000"])
  }

  /// Its learning rate, min(0.24 / n, 0.006 / L); nil where the rule is not its own.
  ///
  /// n is the largest number of weights that a unit of any layer reads: a step of η in all of them can change its answer by
  /// η n, and L layers change theirs at once. A net of 32 channels and 20 layers has 0.0003.
  func learningRate(_ optimizer: OptimizerKind, _ network: Architecture, imageShape: ImageShape) -> Double? {
    guard optimizer == .adam, network.problem == nil else { return nil }
    let reads = network.parameterLayout(imageShape: imageShape).entries.map {
      $0.dimensions.dropFirst().reduce(1, *)
    }
    let rate = min(0.24 / Double(reads.max() ?? 1), 0.006 / Double(network.depth))
    // Three digits, as one would write it.
    return Double(String(format: "%.3g", rate))
  }
}
