import LabBase
import Nets

/// How nets of several depths would do on a probe battery if they were infinitely wide, as trained nets are scored.
package enum KernelScores {
  /// Scores the answers of a regression.
  ///
  /// - Parameters:
  ///   - battery: what is asked; its training image is the regression's.
  ///   - starts: f₀(x) of all the battery's images, in their order, for each of the regression's starts; nil is zero.
  ///   - constants: the standardised training images.
  ///   - threads: inputs at a time; no bit depends on it.
  ///   - onProgress: called with the fraction done.
  /// - Returns: for each of the regression's depths and each start the scores of every family.
  /// - Throws: `LabError.badConfiguration` where the memory is not there.
  package static func scores(
    of regression: KernelRegression, on battery: ProbeBattery, starts: [ImageBatch?] = [nil],
    constants: [[Float]], threads: Int = 1, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> [[[ProbeScore]]] {
    let inputs = ImageBatch(shape: battery.shape, values: battery.sets.flatMap(\.inputs.values))
    let changes = try regression.changes(for: inputs, threads: threads, onProgress: onProgress)
    let evaluator = Evaluator(battery: battery, similarity: [], constants: constants)
    return changes.map { depth in
      zip(depth, starts).map { change, start in
        let answers = start.map { zip($0.values, change.values).map { $0 + $1 } } ?? change.values
        // The evaluator asks about the images in the battery's order.
        var place = 0
        return evaluator.evaluate { batch in
          defer { place += batch.values.count }
          return ImageBatch(shape: batch.shape, values: Array(answers[place..<place + batch.values.count]))
        }.evaluation
      }
    }
  }
}
