import Foundation

/// Gradient descent along the path of gradient flow, dθ/dt = −∇L: the steps are as short as the path demands.
///
/// A step is h long, θ' = θ − h g/‖g‖, however short the gradient. It stands if at θ' the loss is below that at θ and the
/// gradient has turned by at most ``largestAngle``; else it is taken back and tried again half as long. After a step that
/// stands h is changed so that the next turns by about 0.7 of that angle, by at most half. So it is the path that
/// decides and no rate: plateaus are crossed in few steps, and in narrow valleys, where flow is stiff, steps are many.
///
/// Where a ReLU switches, the gradient jumps, and no step is short enough to turn by little. A step of at most
/// ``shortest`` of the weights' norm stands whatever the angle, if the loss does not rise by more than its rounding.
///
/// What is remembered between steps is h and the length of the path; the gradient at θ is computed again where training is
/// resumed, to the same bits.
final class GradientFlow<Scalar: NetScalar> {
  /// The names of what is remembered.
  private static var stateName: String { "flow.step_and_path" }

  /// The share of ‖θ‖ from which on steps are not judged by the angle: the path is not known better than that.
  private static var shortest: Double { 1e-5 }
  /// By which share a loss of Floats may rise by rounding.
  private static var rounding: Double { 1e-6 }

  private let network: Network<Scalar>
  private let leastCosine: Double
  private let largestAngle: Double
  /// h and the path's length.
  private let lengths: Buffer<Double>
  private let weights: ParameterBuffer<Scalar>
  private var gradient: ParameterBuffer<Scalar>
  private var candidate: ParameterBuffer<Scalar>
  private var loss = Double.infinity
  private var norm = 0.0
  private var shortestStep = 0.0
  private var isProposed = false

  /// Starts a path at a network's weights.
  ///
  /// - Parameters:
  ///   - firstStep: h to begin with, above 0.
  ///   - largestAngle: in degrees, above 0 and below 90.
  init(network: Network<Scalar>, firstStep: Double, largestAngle: Double) {
    self.network = network
    self.largestAngle = largestAngle * .pi / 180
    leastCosine = cos(self.largestAngle)
    lengths = Buffer(count: 2)
    lengths.copy(from: [firstStep, 0])
    let layout = network.parameters.layout
    (weights, gradient, candidate) = (
      ParameterBuffer(layout: layout), ParameterBuffer(layout: layout), ParameterBuffer(layout: layout)
    )
  }

  /// Length of the next step.
  private(set) var stepLength: Double {
    get { lengths.pointer[0] }
    set { lengths.pointer[0] = newValue }
  }

  /// Σ h over the steps that stand: the length of the path in the space of weights.
  private(set) var pathLength: Double {
    get { lengths.pointer[1] }
    set { lengths.pointer[1] = newValue }
  }

  /// ‖g‖ where the path stands.
  var gradientNorm: Double { norm }

  /// Bytes of gradients and of the weights to go back to.
  var byteCount: Int { 3 * weights.values.byteCount + lengths.byteCount }

  /// What the next step depends on beside the weights where the path stands.
  var state: TrainingState<Scalar> {
    TrainingState(
      name: Self.stateName, values: .doubles(lengths), domains: [StateDomain(.atLeastZero, count: 2)])
  }

  /// To be called after weights and ``state`` were overwritten: the path stands there.
  func stateWasRestored() { isProposed = false }

  /// Lets the step at which the network is stand, or takes it back.
  ///
  /// After a forward pass and a backward pass that held its gradients; the weights are then those where the path stands.
  ///
  /// - Parameter newLoss: at the network's weights.
  /// - Returns: the loss where the path stands.
  func settle(loss newLoss: Double) -> Double {
    network.settle()
    network.writeHeldGradients(to: candidate)
    let newNorm = dot(candidate, candidate).squareRoot()
    let cosine = isProposed ? dot(gradient, candidate) / norm / newNorm : 1
    let stands =
      !isProposed || newLoss < loss && cosine >= leastCosine
      || stepLength <= shortestStep && newLoss <= loss * (1 + Self.rounding)
    if stands {
      if isProposed {
        pathLength += stepLength
        let angle = acos(min(1, max(-1, cosine)))
        stepLength *= min(1.5, max(0.5, 0.7 * largestAngle / max(angle, .leastNormalMagnitude)))
        stepLength = max(stepLength, shortestStep)
      }
      swap(&gradient, &candidate)
      let squares = dot(network.parameters, network.parameters)
      shortestStep = Self.shortest * squares.squareRoot()
      (loss, norm) = (newLoss, newNorm)
    } else {
      network.parameters.values.copy(from: weights.values)
      network.stateWasRestored()
      stepLength *= 0.5
    }
    isProposed = false
    return loss
  }

  /// Moves the network's weights by a step that the next ``settle(loss:)`` judges; a gradient of zero leaves them.
  func propose() {
    weights.values.copy(from: network.parameters.values)
    isProposed = true
    guard norm > 0 else { return }
    let factor = Scalar(stepLength / norm)
    let (target, source) = (network.parameters.values.pointer, gradient.values.pointer)
    for index in 0..<weights.values.count { target[index] -= factor * source[index] }
    network.stateWasRestored()
  }

  private func dot(_ a: ParameterBuffer<Scalar>, _ b: ParameterBuffer<Scalar>) -> Double {
    let (x, y) = (a.values.pointer, b.values.pointer)
    var sum = 0.0
    for index in 0..<a.values.count { sum += Double(x[index]) * Double(y[index]) }
    return sum
  }
}
