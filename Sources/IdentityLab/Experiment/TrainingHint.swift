import Foundation
import LabBase
import LabRuns

/// What to try where a net did not fit, as a sentence with flags.
package enum TrainingHint {
  /// The hint of a run; nil where it fitted, and where it was to end with its steps.
  package static func text(
    _ outcome: TrainingOutcome, _ configuration: ReconstructionConfiguration
  ) -> String? {
    switch outcome {
    case .fitted: return nil
    case .plateau where isAuto(configuration):
      return "try another --seed: --recipe auto is measured for CNNs of up to 24 layers and FCNs of up to 9"
    case .plateau: return "try --recipe auto, which starts and steps so that deep nets leave it"
    case .diverged:
      let usual = configuration.optimizer.defaultLearningRate
      let rate = configuration.learningRate > usual ? usual : configuration.learningRate / 10
      return "try " + (isAuto(configuration) ? "" : "--recipe auto, ")
        + "a lower rate (--learning-rate \(String(format: "%.3g", rate))), or a limit on the gradient (--clip-norm 1)"
    case .descending where configuration.tolerance == 0: return nil
    case .descending:
      let steps = max(configuration.steps, 1)
      let more = steps > 100_000_000 ? steps : steps * 10
      return "try more steps (--steps \(more))" + (isAuto(configuration) ? "" : ", or --recipe auto")
    }
  }

  /// Whether a net was trained as ``TrainingRecipe/auto`` says.
  private static func isAuto(_ configuration: ReconstructionConfiguration) -> Bool {
    let recipe = TrainingRecipe.auto
    return recipe.settings.values.allSatisfy { key, text in
      key == .steps || configuration.text(of: key) == text
    }
      && configuration.learningRate
        == recipe.learningRate(
          configuration.optimizer, configuration.network, imageShape: configuration.imageShape)
  }
}
