import Foundation
import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabData
@testable import LabFigures
@testable import LabImages
@testable import LabStatistics

@Suite("Evaluating a net")
struct EvaluatorTests {
  private let evaluator: Evaluator

  init() throws {
    let seven = BuiltInDigits.image(digit: 7, height: 14, width: 14, variation: nil)
    let battery = try ProbeBattery(
      trainingImages: [seven], source: ProbeSource(),
      locator: DatasetLocator(dataFlag: nil, environment: [:]),
      shape: ImageShape(channels: 1, height: 14, width: 14), normalization: .mnist)
    evaluator = Evaluator(
      battery: battery,
      similarity: try SimilarityProtocol(rhos: [0, 0.5, 1], inputsPerRho: 4).inputs(
        around: battery.trainingImage, shape: battery.shape))
  }

  @Test("the identity scores 1 with its input everywhere, with error 0")
  func identity() throws {
    let result = evaluator.evaluate { $0 }
    #expect(result.zone == .b)
    #expect(result.evaluation.map(\.probe) == ProbeSource().families)
    for score in result.evaluation {
      #expect(score.mseToIdentity == 0)
      if score.probe == .constant {
        #expect(score.correlationWithIdentity == nil)
        #expect(score.correlationWithConstant == nil)
      } else {
        #expect(isClose(try #require(score.correlationWithIdentity), 1, relative: 1e-9))
      }
      if score.probe != .training {
        #expect(try #require(score.mseToConstant) > 0.01)
      }
    }
    for score in result.similarity {
      #expect(isClose(try #require(score.correlationWithIdentity), 1, relative: 1e-9))
      #expect(isClose(try #require(score.correlationWithConstant), score.rho, absolute: 1e-6, relative: 0))
    }
    #expect(result.similarity.map { $0.zone() } == [.b, .b, .a])
  }

  @Test("the constant scores 1 with the training image everywhere, and is memorisation")
  func constant() throws {
    let trained = evaluator.battery.trainingImage
    let result = evaluator.evaluate { batch in
      ImageBatch(shape: batch.shape, images: (0..<batch.count).map { _ in trained })
    }
    #expect(result.zone == .d)
    for score in result.evaluation {
      #expect(isClose(try #require(score.correlationWithConstant), 1, relative: 1e-9))
      #expect(score.mseToConstant == 0)
    }
    #expect(result.similarity.map { $0.zone() } == [.d, .d, .a])
    for score in result.similarity {
      #expect(isClose(try #require(score.correlationWithIdentity), score.rho, absolute: 1e-6, relative: 0))
    }
  }

