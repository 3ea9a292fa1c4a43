/// How one number a channel is trained: a bias, a scale or a shift, with its gradient and the moments of a rule.
final class VectorTraining<Scalar: NetScalar> {
  /// Where the gradient is written before ``take(_:)``.
  let gradient: Buffer<Scalar>
  /// Where the numbers are.
  let values: UnsafeMutablePointer<Scalar>
  private let name: String
  private let kernels: any Kernels<Scalar>
  private var rule: UpdateRule?
  private var firstMoment: Buffer<Scalar>?
  private var secondMoment: Buffer<Scalar>?
  private(set) var gradientSquares = 0.0

  init(name: String, values: UnsafeMutablePointer<Scalar>, count: Int, kernels: any Kernels<Scalar>) {
    self.name = name
    self.values = values
    self.kernels = kernels
    gradient = Buffer(count: count)
  }

  /// Starts training by an update, with nothing remembered.
  func prepare(_ update: WeightUpdate) {
    let moments = update.rule.momentNames.count
    rule = update.rule
    firstMoment = moments > 0 ? Buffer(count: gradient.count) : nil
    secondMoment = moments > 1 ? Buffer(count: gradient.count) : nil
  }

  /// Does with the gradient in place what a pass says.
  func take(_ pass: BackwardPass) {
    if pass.measuresGradient { gradientSquares = sumOfSquares(gradient.pointer, gradient.count) }
    if let update = pass.update { apply(update, scale: 1) }
  }

  /// Moves the numbers along `scale` times the gradient in place.
  func apply(_ update: WeightUpdate, scale: Double) {
    if scale != 1 {
      for i in 0..<gradient.count { gradient.pointer[i] *= Scalar(scale) }
    }
    kernels.consume(
      gradient.pointer, count: gradient.count,
      with: GradientConsumer(
        target: .weights(values, update, first: firstMoment?.pointer, second: secondMoment?.pointer),
        rowLength: gradient.count))
  }

  /// The moments, each name after the vector's.
  var state: [TrainingState<Scalar>] {
    guard let rule else { return [] }
    return zip(zip(rule.momentNames, rule.momentKinds), [firstMoment, secondMoment].compactMap { $0 }).map {
      TrainingState(
        name: "\(name).\($0.0)", values: .scalars($1), domains: [StateDomain($0.1, count: gradient.count)])
    }
  }
}

/// Σ x², in Double and in order.
private func sumOfSquares<Scalar: NetScalar>(_ x: UnsafePointer<Scalar>, _ count: Int) -> Double {
  var sum = 0.0
  for i in 0..<count { sum += Double(x[i]) * Double(x[i]) }
  return sum
}
