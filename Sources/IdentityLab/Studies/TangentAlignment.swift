import LabBase
import LabRuns
import Nets

/// How far training turned a net's tangent kernel: lazy nets keep it, rich ones turn it towards what they learn.
///
/// Of the kernel Θ(p, q) = ∇f_p · ∇f_q of the net's outputs for the training image, at every fourth row and column.
package struct TangentAlignment: Study {
  /// What was measured; nil where a kernel or the image is zero there.
  package struct Value: Codable, Equatable, Sendable {
    /// ⟨Θ₀, Θ⟩/(‖Θ₀‖ ‖Θ‖), of the kernels before and after training: 1 where only its size has changed.
    package let alignment: Double?
    /// tr Θ/tr Θ₀: how much faster the net learns than it did at first.
    package let traceRatio: Double?
    /// yᵀΘ₀y/(‖Θ₀‖ ‖y‖²) before training, y the training image.
    package let targetAlignmentBefore: Double?
    /// yᵀΘy/(‖Θ‖ ‖y‖²) after training.
    package let targetAlignmentAfter: Double?

    /// Compares two kernels of n × n values.
    ///
    /// - Parameter target: y, n values.
    init(before: [Double], after: [Double], target: [Double]) {
      let (sizeBefore, sizeAfter) = (Self.norm(before), Self.norm(after))
      let square = Self.product(target, target)
      alignment = Self.ratio(Self.product(before, after), sizeBefore * sizeAfter)
      traceRatio = Self.ratio(Self.trace(after, target.count), Self.trace(before, target.count))
      targetAlignmentBefore = Self.ratio(Self.form(before, target), sizeBefore * square)
      targetAlignmentAfter = Self.ratio(Self.form(after, target), sizeAfter * square)
    }

    /// yᵀΘy.
    private static func form(_ kernel: [Double], _ target: [Double]) -> Double {
      let count = target.count
      return product(target, (0..<count).map { product(kernel[$0 * count..<($0 + 1) * count], target) })
    }

    private static func trace(_ kernel: [Double], _ count: Int) -> Double {
      (0..<count).reduce(0) { $0 + kernel[$1 * count + $1] }
    }

    private static func product(_ values: some Sequence<Double>, _ others: [Double]) -> Double {
      zip(values, others).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func norm(_ values: [Double]) -> Double {
      product(values, values).squareRoot()
    }

    private static func ratio(_ value: Double, _ size: Double) -> Double? {
      let ratio = value / size
      return size > 0 && ratio.isFinite ? ratio : nil
    }
  }

  /// The version of the measure.
  package static let version = 1
  /// Rows and columns from one pixel of the lattice to the next.
  package static let step = 4

  /// Requires cosines, and a ratio of sizes.
  package static func isPossible(_ value: Value) -> Bool {
    [value.alignment, value.targetAlignmentBefore, value.targetAlignmentAfter].allSatisfy {
      abs($0 ?? 0) <= 1 + 1e-6
    } && value.traceRatio ?? 0 >= 0
  }

  /// Makes a question.
  package init() {}

  /// Says how fine the lattice is.
  package var name: String { "tangent-alignment-\(Self.step)" }

  /// Computes both kernels.
  ///
  /// - Throws: `LabError` where weights or data are missing or not finite, for a run of several training images, and where
  ///   the memory is not there.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let configuration = try run.configuration()
    guard configuration.batchSize == nil else {
      throw .badConfiguration(
        key: "image", found: "several training images",
        expected: "one: the tangent kernel is looked at for a single image")
    }
    let outputs = Self.lattice(configuration.imageShape)
    let cost = CostEstimate(configuration)
    let rows = 4 * cost.parameters * Double(outputs.count)
    try MachineMemory.require(
      cost.memory + min(rows, max(EmpiricalKernel.limit, 8 * cost.parameters)),
      for: "the gradients of \(outputs.count) outputs of a net", advice: "use a larger machine")
    let image = try lab.makeExperiment(configuration).data.trainingImage
    func kernel(isUntrained: Bool, from share: Double) throws(LabError) -> [Double] {
      EmpiricalKernel.matrix(
        configuration, parameters: try run.finiteWeights(configuration, isUntrained: isUntrained),
        input: image,
        outputs: outputs, threads: threads, onProgress: { onProgress(share + 0.5 * $0) })
    }
    return Value(
      before: try kernel(isUntrained: true, from: 0), after: try kernel(isUntrained: false, from: 0.5),
      target: outputs.map { Double(image[$0]) })
  }

  /// The output values that are looked at, of every channel: every fourth row and column, as far from one border as from
  /// the other.
  static func lattice(_ shape: ImageShape) -> [Int] {
    func places(_ extent: Int) -> StrideTo<Int> {
      stride(from: (extent - 1) % step / 2, to: extent, by: step)
    }
    return (0..<shape.channels).flatMap { channel in
      places(shape.height).flatMap { y in
        places(shape.width).map { x in (channel * shape.height + y) * shape.width + x }
      }
    }
  }
}
