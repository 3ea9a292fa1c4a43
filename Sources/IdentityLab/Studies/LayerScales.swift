import Foundation
import LabBase
import LabFigures
import LabRuns

/// How large every layer's activations are for the training image: which layers are dark, in numbers.
package struct LayerScales: Study {
  /// What was measured.
  package struct Value: Codable, Equatable, Sendable {
    /// The root mean square of every layer's activations, the input's first; nil where it is not a finite number.
    package let sizes: [Double?]

    /// The size of the middle third of a net's hidden layers beside that of the last third, geometric means: below 1
    /// where the middle is darker; nil of fewer than three hidden layers, or of layers without any activation.
    package var middleSize: Double? {
      let hidden = sizes.dropFirst().dropLast()
      let known = hidden.compactMap(\.self).filter { $0 > 0 }
      let third = hidden.count / 3
      guard third > 0, known.count == hidden.count else { return nil }
      func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0) { $0 + log($1) } / Double(part.count) }
      let ratio = exp(mean(known[third..<known.count - third]) - mean(known.suffix(third)))
      return ratio.isFinite ? ratio : nil
    }
  }

  /// The version of the measure.
  package static let version = 1

  /// Whether the weights are those that the run began with.
  package let isUntrained: Bool

  /// Asks about the net after training, or before it.
  package init(isUntrained: Bool = false) {
    self.isUntrained = isUntrained
  }

  /// Says which weights.
  package var name: String { "layer-scale-\(isUntrained ? "untrained" : "trained")" }

  /// The sizes after each activation function.
  ///
  /// - Throws: `LabError` where weights or data are missing.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let trace = try LayerTraces(
      run, inputs: [], isUntrained: isUntrained, afterActivation: true, acceptsDivergence: true, lab: lab
    ).traces[0]
    return Value(
      sizes: trace.activations.map { activation in
        let squares = activation.values.reduce(0.0) { $0 + Double($1) * Double($1) }
        let size = (squares / Double(activation.values.count)).squareRoot()
        return size.isFinite ? size : nil
      })
  }
}
