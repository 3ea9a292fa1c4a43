import LabBase
import LabRuns

/// A run of a sweep that a process is at.
package struct RunActivity: Encodable, Equatable, Sendable {
  /// Place in the plan.
  package let index: Int
  /// The run's key.
  package let runKey: String
  /// Updates done, as its process said last: it does so every few seconds.
  package let step: Int
  /// Largest number of updates.
  package let steps: Int
  /// The last loss in metrics.csv, which grows once a minute; nil before.
  package let loss: Double?

  /// Reads what a run's process has left word of.
  ///
  /// - Parameter readsLoss: whether to look for the loss, too, which takes reading a table.
  init<L: Lab>(
    index: Int, _ configuration: L.Configuration, _ directory: RunDirectory<L>, readsLoss: Bool
  ) {
    self.index = index
    runKey = directory.runKey
    step = directory.status?.steps ?? 0
    steps = configuration.steps
    let table = readsLoss ? try? AtomicFile.read(directory.file("metrics.csv")) : nil
    loss = table.flatMap { MetricsTable(csv: String(decoding: $0, as: UTF8.self))["loss"].last ?? nil }
  }
}
