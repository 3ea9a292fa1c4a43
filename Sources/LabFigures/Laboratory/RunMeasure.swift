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

  /// Why a run may have no such number.
  var undefinedMeaning: String { get }

  /// Whether a run without a number is one whose number is too large to be known, such as a time that never came: no
  /// test is made then, for the others are not a fair sample.
  var isCensored: Bool { get }

  /// Whether it is a correlation or a mean of such, in [−1, 1]: tests and intervals are then on the scale of Fisher's z.
  var isCorrelation: Bool { get }
}

extension RunMeasure {
  /// What befalls nets that did not train or answer a constant.
  package var undefinedMeaning: String { "they did not train, or what is measured is not defined of them" }

  /// A missing number says nothing of its size.
  package var isCensored: Bool { false }

  /// Most measures are something else.
  package var isCorrelation: Bool { false }
}
