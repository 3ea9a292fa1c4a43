import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns
@testable import MemorisationLab

@Suite("Asking stored classifiers")
struct ClassifierRequestTests {
  private let folder: TemporaryFolder
  private let store: RunStore<MemorisationLab>
  private let lab = MemorisationLab.builtIn()

  init() throws {
    folder = try TemporaryFolder()
    store = RunStore<MemorisationLab>(output: folder.path)
  }

  @Test("a stored net gives its record's numbers again, on any number of threads", arguments: [1, 2])
  func again(threads: Int) throws {
    let experiment = try lab.experiment([
      .labels: "0.5", .validation: "12", .batchNorm: "shift", .dropout: "0.5", .net: "cnn:1x4",
    ])
    guard case .done(let record, _, _) = try RunExecutor(store: store).run(experiment) else { return }
    var progress: [Double] = []
    let scores = try ClassifierRequest().evaluate(
      store.directory(record.runKey), lab: lab, threads: threads, onProgress: { progress.append($0) })
    #expect(scores.parts.map(\.part) == DataPart.allCases && scores.parts.map(\.count) == [48, 12, 20])
    #expect(
      scores[.training]?.accuracy == record.trainAccuracy && scores[.training]?.loss == record.finalLoss)
    #expect(scores[.training]?.cleanAccuracy == record.cleanAccuracy)
    #expect(scores[.training]?.corruptedAccuracy == record.corruptedAccuracy)
    #expect(scores[.validation]?.accuracy == record.validationAccuracy)
    #expect(scores[.test]?.accuracy == record.testAccuracy && scores[.test]?.loss == record.testLoss)
    let confusion = try #require(scores[.test]?.confusion)
    #expect(confusion.map { $0.reduce(0, +) } == [Int](repeating: 2, count: 10))
    let right = (0..<10).reduce(0) { $0 + confusion[$1][$1] }
    #expect(Double(right) / 20 == record.testAccuracy && progress.last == 1)
  }

  @Test("it can be asked about another test set with its classes and shape, and about no other")
  func otherSets() throws {
    let experiment = try lab.experiment()
    _ = try RunExecutor(store: store).run(experiment)
    let directory = store.directory(experiment.runKey)
    let scores = try ClassifierRequest(testSet: "builtin:digits-test/50").evaluate(directory, lab: lab)
    #expect(scores.parts.map(\.part) == [.test] && scores.parts.map(\.count) == [50])
    for (set, words) in [("cifar10:test", "cifar10"), ("builtin:7", "labels")] {
      let error = #expect(throws: LabError.self) {
        try ClassifierRequest(testSet: set).evaluate(directory, lab: lab)
      }
      #expect(error?.description.contains(words) == true)
    }
  }

  @Test("weights that are none are said to be")
  func damaged() throws {
    let experiment = try lab.experiment([.learningRate: "1e30", .net: "mlp:2x8"])
    _ = try RunExecutor(store: store).run(experiment)
    let directory = store.directory(experiment.runKey)
    let error = #expect(throws: LabError.self) { try ClassifierRequest().evaluate(directory, lab: lab) }
    #expect(error?.description.contains("finite weights") == true)
    try FileManager.default.removeItem(atPath: directory.file("model.safetensors"))
    #expect(throws: LabError.self) { try ClassifierRequest().evaluate(directory, lab: lab) }
  }
}