  @Test("of several constants the nearest to each output counts, and every one of them is told")
  func severalConstants() throws {
    let constants = [7, 4].map {
      Normalization.mnist.standardize(BuiltInDigits.image(digit: $0, height: 14, width: 14, variation: nil))
    }
    let several = Evaluator(battery: evaluator.battery, similarity: [], constants: constants)
    // Answers with the second constant, but in the first place of a batch with the first.
    let result = several.evaluate { batch in
      ImageBatch(shape: batch.shape, images: (0..<batch.count).map { constants[$0 == 0 ? 0 : 1] })
    }
    let digits = try #require(result.evaluation.first { $0.probe == .digits })
    let each = try #require(digits.correlationWithEach).compactMap(\.self)
    let between = try #require(pearsonCorrelation(constants[0], constants[1]))
    #expect(isClose(try #require(digits.correlationWithConstant), 1, relative: 1e-9))
    #expect(digits.mseToConstant == 0)
    #expect(isClose(each[0], (1 + 19 * between) / 20, relative: 1e-9))
    #expect(isClose(each[1], (19 + between) / 20, relative: 1e-9))
    #expect(digits.nearestConstant == 1)
    let mean = zip(constants[0], constants[1]).map { ($0 + $1) / 2 }
    let toMean = constants.map { pearsonCorrelation($0, mean) ?? 0 }
    #expect(
      isClose(try #require(digits.correlationWithMean), (toMean[0] + 19 * toMean[1]) / 20, relative: 1e-6))
    let text = CanonicalJSON.compact(digits)
    #expect(try JSONDecoder().decode(ProbeScore.self, from: Data(text.utf8)) == digits)
  }

  @Test("a score of one constant has no keys for several")
  func keysOfOneConstant() {
    let text = CanonicalJSON.compact(evaluator.evaluate { $0 }.evaluation[0])
    #expect(!text.contains("Each") && !text.contains("correlationWithMean"))
  }

  @Test("a net of zeros has no correlation, is not taken for any, and still has an error")
  func zeros() throws {
    let result = evaluator.evaluate { batch in
      ImageBatch(shape: batch.shape, values: [Float](repeating: 0, count: batch.values.count))
    }
    #expect(result.zone == nil)
    for score in result.evaluation {
      #expect(score.correlationWithIdentity == nil && score.correlationWithConstant == nil)
      #expect(try #require(score.mseToConstant) > 0)
    }
    let squares = evaluator.battery.trainingImage.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(isClose(try #require(result.evaluation[0].mseToIdentity), squares / 196, relative: 1e-12))
  }

  @Test("an output that is not finite has neither correlation nor error", arguments: [Float.nan, .infinity])
  func notFinite(bad: Float) {
    let result = evaluator.evaluate { batch in
      var values = batch.values
      for index in stride(from: 0, to: values.count, by: 196) {
        values[index + 3] = bad
      }
      return ImageBatch(shape: batch.shape, values: values)
    }
    for score in result.evaluation {
      #expect(score.correlationWithIdentity == nil && score.correlationWithConstant == nil)
      #expect(score.mseToIdentity == nil && score.mseToConstant == nil)
    }
    #expect(result.similarity.allSatisfy { $0.correlationWithIdentity == nil })
  }

  @Test("correlations are means over the images that have one")
  func partlyDefined() throws {
    // The first of each batch comes out constant, the others negated.
    let result = evaluator.evaluate { batch in
      ImageBatch(shape: batch.shape, values: batch.values.indices.map { $0 < 196 ? 1 : -batch.values[$0] })
    }
    let digits = try #require(result.evaluation.first { $0.probe == .digits })
    #expect(digits.count == 20)
    #expect(isClose(try #require(digits.correlationWithIdentity), -1, relative: 1e-9))
    #expect(result.evaluation[0].correlationWithIdentity == nil)
  }

  @Test("the mean is over images, each weighing the same")
  func mean() throws {
    let battery = evaluator.battery
    let result = evaluator.evaluate { batch in
      ImageBatch(shape: batch.shape, values: batch.values.map { $0 * $0 })
    }
    let digits = try #require(result.evaluation.first { $0.probe == .digits })
    var identity = 0.0
    var squared = 0.0
    for index in 0..<20 {
      let input = Array(battery[.digits].inputs[index])
      let output = input.map { $0 * $0 }
      identity += try #require(pearsonCorrelation(output, input)) / 20
      for (value, trained) in zip(output, battery.trainingImage) {
        squared += pow(Double(value) - Double(trained), 2) / (20 * 196)
      }
    }
    #expect(isClose(try #require(digits.correlationWithIdentity), identity, relative: 1e-12))
    #expect(isClose(try #require(digits.mseToConstant), squared, relative: 1e-12))
  }

  @Test("the size of the batches changes no bit", arguments: [1, 7, 64])
  func batchSize(size: Int) {
    var largest = 0
    let net: (ImageBatch) -> ImageBatch = { batch in
      ImageBatch(shape: batch.shape, values: batch.values.map { abs($0) - 0.2 })
    }
    let other = Evaluator(battery: evaluator.battery, similarity: evaluator.similarity, batchSize: size)
    let result = other.evaluate { batch in
      largest = max(largest, batch.count)
      return net(batch)
    }
    #expect(result == evaluator.evaluate(net))
    #expect(largest == min(size, 20))
  }

  @Test("what the net throws reaches the caller")
  func errors() {
    #expect(throws: LabError.usage("no")) {
      try evaluator.evaluate { _ in throw LabError.usage("no") }
    }
  }

  @Test("undefined numbers are written as null, and an evaluation reads back equal")
  func codable() throws {
    let score = ProbeScore(
      probe: .uniformNoise, count: 20, correlationWithIdentity: nil, correlationWithConstant: 0.5,
      mseToIdentity: nil, mseToConstant: 2)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(score), as: UTF8.self)
        == #"{"correlationWithConstant":0.5,"correlationWithIdentity":null,"count":20,"#
        + #""mseToConstant":2,"mseToIdentity":null,"probe":"uniform-noise"}"#)
    let curve = SimilarityScore(rho: 0.5, correlationWithIdentity: nil, correlationWithConstant: nil)
    #expect(
      String(decoding: try encoder.encode(curve), as: UTF8.self)
        == #"{"correlationWithConstant":null,"correlationWithIdentity":null,"rho":0.5}"#)
    for zone in [Zone.c, nil] {
      let evaluation = Evaluation(zone: zone, evaluation: [score], similarity: [curve])
      let data = try encoder.encode(evaluation)
      #expect(String(decoding: data, as: UTF8.self).contains(zone == nil ? #""zone":null"# : #""zone":"C""#))
      #expect(try JSONDecoder().decode(Evaluation.self, from: data) == evaluation)
    }
  }
}
