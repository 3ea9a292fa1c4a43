import LabBase
import LabData
import LabRuns
import Nets

/// How a stored net is asked again: about its own data or about another test set.
package struct ClassifierRequest: Sendable {
  private let testSet: String?

  /// Makes a request.
  ///
  /// - Parameter testSet: the `LabelledSetSpec` of other images, which are all that is asked about then; nil asks about
  ///   the run's own parts.
  package init(testSet: String? = nil) {
    self.testSet = testSet
  }

  /// Loads a run's net and data and measures it, to the numbers of its record.
  ///
  /// - Parameters:
  ///   - threads: how many share the arithmetic; the answers have the same bits for any number.
  ///   - onProgress: told the share of the images that were answered.
  /// - Throws: `LabError` where the run has no weights, or its data or the other set are not on this machine or not for
  ///   its net.
  package func evaluate(
    _ directory: RunDirectory<MemorisationLab>, lab: MemorisationLab, threads: Int = 1,
    onProgress: (Double) -> Void = { _ in }
  ) throws(LabError) -> ClassifierScores {
    let configuration = try directory.configuration()
    let parameters = try directory.parameters(configuration)
    let data = try lab.data(of: configuration, testSet: testSet)
    // As in training, so that a net asked later gives the bits it gave then.
    Processor.flushDenormals()
    let network = Network(
      classifier: configuration.classifier, imageShape: configuration.imageShape,
      batchSize: configuration.batchSize, parameters: parameters, kernels: FastKernels(threads: threads),
      forTraining: false, randomKey: RandomKey(seed: configuration.seed))
    let scorer = PartScorer(network: network, data: data, classCount: configuration.classCount)
    let parts = (testSet == nil ? DataPart.allCases : [.test]).filter { data.count(of: $0) > 0 }
    let total = parts.reduce(0) { $0 + data.count(of: $1) }
    var answered = 0
    return ClassifierScores(
      parts: parts.map { part in
        let score = scorer.score(of: part) { count in
          answered += count
          onProgress(Double(answered) / Double(total))
        }
        let shares = part == .training ? data.corruption.accuracies(score.isRight) : nil
        return ClassifierScores.Part(
          part: part,
          dataSet: part == .test ? testSet ?? configuration.testSet : configuration.dataSet,
          count: data.count(of: part), loss: score.loss.isFinite ? score.loss : nil,
          accuracy: score.accuracy, cleanAccuracy: shares?.clean, corruptedAccuracy: shares?.corrupted,
          confusion: score.confusion)
      })
  }
}
