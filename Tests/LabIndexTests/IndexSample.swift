import Foundation
import TestSupport

@testable import LabBase
@testable import LabIndex
@testable import LabRuns
@testable import ToyLab

/// An output folder with toy runs, and its index.
struct IndexSample {
  let folder: TemporaryFolder
  let store: RunStore<ToyLab>

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore(output: folder.path)
  }

  var path: String { folder.path + "/index.sqlite" }

  /// Makes a run; its folder seems to have been there for a minute.
  @discardableResult
  func add(_ settings: [SettingKey: String]) throws -> RunDirectory<ToyLab> {
    let configuration = try ToyLab().makeConfiguration(Settings(settings))
    _ = try RunExecutor(store: store).run(ToyLab().makeExperiment(configuration))
    let directory = store.directory(configuration.runKey)
    age(directory, by: 60)
    return directory
  }

  /// Sets the time of a run's folder back.
  func age(_ directory: RunDirectory<ToyLab>, by seconds: Double) {
    try? FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: directory.path)
  }

  func ask<Value>(about runs: [String]? = nil, _ body: (RunIndex) throws -> Value) throws -> Value {
    try RunIndex.ask(output: folder.path, labs: [ToyLab.self], about: runs, threads: 2, body)
  }

  /// The answer to SQL, values as texts.
  func answer(_ sql: String) throws -> [[String?]] {
    try ask { try $0.query(sql).rows.map { $0.map { $0?.text } } }
  }
}
