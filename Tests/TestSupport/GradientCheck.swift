import Nets

/// Gradients next to central differences (f(x + h) − f(x − h)) / 2h, element by element.
///
/// In Double with h = 1e-5 and values around 1, rounding leaves about 1e-16 · √n / h ≈ 1e-10 and the third
/// derivative h²/6 ≈ 2e-11, both relative to the largest gradient; ``tolerance`` is a hundred times that, and a
/// ten-thousandth of what a forgotten term would change.
/// Elements whose step crosses a kink of a ReLU have no derivative to compare with: `regime` tells them apart.
public struct GradientCheck: Sendable {
  /// Accepted difference, in units of the largest difference quotient.
  public static let tolerance = 1e-8
  /// The step h.
  public static let step = 1e-5

  /// Elements compared.
  public private(set) var compared = 0
  /// Elements left out because the step crossed a kink.
  public private(set) var skipped = 0
  /// Largest |gradient − quotient| over the largest |quotient|; infinite where one is not a number.
  public private(set) var worst = 0.0

  /// Compares `gradient` with differences of `value` while each of `variables` is moved and put back.
  ///
  /// - Parameters:
  ///   - value: the function; it sees the moved variables.
  ///   - regime: which branch of every kinked function the last call of `value` took.
  public init(
    variables: UnsafeMutableBufferPointer<Double>, gradient: [Double], regime: () -> [Bool] = { [] },
    value: () -> Double
  ) {
    precondition(variables.count == gradient.count, "\(gradient.count) gradients of \(variables.count)")
    var (largest, difference) = (0.0, 0.0)
    for index in variables.indices {
      let original = variables[index]
      variables[index] = original + Self.step
      let (above, regimeAbove) = (value(), regime())
      variables[index] = original - Self.step
      let (below, regimeBelow) = (value(), regime())
      variables[index] = original
      if regimeAbove != regimeBelow {
        skipped += 1
        continue
      }
      let quotient = (above - below) / (2 * Self.step)
      compared += 1
      largest = max(largest, abs(quotient))
      let error = abs(gradient[index] - quotient)
      difference = error.isFinite ? max(difference, error) : .infinity
    }
    worst = difference / largest
  }

  /// Compares the gradients of a whole network's loss by all of its weights.
  ///
  /// `perturb` may falsify the gradients before they are compared, to see that it is noticed.
  public init(
    network: Network<Double>, inputs: [Double], targets: [Double],
    perturb: (ParameterBuffer<Double>) -> Void = { _ in }
  ) {
    let trainer = Trainer(
      network: network, configuration: TrainingConfiguration(steps: 1, tolerance: 0), inputs: inputs,
      targets: targets)
    let gradients = trainer.computeGradients().gradients
    perturb(gradients)
    let weights = network.parameters.values
    self.init(
      variables: UnsafeMutableBufferPointer(start: weights.pointer, count: weights.count),
      gradient: gradients.values.array,
      regime: { network.trace.flatMap { trace in trace.values.array.map { $0 > 0 } } },
      value: {
        network.forward()
        return zip(network.output.array, targets).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
          / Double(targets.count)
      })
  }

  /// Whether all compared elements agree, and nearly all could be compared.
  public var passes: Bool { worst <= Self.tolerance && compared > 0 && skipped * 50 <= compared }
}
