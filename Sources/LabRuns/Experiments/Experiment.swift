import LabBase
import Nets

/// A configuration with the data it speaks of: all that a run needs.
package protocol Experiment<Configuration, Record> {
  /// The complete settings.
  associatedtype Configuration: RunConfiguration
  /// What is found.
  associatedtype Record: RunRecord
  /// The training.
  associatedtype Session: TrainingSession

  /// The complete settings.
  var configuration: Configuration { get }

  /// Requires what training needs beside the data, such as weights to begin with.
  ///
  /// - Throws: `LabError` naming what is missing.
  func requireInputs() throws(LabError)

  /// Keeps what the data came from below an output folder, where it may be lost otherwise, so that the run can be looked
  /// at again, or made there.
  ///
  /// - Throws: `LabError` where it cannot be written.
  func keepInputs(below output: String) throws(LabError)

  /// Builds the training, at its first step.
  ///
  /// - Parameter threads: how many share the arithmetic; no bit depends on it.
  /// - Throws: `LabError` where it does not fit this machine.
  func makeSession(threads: Int) throws(LabError) -> Session

  /// Measures what was learnt.
  func record(of session: Session, _ result: TrainingResult, threads: Int) throws(LabError) -> Record

  /// How often each example was seen on average before a step; nil where every step sees all of them.
  func epoch(atStep step: Int) -> Double?
}

extension Experiment {
  /// Name of the run, 16 hex digits.
  package var runKey: String { configuration.runKey }

  /// Nothing is needed.
  package func requireInputs() throws(LabError) {}

  /// Nothing is lost.
  package func keepInputs(below output: String) throws(LabError) {}

  /// Every step sees all examples.
  package func epoch(atStep step: Int) -> Double? { nil }
}
