import LabBase

/// A measurement of a finished run that takes long: made once, kept beside the run, read by claims and pictures.
///
/// A study's file holds the version of the measure: one of another version is made again, never read.
package protocol Study<L, Value>: Sendable {
  /// The laboratory whose runs are measured.
  associatedtype L: Lab
  /// What is found.
  associatedtype Value: Codable & Sendable

  /// The version of the measure, raised whenever the same run would give another value.
  static var version: Int { get }

  /// The file's name, which says all that the value depends on beside the run: `layer-error-trained-60000-10000`.
  var name: String { get }

  /// Whether a run can have that value: a file that holds another was damaged or edited, and is made again.
  static func isPossible(_ value: Value) -> Bool

  /// Measures a run.
  ///
  /// - Parameters:
  ///   - threads: how many share the arithmetic; no bit depends on it.
  ///   - onProgress: called with the fraction done.
  /// - Throws: `LabError` where weights or data are missing.
  func measure(
    _ run: RunDirectory<L>, lab: L, threads: Int, onProgress: (Double) -> Void
  ) throws(LabError) -> Value
}

extension Study {
  /// Anything that can be read.
  package static func isPossible(_ value: Value) -> Bool { true }
}

extension RunDirectory {
  /// What a study finds of this run: read from `studies/NAME.json`, or made and written there.
  ///
  /// - Throws: what measuring throws, and `LabError` where the file cannot be written.
  package func value<S: Study>(
    of study: S, lab: L, threads: Int = 1, onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> S.Value where S.L == L {
    if let kept = kept(study) { return kept }
    let value = try study.measure(self, lab: lab, threads: threads, onProgress: onProgress)
    let file = StudyFile(runKey: runKey, version: S.version, value: value)
    try AtomicFile.write(CanonicalJSON.pretty(file), to: self.file(Self.name(of: study)))
    return value
  }

  /// What a study found of this run, as `studies/NAME.json` has it; nil where it is not there, or is not what it says.
  package func kept<S: Study>(_ study: S) -> S.Value? where S.L == L {
    let name = Self.name(of: study)
    guard let bytes = try? read(name),
      let stored = try? JSONFile.decode(
        bytes, path: file(name), contents: "a study", as: StudyFile<S.Value>.self),
      stored.version == S.version, stored.runKey == runKey, S.isPossible(stored.value)
    else { return nil }
    return stored.value
  }

  private static func name(of study: some Study) -> String { "studies/\(study.name).json" }
}

/// The content of a study's file.
private struct StudyFile<Value: Codable>: Codable {
  let runKey: String
  let version: Int
  let value: Value
}
