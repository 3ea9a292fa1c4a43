/// A stored run, and what tells without reading its files whether one of them was replaced since.
package struct RunStamp: Equatable, Sendable {
  /// The run's name.
  package let runKey: String
  /// When a file of the run was last made, replaced or removed, in nanoseconds since 1970: the time of its folder
  /// or pack, the later one of both.
  package let time: Int64

  /// Notes when a run was changed.
  package init(runKey: String, time: Int64) {
    self.runKey = runKey
    self.time = time
  }
}
