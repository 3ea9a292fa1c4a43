import LabBase
import LabFigures
import LabRuns
import Nets

/// How large every layer's weights are, in which directions, and how far training moved them.
package struct WeightSpectra: Study {
  /// What was measured of one weight layer, whose weights are taken as a matrix of outputs × inputs, of a convolution
  /// each input channel's k · k taps side by side.
  package struct Layer: Codable, Equatable, Sendable {
    /// The layer by its `LayerName.module`.
    package let layer: String
    /// Rows of the matrix.
    package let outputs: Int
    /// Its columns.
    package let inputs: Int
    /// The singular values, largest first.
    package let singularValues: [Double]
    /// ‖W‖, the root of the sum of squares.
    package let norm: Double
    /// ‖W₀‖, of the weights before training.
    package let startNorm: Double
    /// ‖W − W₀‖ / ‖W₀‖, W₀ the weights before training; nil where these are all zero.
    package let distanceFromStart: Double?

    /// ‖W‖² / σ₁², which is at most the rank and hardly moves with small singular values; nil of weights that are all
    /// zero.
    package var stableRank: Double? {
      guard let first = singularValues.first, first > 0 else { return nil }
      return (norm / first) * (norm / first)
    }
  }

  /// What was measured of a net.
  package struct Value: Codable, Equatable, Sendable {
    /// Every weight layer, in order.
    package let layers: [Layer]

    /// ‖θ − θ₀‖/‖θ₀‖, all layers together; nil where a layer began with zeros.
    package var distanceFromStart: Double? {
      var (moved, start) = (0.0, 0.0)
      for layer in layers {
        guard let distance = layer.distanceFromStart else { return nil }
        start += layer.startNorm * layer.startNorm
        moved += distance * distance * layer.startNorm * layer.startNorm
      }
      return start > 0 ? (moved / start).squareRoot() : nil
    }
  }

  /// The version of the measure.
  package static let version = 2

  /// Whether the weights are those that the run began with.
  package let isUntrained: Bool

  /// Requires layers with singular values, the largest first, whose squares make the norm's.
  package static func isPossible(_ value: Value) -> Bool {
    !value.layers.isEmpty
      && value.layers.allSatisfy { layer in
        let values = layer.singularValues
        let squares = values.reduce(0) { $0 + $1 * $1 }
        return !values.isEmpty && values.allSatisfy { $0 >= 0 }
          && zip(values, values.dropFirst()).allSatisfy { $0 >= $1 } && layer.startNorm >= 0
          && layer.distanceFromStart ?? 0 >= 0 && squares.isFinite
          && abs(squares - layer.norm * layer.norm) <= 1e-6 * squares
      }
  }

  /// Asks about the net after training, or before it.
  package init(isUntrained: Bool = false) {
    self.isUntrained = isUntrained
  }

  /// Says which weights.
  package var name: String { "weight-spectra-\(isUntrained ? "untrained" : "trained")" }

  /// Decomposes every layer's weights.
  ///
  /// - Throws: `LabError` where weights are missing or not finite.
  package func measure(
    _ run: RunDirectory<ReconstructionLab>, lab: ReconstructionLab, threads: Int,
    onProgress: (Double) -> Void
  ) throws(LabError) -> Value {
    let configuration = try run.configuration()
    return try Self.value(
      of: run.finiteWeights(configuration, isUntrained: isUntrained),
      start: run.weights(configuration, isUntrained: true), configuration, onProgress)
  }

  /// Decomposes weights of a configuration's net, which began with `start`.
  static func value(
    of weights: ParameterBuffer<Float>, start: ParameterBuffer<Float>,
    _ configuration: ReconstructionConfiguration,
    _ onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> Value {
    let names = LayerName.all(of: configuration.network).filter(\.hasWeights)
    var layers: [Layer] = []
    for (name, entry) in zip(names, weights.layout.entries) {
      let values = weights.array(of: entry).map(Double.init)
      let first = start.array(of: entry).map(Double.init)
      guard let spectrum = SingularValues(ofRowMajor: values, rows: entry.dimensions[0], columns: entry.fanIn)
      else {
        throw .unavailable(
          what: "the singular values of \(entry.name)", advice: "LAPACK does not converge for these weights")
      }
      let startNorm = norm(first)
      layers.append(
        Layer(
          layer: name.module, outputs: entry.dimensions[0], inputs: entry.fanIn,
          singularValues: spectrum.values, norm: norm(values), startNorm: startNorm,
          distanceFromStart: startNorm > 0 ? norm(zip(values, first).map { $0 - $1 }) / startNorm : nil))
      onProgress(Double(layers.count) / Double(names.count))
    }
    return Value(layers: layers)
  }

  private static func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
