import Foundation
import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import MemorisationLab

@Suite("Classifiers that begin with the weights of a file")
struct ClassifierStartTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var output: String { folder.path("out") }

  /// A laboratory that has read nothing yet.
  private func lab() -> MemorisationLab {
    MemorisationLab(locator: MemorisationLab.builtIn().locator, output: output)
  }

  private func train(_ values: [SettingKey: String]) throws -> RunDirectory<MemorisationLab> {
    let store = RunStore<MemorisationLab>(output: output)
    let settings = MemorisationLab.tiny(values.merging([.batchNorm: "full", .epochs: "2"]) { $1 })
    let configuration = try lab().makeConfiguration(settings)
    _ = try RunExecutor(store: store).run(configuration, lab: lab())
    return store.directory(configuration.runKey)
  }

  @Test("a training goes on from what another one ended with, running statistics included")
  func start() throws {
    let first = try train([:])
    let path = first.file("model.safetensors")
    let second = try train([.startWeights: path])
    let (before, after) = (try first.configuration(), try second.configuration())
    #expect(before.startWeights == nil && !before.canonicalJSON.contains("startWeights"))
    #expect(after.startWeights == Digest.sha256(try AtomicFile.read(path)) && after.initializer == nil)
    let trained = try first.parameters(before).values.array
    #expect(try second.parameters(after, isUntrained: true).values.array == trained)
    #expect(try second.parameters(after).values.array != trained)
    let loss = try #require(second.record?.initialLoss)
    #expect(loss < (try #require(first.record?.initialLoss)))
    #expect(
      try JSONDecoder().decode(MemorisationConfiguration.self, from: Data(after.canonicalJSON.utf8)) == after)
    #expect(try lab().makeConfiguration(Settings(of: after)) == after)
    #expect(!after.unusual.contains(.initializerGain))
    try FileManager.default.removeItem(atPath: output + "/weights")
    #expect(throws: LabError.self) { try lab().makeExperiment(after).makeSession(threads: 1) }
  }

  @Test("weights of another net are refused before anything is trained")
  func mismatch() throws {
    let first = try train([:])
    let error = #expect(throws: LabError.self) {
      try train([.startWeights: first.file("model.safetensors"), .net: "mlp:2x8"])
    }
    #expect("\(try #require(error))".contains("layers.1.weight of [10, 8] instead of [8, 8]"))
  }
}
