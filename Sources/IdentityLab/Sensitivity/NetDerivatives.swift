import LabBase
import Nets

/// J = ∂f/∂x of a net, of a centred one that of f − f₀: exact, by backward passes.
final class NetDerivatives {
  /// Most numbers that an image may have: 3,072, those of 32 × 32 in colour.
  ///
  /// J is then 75 MB in Double, and its decomposition takes minutes.
  static let largestImage = 3072
  /// Images in a pass at most.
  private static let largestBatch = 64

  private let nets: [Network<Float>]

  /// Makes the nets.
  ///
  /// - Throws: `LabError.badConfiguration` for images of more than ``largestImage`` numbers.
  init(
    _ configuration: ReconstructionConfiguration, parameters: ParameterBuffer<Float>, threads: Int
  ) throws(LabError) {
    let shape = configuration.imageShape
    guard shape.count <= Self.largestImage else {
      throw .badConfiguration(
        key: "jacobian", found: "a net of images of \(shape), \(shape.count) numbers,",
        expected: "at most \(Self.largestImage) numbers, such as 3×32×32: J has a row and a column for each")
    }
    Processor.flushDenormals()
    // A unit that sees nothing but zeros, such as a black background, must stand at its kink and not beside it.
    let kernels = FastKernels(threads: threads, sumsDirectly: true)
    // Gradients take as much room as activations.
    let bytes = 2 * CostEstimate.activationBytes(of: configuration.network, imageShape: shape)
    let batch = max(1, min(Self.largestBatch, shape.count, Int(Predictor.activationLimit / bytes)))
    let start =
      configuration.centred == true ? [parameters.start ?? configuration.makeInitialParameters()] : []
    nets = ([parameters] + start).map { parameters in
      Network(
        architecture: configuration.network, activation: configuration.networkActivation, imageShape: shape,
        batchSize: batch, parameters: parameters, kernels: kernels, forTraining: true,
        computeInputGradient: true)
    }
  }

  /// f(x), and J in row-major order: n × n for an image of n numbers, a row an output.
  ///
  /// - Parameter onProgress: called with the fraction of the rows that are done.
  func jacobian(
    at image: [Float], onProgress: (Double) -> Void = { _ in }
  ) -> (answer: [Float], matrix: [Double]) {
    var answer = [Float](repeating: 0, count: image.count)
    var matrix = [Double](repeating: 0, count: image.count * image.count)
    for (index, net) in nets.enumerated() {
      let sign: Float = index == 0 ? 1 : -1
      let jacobian = InputJacobian(net, at: image)
      for (place, value) in jacobian.output.enumerated() { answer[place] += sign * value }
      let rows = jacobian.rows(of: image.indices) { done in
        onProgress((Double(index) + Double(done) / Double(image.count)) / Double(nets.count))
      }
      for (place, value) in rows.enumerated() { matrix[place] += Double(sign * value) }
    }
    return (answer, matrix)
  }
}
