import Foundation
import Nets

/// One run's folder and the files in it.
///
/// A run is done when result.json parses and names its key; every file is replaced whole, so whatever is there
/// is complete.
public struct RunDirectory: Equatable, Sendable {
  /// The folder's path.
  public let path: String
  /// The run's key, 16 hex digits.
  public let runKey: String

  /// The folder of a run below an output folder.
  public init(output: String, runKey: String) {
    self.runKey = runKey
    path = output + "/" + Self.relativePath(runKey: runKey)
  }

  /// `runs/ab/abcd1234ef567890`.
  public static func relativePath(runKey: String) -> String {
    "runs/\(runKey.prefix(2))/\(runKey)"
  }

  /// The path of one of the run's files.
  public func file(_ name: String) -> String {
    path + "/" + name
  }

  /// The record of a finished run; nil where it is not finished or result.json is not this run's.
  public var record: RunRecord? {
    guard let record = decoded(RunRecord.self, "result.json"), record.runKey == runKey else { return nil }
    return record
  }

  /// Where the run stands; nil before its first attempt.
  public var status: RunStatus? {
    decoded(RunStatus.self, "status.json")
  }

  /// The state that the files together give; nil where the run is yet to be started.
  ///
  /// A killed process leaves the word "running" behind: without a living claim, that is a failure.
  public var state: RunStatus.State? {
    if record != nil { return .done }
    switch status?.state {
    case .running: return RunClaim.isHeld(self) ? .running : .failed
    // Its result.json was removed, so that it be made again.
    case .done: return nil
    case let state: return state
    }
  }

  /// The run's complete settings.
  ///
  /// - Throws: `LabError.badData` where config.json is not the configuration of this key.
  public func configuration() throws(LabError) -> ExperimentConfiguration {
    let path = file("config.json")
    let bytes = try AtomicFile.read(path)
    let configuration: ExperimentConfiguration
    do {
      configuration = try JSONDecoder().decode(ExperimentConfiguration.self, from: Data(bytes))
    } catch {
      throw .badData(path: path, expected: "a run's configuration", found: "\(error)")
    }
    guard configuration.runKey == runKey else {
      throw .badData(
        path: path, expected: "the configuration of run \(runKey)", found: "that of \(configuration.runKey)")
    }
    return configuration
  }

  /// The run's weights, for images of a shape.
  ///
  /// - Throws: `LabError.missingInput` before the run has weights, `LabError.badData` where they do not fit.
  public func weights(
    _ configuration: ExperimentConfiguration
  ) throws(LabError) -> ParameterBuffer<Float> {
    let parameters = ParameterBuffer<Float>(
      layout: configuration.network.parameterLayout(imageShape: configuration.imageShape))
    let file = try tensors("model.safetensors")
    do {
      try Checkpoint.load(file, into: parameters)
    } catch {
      throw .badData(path: self.file("model.safetensors"), expected: error.expected, found: error.found)
    }
    return parameters
  }

  /// The tensors of one of the run's files.
  func tensors(_ name: String) throws(LabError) -> SafetensorsFile {
    let bytes = try AtomicFile.read(file(name))
    do {
      return try SafetensorsFile(decoding: bytes)
    } catch {
      throw .badData(path: file(name), expected: error.expected, found: error.found)
    }
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ name: String) -> Value? {
    guard let bytes = try? AtomicFile.read(file(name)) else { return nil }
    return try? JSONDecoder().decode(type, from: Data(bytes))
  }
}
