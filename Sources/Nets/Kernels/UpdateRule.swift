/// How one update moves a weight w along its gradient g: an optimiser with the constants of one step.
///
/// Constants are in Double, and so is what is computed of them: 1 − Float(0.999) is 5e-5 off 0.001, which Adam's bias
/// correction divides by.
public enum UpdateRule: Equatable, Sendable {
  /// w ← w − η g.
  case descent(learningRate: Double)

  /// v ← μ v + g, w ← w − η v.
  ///
  /// Source: PyTorch's `torch.optim.SGD` with dampening 0 and no Nesterov term.
  case momentum(learningRate: Double, momentum: Double)

  /// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − s · m / (√v / r + ε), where with bias correction
  /// s = η/(1 − β₁ᵗ) and r = √(1 − β₂ᵗ).
  ///
  /// Source: Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv 1412.6980, as in PyTorch.
  case adam(stepSize: Double, rootCorrection: Double, beta1: Double, beta2: Double, epsilon: Double)

  /// v ← αv + (1 − α)g², w ← w − η g / (√v + ε).
  ///
  /// Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012, as in PyTorch (not centred).
  case rmsprop(learningRate: Double, alpha: Double, epsilon: Double)

  /// s ← s + g², w ← w − η g / (√s + ε).
  ///
  /// Source: Duchi, Hazan, Singer, "Adaptive Subgradient Methods", JMLR 2011, as in PyTorch (no decay).
  case adagrad(learningRate: Double, epsilon: Double)

  /// m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − s · m / u, where with bias correction s = η/(1 − β₁ᵗ).
  ///
  /// Source: Kingma, Ba, "Adam", section 7, as in PyTorch.
  case adamax(stepSize: Double, beta1: Double, beta2: Double, epsilon: Double)

  /// PyTorch's names of the numbers that are kept for each weight between updates: at most two.
  public var momentNames: [String] {
    switch self {
    case .descent: []
    case .momentum: ["momentum_buffer"]
    case .adam: ["exp_avg", "exp_avg_sq"]
    case .rmsprop: ["square_avg"]
    case .adagrad: ["sum"]
    case .adamax: ["exp_avg", "exp_inf"]
    }
  }

  /// What those numbers can be: averages of gradients, and of their squares or sizes.
  var momentKinds: [StateDomain.Kind] {
    switch self {
    case .descent: []
    case .momentum: [.finite]
    case .adam, .adamax: [.finite, .atLeastZero]
    case .rmsprop, .adagrad: [.atLeastZero]
    }
  }
}
