import Foundation
import LabBase
import Nets

/// One run's folder and the files in it, some or all of which may lie in a pack instead; see ``RunPack``.
///
/// A run is done when result.json parses and names its key; its files are replaced whole, so that what is
/// there is complete; only metrics.csv and log.jsonl grow at their ends.
package struct RunDirectory<L: Lab>: Equatable, Sendable {
  /// The folder's path.
  package let path: String
  /// The run's key, 16 hex digits.
  package let runKey: String

  /// The folder of a run below an output folder.
  package init(output: String, runKey: String) {
    self.runKey = runKey
    path = output + "/" + Self.relativePath(runKey: runKey)
  }

  init(path: String, runKey: String) {
    self.path = path
    self.runKey = runKey
  }

  /// `runs/ab/abcd1234ef567890`.
  package static func relativePath(runKey: String) -> String {
    "runs/\(runKey.prefix(2))/\(runKey)"
  }

  /// The path of one of the run's files.
  package func file(_ name: String) -> String {
    path + "/" + name
  }

  /// The record of a finished run; nil where it is not finished or result.json is not this run's.
  package var record: L.Record? {
    guard let record = decoded(L.Record.self, "result.json"), record.runKey == runKey else { return nil }
    return record
  }

  /// Requires that result.json, if it is there, is this run's record.
  ///
  /// - Throws: `LabError.badData` where it is something else, `.inputOutput` where it cannot be read.
  package func requireReadableRecord() throws(LabError) {
    let path = file("result.json")
    guard record == nil, has("result.json") else { return }
    _ = try read("result.json")
    throw .badData(
      path: path, expected: "the record of run \(runKey)",
      found: "something else; making the run again sets the file aside")
  }

  /// The name of a result.json that was damaged and set aside.
  static var damagedRecordName: String { "result.damaged.json" }

  /// Gives a result.json that is not this run's record another name, so that nothing is lost where the run is made again;
  /// one in a pack is copied.
  ///
  /// - Returns: the other name; nil where there is no such file.
  /// - Throws: `LabError.inputOutput` where it cannot be renamed; what reading and writing throw.
  func setDamagedRecordAside() throws(LabError) -> String? {
    let path = file("result.json")
    guard record == nil, has("result.json") else { return nil }
    let other = Self.damagedRecordName
    guard access(path, F_OK) == 0 else {
      try AtomicFile.write(read("result.json"), to: file(other))
      return other
    }
    guard rename(path, file(other)) == 0 else {
      throw .inputOutput(
        path: path, operation: "renaming it to \(other)", reason: String(cString: strerror(errno)))
    }
    return other
  }

  /// Where the run stands; nil before its first attempt, and where status.json is damaged.
  package var status: RunStatus? {
    decoded(RunStatus.self, "status.json").flatMap { $0.isPlausible ? $0 : nil }
  }

  /// The state that the files together give; nil where the run is yet to be started.
  ///
  /// A killed process leaves the word "running" behind: without a living claim, that is a failure.
  package var state: RunStatus.State? {
    record != nil ? .done : unfinishedState(status)
  }

  /// The state of a run without a record, whose status was read; nil where it is yet to be started.
  func unfinishedState(_ status: RunStatus?) -> RunStatus.State? {
    switch status?.state {
    case .running: return RunClaim.isHeld(self) ? .running : .failed
    // Its result.json was removed, so that it be made again.
    case .done: return nil
    case let state: return state
    }
  }

  /// What to say before the run goes on from a state that another instruction set has made; nil where it does not.
  package var resumptionWarning: String? {
    // Most runs have no state, which is found out far faster than whether they have a result.
    guard FileManager.default.fileExists(atPath: file("state.safetensors")), record == nil,
      let earlier = status?.instructionSet, earlier != Processor.instructionSet
    else { return nil }
    return
      "run \(runKey) goes on with \(Processor.instructionSet) kernels from a state that \(earlier) ones made: no one "
      + "kind of processor will give its bits again; `--portable` from the start gives the same on all"
  }

  /// The process of this machine that is at the run; nil where none is, or only one of another machine or container.
  package var localProcess: Int32? { RunClaim.localHolder(self) }

  /// Which laboratory the run is of; nil where config.json is not there or is no object.
  package var mark: LabMark? { (try? read("config.json")).flatMap { LabMark(json: $0) } }

  /// Requires that the run is none of another laboratory.
  ///
  /// - Throws: `LabError.badConfiguration` where it is.
  package func requireOwn() throws(LabError) {
    try mark?.require(L.self, of: "run \(runKey)")
  }

  /// The run's complete settings.
  ///
  /// - Throws: `LabError.badData` where config.json is not the configuration of this key, or not one that can be,
  ///   `.badConfiguration` where it is of another laboratory.
  package func configuration() throws(LabError) -> L.Configuration {
    let path = file("config.json")
    let bytes = try read("config.json")
    try LabMark(json: bytes)?.require(L.self, of: "run \(runKey)")
    let configuration: L.Configuration = try JSONFile.decode(
      bytes, path: path, contents: "a run's configuration")
    guard configuration.runKey == runKey else {
      throw .badData(
        path: path, expected: "the configuration of run \(runKey)", found: "that of \(configuration.runKey)")
    }
    return configuration
  }

  /// The tensors of one of the run's files.
  ///
  /// - Throws: `LabError.missingInput` before the run has it, `LabError.badData` for what is no such file.
  package func tensors(_ name: String) throws(LabError) -> SafetensorsFile {
    let bytes = try read(name)
    do {
      return try SafetensorsFile(decoding: bytes)
    } catch {
      throw .badData(path: file(name), expected: error.expected, found: error.found)
    }
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ name: String) -> Value? {
    guard let bytes = try? read(name) else { return nil }
    return try? JSONDecoder().decode(type, from: Data(bytes))
  }
}
