/// Weights that stay where they are, with the moments of an update rule beside them.
///
/// The gradient streams through the rule into the weights while it is made; only a pass that holds it stores it, in a
/// buffer that the first such pass allocates.
final class StoredWeightTraining<Scalar: NetScalar>: WeightTraining {
  private let plan: any LayerPlan<Scalar>
  private let kernels: any Kernels<Scalar>
  private let weights: UnsafeMutablePointer<Scalar>
  private let bias: UnsafePointer<Scalar>?
  private let count: Int
  private let rowLength: Int
  private let momentNames: [String]
  private let momentKinds: [StateDomain.Kind]
  private let firstMoment: Buffer<Scalar>?
  private let secondMoment: Buffer<Scalar>?
  private let rowSquares: Buffer<Double>
  private lazy var heldGradient = makeHeldGradient()
  private(set) var gradientBytes = 0

  /// - Parameter bias: what the forward pass adds; somebody else trains it.
  init(
    plan: any LayerPlan<Scalar>, weights: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>?,
    rule: UpdateRule,
    kernels: any Kernels<Scalar>
  ) {
    self.plan = plan
    self.kernels = kernels
    self.weights = weights
    self.bias = bias
    let shape = plan.shape
    let count = shape.weightCount
    self.count = count
    rowLength = shape.rowLength
    momentNames = rule.momentNames
    momentKinds = rule.momentKinds
    firstMoment = momentNames.count > 0 ? Buffer(count: count) : nil
    secondMoment = momentNames.count > 1 ? Buffer(count: count) : nil
    rowSquares = Buffer(count: shape.weightRows)
  }

  var planName: String { plan.name }
  var scratchBytes: Int { plan.scratchBytes }

  var state: [TrainingState<Scalar>] {
    zip(zip(momentNames, momentKinds), [firstMoment, secondMoment].compactMap { $0 }).map {
      TrainingState(name: $0.0, values: .scalars($1), domains: [StateDomain($0.1, count: count)])
    }
  }

  func forward(input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>) {
    plan.forward(input: input, weights: weights, bias: bias, output: output)
  }

  func backward(
    input: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>?, pass: BackwardPass
  ) {
    // First of all, for the weights may move with their gradient.
    if let inputGradient {
      plan.inputGradient(outputGradient: outputGradient, weights: weights, inputGradient: inputGradient)
    }
    if !pass.wantsParameters { return }
    if pass.measuresGradient { rowSquares.pointer.update(repeating: 0, count: rowSquares.count) }
    plan.weightGradient(
      input: input, outputGradient: outputGradient,
      consumer: GradientConsumer(
        target: pass.update.map(target) ?? .buffer(heldGradient.pointer), rowLength: rowLength,
        rowSquares: pass.measuresGradient ? rowSquares.pointer : nil))
  }

  var gradientSquares: Double {
    var sum = 0.0
    for row in 0..<rowSquares.count { sum += rowSquares.pointer[row] }
    return sum
  }

  func applyHeldGradient(_ update: WeightUpdate, scale factor: Double) {
    if factor != 1 { scale(heldGradient.pointer, by: Scalar(factor), count: count) }
    kernels.consume(
      heldGradient.pointer, count: count,
      with: GradientConsumer(target: target(of: update), rowLength: rowLength))
  }

  func writeHeldGradient(to target: UnsafeMutablePointer<Scalar>) {
    target.update(from: heldGradient.pointer, count: count)
  }

  func settle() {}
  func stateWasRestored() {}

  private func makeHeldGradient() -> Buffer<Scalar> {
    let buffer = Buffer<Scalar>(count: count)
    gradientBytes = buffer.byteCount
    return buffer
  }

  private func target(of update: WeightUpdate) -> GradientConsumer<Scalar>.Target {
    .weights(weights, update, first: firstMoment?.pointer, second: secondMoment?.pointer)
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func scale<Scalar: NetScalar>(_ x: UnsafeMutablePointer<Scalar>, by factor: Scalar, count: Int) {
  for i in 0..<count {
    x[i] *= factor
  }
}
