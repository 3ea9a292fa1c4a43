import Foundation
import LabRuns
import Nets

/// A known way of training, by which nets of a kind fit: what `--recipe` names.
///
/// What it says lies below everything that a user says. Source: measured, Guides/Recipes.md.
package enum TrainingRecipe: String, CaseIterable, Sendable {
  /// One for every architecture, depth and width: Adam from xavier-normal weights, pixels in 0 … 1.
  ///
  /// Adam's step does not depend on how small the gradient is, which in deep nets it is at the start, and without
  /// standardisation the black around a digit is the zero of the padding. A step of η in all n weights that a unit
  /// reads can change its answer by η n: the rate falls with that number, see
  /// ``learningRate(_:width:kernelSize:)``.
  case auto

  /// All its settings but the learning rate.
  var settings: Settings {
    Settings([.normalize: "none", .initializer: "xavier-normal", .optimizer: "adam", .steps: "10000"])
  }

  /// Its learning rate: 0.0003, but at most 0.24 divided by the number of weights that a hidden unit reads; nil where the
  /// rule is not its own.
  ///
  /// - Parameter kernelSize: nil of a net without filters.
  func learningRate(_ optimizer: OptimizerKind, width: Int, kernelSize: Int?) -> Double? {
    guard optimizer == .adam else { return nil }
    let side = Double(kernelSize ?? 1)
    let rate = min(3e-4, 0.24 / (Double(width) * side * side))
    // Three digits, as one would write it.
    return Double(String(format: "%.3g", rate))
  }
}
