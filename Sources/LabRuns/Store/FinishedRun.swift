import LabBase

/// A run that is done: its settings, what was found, and its folder.
package struct FinishedRun<L: Lab>: Sendable {
  /// The settings.
  package let configuration: L.Configuration
  /// What was found.
  package let record: L.Record
  /// Its folder.
  package let directory: RunDirectory<L>

  /// Makes a run of what is known of it.
  package init(_ configuration: L.Configuration, record: L.Record, directory: RunDirectory<L>) {
    self.configuration = configuration
    self.record = record
    self.directory = directory
  }

  /// Looks a run up.
  ///
  /// - Throws: `LabError.missingInput` where it is not done, `LabError.badData` where its result is damaged.
  package init(_ configuration: L.Configuration, store: RunStore<L>) throws(LabError) {
    let directory = store.directory(configuration.runKey)
    guard let record = directory.record else {
      try directory.requireReadableRecord()
      throw .missingInput(
        what: "the result of run \(configuration.runKey) (\(directory.state?.rawValue ?? "not started"))",
        advice: "make its sweep or figure again; finished runs are reused")
    }
    self.init(configuration, record: record, directory: directory)
  }

  /// The runs of some configurations, all of which must be done.
  ///
  /// - Throws: `LabError.missingInput` where one is not.
  package static func all(
    _ configurations: [L.Configuration], store: RunStore<L>
  ) throws(LabError) -> [FinishedRun] {
    var runs: [FinishedRun] = []
    for configuration in configurations { runs.append(try FinishedRun(configuration, store: store)) }
    return runs
  }

  /// Those of some runs that are done, in their order; several are read at a time.
  package static func known(
    _ configurations: [L.Configuration], store: RunStore<L>, threads: Int
  ) -> [FinishedRun] {
    ParallelMap.map(configurations, threads: threads) { try? FinishedRun($0, store: store) }.compactMap(
      \.self)
  }
}
