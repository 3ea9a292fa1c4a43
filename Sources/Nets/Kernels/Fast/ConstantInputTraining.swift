import CNetKernels

/// Gradient descent of a layer whose one input vector x never changes: a recursion on vectors.
///
/// Every gradient is δ xᵀ with the same x, so that W = W₀ − a xᵀ, with u ← μ u + δ and a ← a + η u, and the output
/// is W₀x − |x|² a. The weights are not touched until somebody wants to see them. The vectors are in Double,
/// which costs nothing and keeps the output as exact as one float32 rounding.
final class ConstantInputTraining: WeightTraining {
  let planName = "constant input"
  private let shape: LinearShape
  private let weights: UnsafeMutablePointer<Float>
  private let kernels: cnk_kernels

  /// W₀, [out, in].
  private let startWeights: Buffer<Float>
  /// u and a, one number an output.
  private let velocity: Buffer<Double>
  private let sum: Buffer<Double>
  /// x, W₀x and |x|², as soon as the input has been seen.
  private let input: Buffer<Float>
  private let startOutput: Buffer<Double>
  private var inputSquares: Double?
  /// Whether the weights in place are those of W₀ and a: at the start and after a checkpoint was restored they are,
  /// although x has not been seen yet.
  private var isSettled = true
  /// δ.
  private let gradient: Buffer<Float>
  private(set) var gradientSquares = 0.0

  /// - Parameter weights: [out, in], taken over now and written by `settle`.
  init(shape: LinearShape, weights: UnsafeMutablePointer<Float>, kernels: cnk_kernels) {
    precondition(shape.batch == 1, "a constant input is one vector, not \(shape)")
    self.shape = shape
    self.weights = weights
    self.kernels = kernels
    startWeights = Buffer(count: shape.outputFeatures * shape.inputFeatures)
    startWeights.pointer.update(from: weights, count: startWeights.count)
    velocity = Buffer(count: shape.outputFeatures)
    sum = Buffer(count: shape.outputFeatures)
    input = Buffer(count: shape.inputFeatures)
    startOutput = Buffer(count: shape.outputFeatures)
    gradient = Buffer(count: shape.outputFeatures)
  }

  var scratchBytes: Int { input.byteCount + gradient.byteCount + startOutput.byteCount }
  let gradientBytes = 0

  var state: [TrainingState<Float>] {
    [
      TrainingState(name: "constant_input.weights", values: .scalars(startWeights)),
      TrainingState(name: "constant_input.velocity", values: .doubles(velocity)),
      TrainingState(name: "constant_input.sum", values: .doubles(sum)),
    ]
  }

  func stateWasRestored() {
    inputSquares = nil
    isSettled = true
  }

  func forward(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
    let squares = inputSquares ?? takeIn(input)
    kernels.move(shape.outputFeatures, startOutput.pointer, -squares, sum.pointer, output)
  }

  func backward(
    input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, pass: BackwardPass
  ) {
    precondition(inputGradient == nil, "a constant input has no gradient")
    gradient.pointer.update(from: outputGradient, count: shape.outputFeatures)
    if pass.measuresGradient {
      gradientSquares =
        sumOfSquares(gradient.pointer, count: shape.outputFeatures) * (inputSquares ?? takeIn(input))
    }
    if let update = pass.update { applyHeldGradient(update, scale: 1) }
  }

  func applyHeldGradient(_ update: WeightUpdate, scale: Double) {
    let constants = DescentConstants(of: update)
    kernels.integrate(
      shape.outputFeatures, gradient.pointer, scale, constants.momentum, constants.learningRate,
      velocity.pointer, sum.pointer)
    isSettled = false
  }

  func writeHeldGradient(to target: UnsafeMutablePointer<Float>) {
    for output in 0..<shape.outputFeatures {
      for index in 0..<shape.inputFeatures {
        target[output * shape.inputFeatures + index] = gradient.pointer[output] * input.pointer[index]
      }
    }
  }

  func settle() {
    if isSettled { return }
    for output in 0..<shape.outputFeatures {
      let factor = sum.pointer[output]
      for index in output * shape.inputFeatures..<(output + 1) * shape.inputFeatures {
        let x = input.pointer[index - output * shape.inputFeatures]
        weights[index] = Float(Double(startWeights.pointer[index]) - factor * Double(x))
      }
    }
    isSettled = true
  }

  /// Keeps the input and W₀x; returns |x|².
  private func takeIn(_ input: UnsafePointer<Float>) -> Double {
    self.input.pointer.update(from: input, count: shape.inputFeatures)
    for output in 0..<shape.outputFeatures {
      let row = startWeights.pointer + output * shape.inputFeatures
      var product = 0.0
      for index in 0..<shape.inputFeatures { product += Double(row[index]) * Double(input[index]) }
      startOutput.pointer[output] = product
    }
    let squares = sumOfSquares(input, count: shape.inputFeatures)
    inputSquares = squares
    return squares
  }
}
