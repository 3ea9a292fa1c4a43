import LabBase
import Nets

/// What infinitely wide nets of several depths answer after they have learnt one image: regression with the tangent kernel.
///
/// f(x) = f₀(x) + Θ(x, x̂) a, a the coefficients of ``LinearizedFlow`` for the residual x̂ − f₀(x̂).
package struct KernelRegression: Sendable {
  private let kernel: TangentKernel
  private let trainingImage: [Float]
  /// The depths, the least first.
  package let depths: [Int]
  /// What the flow has come to, for each depth and each start.
  package let fits: [[LinearizedFlow.Fit]]

  /// Learns the image.
  ///
  /// - Parameters:
  ///   - depths: numbers of convolutions, at least one.
  ///   - trainingImage: x̂, C · H · W values as the net sees them.
  ///   - starts: answers f₀(x̂) to begin with, each C · H · W values; by default one of zeros.
  ///   - end: when the flow ends. Θ is taken up to a factor, so that a time means nothing here.
  /// - Throws: `LabError` where an image all of zeros leaves nothing to learn by, or the memory is not there.
  package init(
    _ kernel: TangentKernel, depths: [Int], trainingImage: [Float], starts: [[Float]]? = nil,
    until end: LinearizedFlow.End = .infiniteTime, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) {
    let pixels = kernel.imageShape.pixels
    let square = 8 * Double(pixels) * Double(pixels)
    // A copy of the kernel, its eigenvectors and LAPACK's work space of two more.
    try MachineMemory.require(
      kernel.memory + 5 * square, for: "the tangent kernel of images of \(kernel.imageShape)",
      advice: "lower size"
    )
    let starts = starts ?? [[Float](repeating: 0, count: trainingImage.count)]
    let residuals = starts.map { zip(trainingImage, $0).map { Double($0) - Double($1) } }
    let sorted = Set(depths).sorted()
    var fits: [[LinearizedFlow.Fit]] = []
    try kernel.visit(trainingImage, trainingImage, depths: sorted) { matrices throws(LabError) in
      let flow = try LinearizedFlow(kernel: Array(matrices.tangent), pixels: pixels)
      fits.append(residuals.map { flow.fit(residual: $0, until: end) })
      onProgress(Double(fits.count) / Double(sorted.count))
    }
    self.kernel = kernel
    self.trainingImage = trainingImage
    self.depths = sorted
    self.fits = fits
  }

  /// What learning adds to the answers to some inputs: Θ(x, x̂) a.
  ///
  /// - Parameters:
  ///   - threads: inputs at a time; no bit depends on it.
  ///   - onProgress: called with the fraction of the inputs that are done.
  /// - Returns: for each depth and each start the changes, of the shape of `inputs`.
  /// - Throws: `LabError.badConfiguration` where the memory for so many threads is not there.
  package func changes(
    for inputs: ImageBatch, threads: Int = 1, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> [[ImageBatch]] {
    try MachineMemory.require(
      Double(threads) * kernel.memory, for: "\(threads) tangent kernels of images of \(kernel.imageShape)",
      advice: "lower size or threads")
    var done = 0
    let changes = ParallelMap.values(
      inputs.count, threads: threads,
      onRound: {
        done += $0
        onProgress(Double(done) / Double(inputs.count))
      }, make: { self.changes(for: Array(inputs[$0])) })
    return depths.indices.map { depth in
      fits[depth].indices.map { start in
        ImageBatch(shape: inputs.shape, images: changes.map { $0[depth][start] })
      }
    }
  }

  /// The changes of one input's answers, for each depth and each start.
  private func changes(for input: [Float]) -> [[[Float]]] {
    var changes: [[[Float]]] = []
    kernel.visit(input, trainingImage, depths: depths) { matrices in
      changes.append(fits[changes.count].map { product(matrices.tangent, $0.coefficients) })
    }
    return changes
  }

  /// Θ a, channel by channel.
  private func product(_ matrix: UnsafeBufferPointer<Double>, _ coefficients: [Double]) -> [Float] {
    let pixels = kernel.imageShape.pixels
    return stride(from: 0, to: coefficients.count, by: pixels).flatMap { first in
      (0..<pixels).map { row in
        var sum = 0.0
        for column in 0..<pixels { sum += matrix[row * pixels + column] * coefficients[first + column] }
        return Float(sum)
      }
    }
  }
}
