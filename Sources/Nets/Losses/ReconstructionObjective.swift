/// The mean squared difference to images: to a batch's own, or to others that were given.
public final class ReconstructionObjective<Scalar: NetScalar>: Objective {
  private let target: Buffer<Scalar>

  /// Makes an objective for outputs of `count` values.
  public init(count: Int) {
    target = Buffer(count: count)
  }

  /// None.
  public var labels: UnsafeMutablePointer<Int32>? { nil }
  /// The targets'.
  public var byteCount: Int { target.byteCount }

  /// Takes the images for targets.
  public func batchWasPlaced(_ inputs: Buffer<Scalar>) {
    target.pointer.update(from: inputs.pointer, count: target.count)
  }

  /// Takes other targets.
  public func setTargets(_ targets: [Scalar]) {
    target.copy(from: targets)
  }

  /// That of ``MeanSquaredError``.
  public func lossAndGradient(output: Buffer<Scalar>, gradient: Buffer<Scalar>) -> Double {
    MeanSquaredError.lossAndGradient(
      output: output.pointer, target: target.pointer, gradient: gradient.pointer, count: target.count)
  }
}
