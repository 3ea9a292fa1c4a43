/// How the learning rate changes over a run.
public enum LearningRateSchedule: String, CaseIterable, Codable, Sendable {
  /// The same rate throughout.
  case constant
  /// Times 0.2 at 30 %, 60 % and 80 % of the run's step limit: [IC]'s schedule and the lab's default.
  case step
  /// Polyak's step for a net that can fit its image, so that the smallest loss is known to be 0: every update has
  /// the rate min(η/‖g‖, ½ L/‖g‖²), where L is the loss, g its gradient and the base rate η the longest step.
  ///
  /// The first term is normalised descent, which crosses the plateaus of deep nets: however short the gradient,
  /// a step is η long. The second takes over where the linear model promises the smallest loss within that reach,
  /// and slows down by itself near the minimum. Half of Polyak's own rate is taken: the loss is not convex.
  ///
  /// Sources: Polyak, "Introduction to Optimization", 1987, section 5.3; Loizou, Vaswani, Laradji, Lacoste-Julien,
  /// "Stochastic Polyak Step-size for SGD", AISTATS 2021, arXiv 2002.10542, whose bound is on the rate and whose
  /// c = ½ divides; here the bound is on the step's length.
  case polyak
  /// The path of gradient flow: descent in steps whose length follows from how far the gradient turns, so that the path
  /// and no rate decides where training ends; the base rate is the length of the first step. See `GradientFlow`.
  case flow

  /// The share of Polyak's own rate, L/‖g‖², that is used.
  public static let polyakShare = 0.5

  /// Whether a rate depends on the gradient's norm.
  public var needsGradientNorm: Bool { self == .polyak || self == .flow }

  /// The factor on the base rate for the update after `completedSteps` of at most `totalSteps`.
  ///
  /// A share counts as reached once `completedSteps` is at or above it: of 7 steps, 30 % are after the third.
  public func factor(completedSteps: Int, totalSteps: Int) -> Double {
    switch self {
    case .constant, .polyak, .flow:
      return 1
    case .step:
      // Compared as whole numbers, without rounding the share of a short run down; and without an array, for this
      // is asked in every step.
      let tenths = 10 * completedSteps
      if tenths < 3 * totalSteps { return 1 }
      if tenths < 6 * totalSteps { return 0.2 }
      return tenths < 8 * totalSteps ? 0.04 : 0.008
    }
  }
}
