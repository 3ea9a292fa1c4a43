import COpenBLAS
import LabBase
import Nets

/// The tangent kernel of a net as it is, at one input: Θ(i, j) = Σ_w ∂f_i/∂w · ∂f_j/∂w over its weights, for some outputs.
///
/// The gradients of one output after the other are held as rows, as many at a time as ``limit`` has room for, and
/// multiplied in Double; where they do not all fit, later ones are computed again for each of the earlier parts.
enum EmpiricalKernel {
  /// Bytes that the gradients held at a time may take: 2 GB.
  static let limit = 2e9
  /// Weights whose gradients are multiplied at a time.
  private static let chunk = 4096

  /// Computes the kernel, n × n values for n outputs.
  ///
  /// - Parameters:
  ///   - input: of the net of the configuration.
  ///   - outputs: indices of values of the output image.
  ///   - threads: how many share the arithmetic; the kernel has the same bits for any number.
  ///   - onProgress: called with the fraction done.
  static func matrix(
    _ configuration: ReconstructionConfiguration, parameters: ParameterBuffer<Float>, input: [Float],
    outputs: [Int], threads: Int = 1, limit: Double = EmpiricalKernel.limit,
    onProgress: (Double) -> Void = { _ in }
  ) -> [Double] {
    let network = Network(
      architecture: configuration.network, activation: configuration.networkActivation,
      imageShape: configuration.imageShape, parameters: parameters, kernels: FastKernels(threads: threads),
      forTraining: true)
    // A rule without moments: nothing is updated.
    let trainer = Trainer(
      network: network,
      configuration: TrainingConfiguration(
        optimizer: .sgd(momentum: 0), learningRate: 1, steps: 0, tolerance: 0),
      inputs: input)
    func gradients(_ part: Range<Int>) -> [ParameterBuffer<Float>] {
      part.map { place in
        var factors = [Float](repeating: 0, count: input.count)
        factors[outputs[place]] = 1
        return trainer.computeGradients(ofOutputsTimes: factors)
      }
    }
    let parts = parts(outputs.count, bytes: Double(parameters.values.byteCount), limit: limit)
    let total = parts.count * (parts.count + 1) / 2
    var done = 0
    var kernel = [Double](repeating: 0, count: outputs.count * outputs.count)
    for (index, part) in parts.enumerated() {
      let rows = gradients(part)
      for other in parts[index...] {
        let columns = other == part ? rows : gradients(other)
        let products = products(rows, columns)
        for (i, row) in part.enumerated() {
          for (j, column) in other.enumerated() {
            let value = products[i * other.count + j]
            kernel[row * outputs.count + column] = value
            kernel[column * outputs.count + row] = value
          }
        }
        done += 1
        onProgress(Double(done) / Double(total))
      }
    }
    return kernel
  }

  /// The outputs in parts of which two have room, or all in one.
  private static func parts(_ count: Int, bytes: Double, limit: Double) -> [Range<Int>] {
    let size = Double(count) * bytes <= limit ? count : max(1, Int(limit / 2 / bytes))
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// The products of each row with each column, row-major.
  private static func products(
    _ rows: [ParameterBuffer<Float>], _ columns: [ParameterBuffer<Float>]
  ) -> [Double] {
    openblas_set_num_threads(1)
    let weights = rows[0].values.count
    var sums = [Double](repeating: 0, count: rows.count * columns.count)
    var left = [Double](repeating: 0, count: rows.count * chunk)
    var right = [Double](repeating: 0, count: columns.count * chunk)
    for first in stride(from: 0, to: weights, by: chunk) {
      let width = min(chunk, weights - first)
      convert(rows, from: first, width, into: &left)
      convert(columns, from: first, width, into: &right)
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(rows.count), Int32(columns.count), Int32(width), 1,
        left,
        Int32(width), right, Int32(width), 1, &sums, Int32(columns.count))
    }
    return sums
  }

  private static func convert(
    _ gradients: [ParameterBuffer<Float>], from first: Int, _ width: Int, into values: inout [Double]
  ) {
    values.withUnsafeMutableBufferPointer { values in
      for (row, gradient) in gradients.enumerated() {
        let source = gradient.values.pointer + first
        for index in 0..<width { values[row * width + index] = Double(source[index]) }
      }
    }
  }
}
