import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabBase
@testable import LabFigures
@testable import LabStatistics

@Suite("The similarity protocol")
struct SimilarityProtocolTests {
  private let shape = ImageShape(channels: 1, height: 14, width: 14)

  @Test(
    "inputs have the correlation asked for, and the training image's mean and contrast",
    arguments: SimilarityFamily.allCases)
  func exactCorrelation(family: SimilarityFamily) throws {
    let training = picture(1)
    let entries = try SimilarityProtocol(family: family).inputs(
      around: training, shape: shape, otherImages: others(12))
    #expect(entries.map(\.rho) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    let (mean, deviation) = moments(training[...])
    for entry in entries {
      #expect(entry.inputs.count == (entry.rho == 1 ? 1 : 10))
      for index in 0..<entry.inputs.count {
        let input = entry.inputs[index]
        let measured = try #require(pearsonCorrelation(input, training))
        #expect(isClose(measured, entry.rho, absolute: 1e-6, relative: 0))
        let (inputMean, inputDeviation) = moments(input)
        #expect(isClose(inputMean, mean, absolute: 1e-6, relative: 0))
        #expect(isClose(inputDeviation, deviation, absolute: 0, relative: 1e-6))
      }
    }
  }

  @Test("it is exact over the channels of a colour image too")
  func colour() throws {
    let shape = ImageShape(channels: 3, height: 5, width: 6)
    let training = picture(2, count: shape.count)
    for entry in try SimilarityProtocol().inputs(around: training, shape: shape) {
      let measured = try #require(pearsonCorrelation(entry.inputs[0], training))
      #expect(isClose(measured, entry.rho, absolute: 1e-6, relative: 0))
    }
  }

  @Test("at correlation 1 the input is the training image")
  func one() throws {
    let training = picture(1)
    let inputs = try SimilarityProtocol(rhos: [1]).inputs(around: training, shape: shape)[0].inputs
    for (value, expected) in zip(inputs[0], training) {
      #expect(isClose(value, expected, absolute: 1e-6, relative: 1e-6))
    }
  }

  @Test("equal seeds give equal inputs, another seed or family others, one rho's the same as in any grid")
  func determinism() throws {
    let training = picture(1)
    let make = { (made: SimilarityProtocol) in try made.inputs(around: training, shape: shape) }
    let base = try make(SimilarityProtocol())
    #expect(try make(SimilarityProtocol()) == base)
    #expect(try make(SimilarityProtocol(seed: 1))[0] != base[0])
    #expect(try make(SimilarityProtocol(family: .uniformNoise))[0] != base[0])
    #expect(try make(SimilarityProtocol(rhos: [0.5]))[0] == base[5])
    #expect(base[0].inputs[0] != base[0].inputs[1])
  }

  @Test("noise families look like their names: uniform noise is bounded, Gaussian noise has tails")
  func tails() throws {
    let shape = ImageShape(channels: 1, height: 60, width: 60)
    let training = picture(1, count: shape.count)
    func kurtosis(_ family: SimilarityFamily) throws -> Double {
      let input = try SimilarityProtocol(family: family, rhos: [0]).inputs(around: training, shape: shape)[0]
        .inputs[0]
      let (mean, deviation) = moments(input)
      var fourth = 0.0
      for value in input {
        let z = (Double(value) - mean) / deviation
        fourth += z * z * z * z
      }
      return fourth / Double(input.count)
    }
    #expect(isClose(try kurtosis(.gaussianNoise), 3, absolute: 0.3, relative: 0))
    #expect(isClose(try kurtosis(.uniformNoise), 1.8, absolute: 0.1, relative: 0))
  }

  @Test("other images that hold nothing new are passed over")
  func unusableImages() throws {
    let training = picture(1)
    let mixed = ImageBatch(
      shape: shape,
      images: [training, [Float](repeating: 2, count: 196), training.map { 1 - $0 }, picture(9)])
    let entries = try SimilarityProtocol(family: .images).inputs(
      around: training, shape: shape, otherImages: mixed)
    #expect(entries[0].inputs.count == 1)
    #expect(throws: LabError.self) {
      try SimilarityProtocol(family: .images).inputs(around: training, shape: shape)
    }
  }

  @Test("a constant training image is refused by name")
  func constant() {
    let error = #expect(throws: LabError.self) {
      try SimilarityProtocol().inputs(around: [Float](repeating: 0.3, count: 196), shape: shape)
    }
    #expect(error?.exitCode == 78)
    #expect(error?.description.contains("one value all over") == true)
  }

  @Test("what cannot be asked for is refused", arguments: [-0.1, 1.01, .nan])
  func badRho(rho: Double) {
    #expect(throws: LabError.self) {
      try SimilarityProtocol(rhos: [0.5, rho]).inputs(around: picture(1), shape: shape)
    }
  }

  @Test("an image of two values leaves no direction to go, one of three does")
  func tooSmall() throws {
    #expect(throws: LabError.self) {
      try SimilarityProtocol().inputs(around: [0, 1], shape: ImageShape(channels: 1, height: 1, width: 2))
    }
    let entries = try SimilarityProtocol().inputs(
      around: [0, 1, 5], shape: ImageShape(channels: 1, height: 1, width: 3))
    let measured = try #require(pearsonCorrelation(entries[3].inputs[0], [0, 1, 5] as [Float]))
    #expect(isClose(measured, 0.3, absolute: 1e-6, relative: 0))
  }

  private func picture(_ seed: UInt64, count: Int = 196) -> [Float] {
    let stream = RandomStream(key: RandomKey(seed: seed))
    return (0..<count).map { Float(max(0, stream.normal(at: $0))) * 2 - 0.42 }
  }

  private func others(_ count: Int) -> ImageBatch {
    ImageBatch(shape: shape, images: (0..<count).map { picture(100 + UInt64($0)) })
  }

  private func moments(_ values: ArraySlice<Float>) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, (squares / Double(values.count)).squareRoot())
  }
}
