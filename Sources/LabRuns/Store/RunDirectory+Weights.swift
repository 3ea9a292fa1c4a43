import LabBase
import Nets

extension RunDirectory {
  /// Overwrites a net's parameters with those that the run ended with, or those of one of its snapshots.
  ///
  /// - Parameter step: of the snapshot; nil for the end.
  /// - Throws: `LabError.missingInput` before the run has any, `LabError.badData` where they do not fit.
  package func load(
    into parameters: ParameterBuffer<Float>, atStep step: Int? = nil
  ) throws(LabError) {
    let name = step.map(Self.snapshotName) ?? "model.safetensors"
    let file = try tensors(name)
    do {
      try Checkpoint.load(file, into: parameters)
    } catch {
      throw .badData(path: self.file(name), expected: error.expected, found: error.found)
    }
  }

  /// Requires that the run's parameters are numbers.
  ///
  /// - Throws: `LabError.badData` naming the first one that is infinite or none: a diverged run's may be.
  package func requireFinite(_ parameters: ParameterBuffer<Float>) throws(LabError) {
    for entry in parameters.layout.entries {
      let values = UnsafeBufferPointer(start: parameters.pointer(to: entry), count: entry.count)
      let isVariance = entry.kind == .variance
      guard let place = values.firstIndex(where: { !$0.isFinite || (isVariance && $0 < 0) }) else { continue }
      let hasDiverged = record?.stopReason == .diverged
      throw .badData(
        path: file("model.safetensors"), expected: isVariance ? "variances of at least 0" : "finite weights",
        found: "\(values[place]) in \(entry.name) at \(place)"
          + (hasDiverged ? "; the run diverged, and there is nothing to look at" : ""))
    }
  }
}
