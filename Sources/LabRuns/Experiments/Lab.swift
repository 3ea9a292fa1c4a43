import LabBase

/// A laboratory: experiments of one kind.
///
/// Runs, sweeps and everything above them know a laboratory only by this.
///
/// The way of a run: texts (``Settings``) → ``makeConfiguration(_:)`` → its key → ``makeExperiment(_:)`` → training,
/// which can be saved and gone on with → measuring → record. A laboratory holds what its experiments share, such as
/// data sets that were read.
package protocol Lab<Configuration, Record>: SendableMetatype {
  /// Its name in files, of lower-case letters; see ``LabMark``.
  static var name: String { get }

  /// Complete settings.
  associatedtype Configuration: RunConfiguration
  /// What a run finds.
  associatedtype Record: RunRecord
  /// Settings with their data.
  associatedtype Experiment: LabRuns.Experiment
  where Experiment.Configuration == Configuration, Experiment.Record == Record

  /// Bytes that a laboratory keeps from one experiment for the next, at most: data sets, batteries.
  static var heldBytes: Double { get }

  /// Completes and validates settings of one value each.
  ///
  /// - Throws: `LabError` naming the setting that cannot be used, or data that are missing or broken.
  func makeConfiguration(_ settings: Settings) throws(LabError) -> Configuration

  /// Finds the data of a configuration, which may be a stored one.
  ///
  /// - Throws: `LabError.badData` where the data on this machine are not those that it was made with.
  func makeExperiment(_ configuration: Configuration) throws(LabError) -> Experiment

  /// The columns of a table of runs, beside the settings and the key.
  static func resultColumns(for configurations: [Configuration]) -> [ResultColumn<Record>]

  /// What can be asked of a run by name beside the settings and what is known of every run (``RunQuantity/all``): its
  /// findings.
  static var quantities: [RunQuantity<Self>] { get }
}

extension Lab {
  /// Nothing is kept.
  package static var heldBytes: Double { 0 }
}
