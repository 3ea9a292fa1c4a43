/// A run as it stands: its settings and what its files said when they were read, once.
package struct StoredRun<L: Lab>: Sendable {
  /// The settings.
  package let configuration: L.Configuration
  /// The run's name.
  package let runKey: String
  /// What was found; nil of a run that is not done.
  package let record: L.Record?
  /// Attempts, times and machine; nil of a run that was never started, or that came without its status.json.
  package let status: RunStatus?
  /// What the run came to or how far it is, in one word: its ``TrainingOutcome`` where it is done, else `running`,
  /// `checkpointed`, `failed` or `pending`.
  package let state: String

  /// Reads the files of a run.
  package init(_ configuration: L.Configuration, in directory: RunDirectory<L>) {
    self.init(configuration, in: directory, record: directory.record)
  }

  /// Adds to a finished run what its status says.
  package init(_ run: FinishedRun<L>) {
    self.init(run.configuration, in: run.directory, record: run.record)
  }

  private init(_ configuration: L.Configuration, in directory: RunDirectory<L>, record: L.Record?) {
    self.configuration = configuration
    self.record = record
    runKey = directory.runKey
    status = directory.status
    state = record?.outcome.rawValue ?? directory.unfinishedState(status)?.rawValue ?? Self.pending
  }

  /// Whether training reached its tolerance: only then is what was measured a finding.
  package var isFitted: Bool { record?.outcome == .fitted }

  /// The state of a run that nobody has started.
  private static var pending: String { "pending" }

  /// All words that ``state`` may be.
  package static var states: [String] {
    TrainingOutcome.allCases.map(\.rawValue)
      + [RunStatus.State.running, .checkpointed, .failed].map(\.rawValue) + [pending]
  }
}
