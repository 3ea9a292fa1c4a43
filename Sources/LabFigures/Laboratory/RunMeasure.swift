import LabBase
import LabRuns

/// A number that a claim is about: one for every run, or none where the run has no such number.
package protocol RunMeasure: Equatable, Sendable {
  /// The laboratory.
  associatedtype L: FigureLab

  /// The keys of a claim that say which measure, `measure` aside.
  static var names: [String] { get }

  /// Reads `measure` and what belongs to it.
  ///
  /// - Throws: `LabError` for another word or number.
  init(_ fields: inout YAMLMapping) throws(LabError)

  /// The run's number; nil where it has none. What takes long is kept beside the run, as a `Study`.
  ///
  /// - Throws: `LabError` where weights or data are needed and not there.
  func value(of run: FinishedRun<L>, in context: FigureContext<L>) throws(LabError) -> Double?

  /// What it is, in words for tables and sentences.
  var title: String { get }
}
