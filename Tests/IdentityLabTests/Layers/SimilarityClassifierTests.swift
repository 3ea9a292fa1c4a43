import Nets
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabData
@testable import LabImages

@Suite struct SimilarityClassifierTests {
  private static let shape = ImageShape(channels: 1, height: 7, width: 6)
  private static let training = LabelledImages.builtInDigits(.train, count: 33)
  private static let test = LabelledImages.builtInDigits(.test, count: 21)

  private func parameters(_ architecture: Architecture) -> ParameterBuffer<Float> {
    SmallNetwork(architecture, Self.shape).makeParameters(seed: 3)
  }

  private func errors(
    _ architecture: Architecture, activation: Activation = .relu, threads: Int = 1,
    sumLimit: Double = SimilarityClassifier.sumLimit, imagesAtOnce: Int? = nil,
    test: LabelledImages = SimilarityClassifierTests.test
  ) throws -> [LayerError] {
    try SimilarityClassifier(
      architecture, activation: activation, parameters: parameters(architecture), imageShape: Self.shape,
      normalization: .mnist, threads: threads, sumLimit: sumLimit, imagesAtOnce: imagesAtOnce
    ).errors(training: Self.training, test: test)
  }

  /// Every layer's activation of every image, [image][layer], one image at a time.
  private func activations(
    _ architecture: Architecture, _ activation: Activation, _ images: LabelledImages
  ) throws -> [[[Double]]] {
    let network = Network(
      architecture: architecture, activation: activation, imageShape: Self.shape,
      parameters: parameters(architecture), kernels: FastKernels(), forTraining: false)
    return try (0..<images.count).map { index in
      let image = try images.image(at: index).resized(height: Self.shape.height, width: Self.shape.width)
      network.input.copy(from: Normalization.mnist.standardize(image))
      network.forward()
      return ([network.input] + network.trace.map(\.activated)).map { $0.array.map(Double.init) }
    }
  }

  @Test(
    "the errors are those of all pairs' cosines",
    arguments: [
      (.cnn(depth: 4, width: 3, kernelSize: 3), .relu), (.fcn(depth: 3, width: 11), .tanh),
      (.resnet(depth: 4, width: 9), .relu), (.resnetConv(depth: 4, width: 3, kernelSize: 3), .linear),
    ] as [(Architecture, Activation)])
  func allPairs(architecture: Architecture, activation: Activation) throws {
    let known = try activations(architecture, activation, Self.training)
    let asked = try activations(architecture, activation, Self.test)
    let found = try errors(architecture, activation: activation)
    #expect(found.first?.layer == "input" && found.allSatisfy { $0.images == Self.test.count })
    #expect(found.count == asked[0].count)
    for layer in found.indices {
      let wrong = asked.indices.count { i in
        var logits = [Double](repeating: 0, count: 10)
        for j in known.indices {
          logits[Int(Self.training.labels[j])] += cosine(asked[i][layer], known[j][layer])
        }
        return logits.firstIndex(of: logits.max() ?? 0) != Int(Self.test.labels[i])
      }
      #expect(found[layer].errors == wrong, "\(found[layer].layer)")
    }
    // Some layers are right and some wrong somewhere: the comparison is about something.
    #expect(found.contains { $0.errors > 0 } && found.contains { $0.errors < Self.test.count })
  }

  private func cosine(_ a: [Double], _ b: [Double]) -> Double {
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let lengths = (product(a, a) * product(b, b)).squareRoot()
    return lengths > 0 ? product(a, b) / lengths : 0
  }

  @Test("batches, threads and groups of layers change no count", arguments: [1, 2, 5, 40], [1, 3])
  func parts(imagesAtOnce: Int, threads: Int) throws {
    let net = Architecture.cnn(depth: 5, width: 8, kernelSize: 3)
    let whole = try errors(net)
    #expect(try errors(net, threads: threads, imagesAtOnce: imagesAtOnce) == whole)
    #expect(try errors(net, threads: threads, sumLimit: 200_000, imagesAtOnce: imagesAtOnce) == whole)
    // Not even one layer fits: each is a group of its own.
    #expect(try errors(net, threads: threads, sumLimit: 1, imagesAtOnce: imagesAtOnce) == whole)
  }

  @Test("progress goes up to 1, also with a group of layers at a time")
  func progress() throws {
    let net = Architecture.fcn(depth: 2, width: 5)
    var fractions: [Double] = []
    _ = try SimilarityClassifier(
      net, activation: .relu, parameters: parameters(net), imageShape: Self.shape, normalization: .none,
      sumLimit: 1, imagesAtOnce: 10
    ).errors(training: Self.training, test: Self.test) { fractions.append($0) }
    #expect(fractions == fractions.sorted() && fractions.last == 1 && fractions.count == 3 * (4 + 3))
  }

  @Test("a net whose layers are all dark takes every image for the lowest class")
  func dark() throws {
    let net = Architecture.cnn(depth: 2, width: 2, kernelSize: 3)
    let zeros = ParameterBuffer<Float>(layout: net.parameterLayout(imageShape: Self.shape))
    let found = try SimilarityClassifier(
      net, activation: .relu, parameters: zeros, imageShape: Self.shape, normalization: .mnist
    ).errors(training: Self.training, test: Self.test)
    let others = Self.test.labels.count { $0 != 0 }
    #expect(found.dropFirst().map(\.errors) == [others, others])
    #expect(found[0].errors < others)
  }

  @Test("equal scores are the lowest class's, and what is not a number is never chosen")
  func ties() {
    #expect(SimilarityClassifier.largest([1, 3, 3, 2]) == 1)
    #expect(SimilarityClassifier.largest([0, 0, 0]) == 0)
    #expect(SimilarityClassifier.largest([0, .nan, 1]) == 2)
  }
}
