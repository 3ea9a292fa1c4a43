import Nets
import Testing

/// The classifiers' sizes, names and texts.
@Suite struct ClassifierArchitectureTests {
  private typealias Family = ClassifierArchitecture.Family

  private static let cifar = ImageShape(channels: 3, height: 28, width: 28)

  private func layout(
    _ family: String, _ kind: BatchNormalizationKind = .none, on shape: ImageShape = cifar
  ) throws -> ParameterLayout {
    ClassifierArchitecture(family: try #require(Family(family)), classes: 10, batchNormalization: kind)
      .parameterLayout(imageShape: shape)
  }

  @Test(
    "the nets have the published numbers of parameters on 28 × 28 × 3",
    arguments: [
      ("mlp:1x512", 1_209_866), ("mlp:3x512", 1_735_178), ("alexnet", 1_387_786), ("inception", 1_649_402),
    ])
  func counts(family: String, count: Int) throws {
    #expect(try layout(family).trainedCount == count)
    #expect(try layout(family).count == count)
    // A shift in place of a bias, and two running statistics for each.
    let shifted = try layout(family, .shift)
    #expect(shifted.trainedCount == count)
    let shifts = shifted.entries.filter { $0.kind == .shift }.map(\.count).reduce(0, +)
    #expect(shifted.count == count + 2 * shifts)
    #expect(try layout(family, .full).trainedCount == count + shifts)
  }

  @Test("an MLP has PyTorch's names, with batch normalisation in place of a bias")
  func names() throws {
    #expect(
      try layout("mlp:1x512").entries.map(\.name) == [
        "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias",
      ])
    #expect(
      try layout("mlp:1x512", .full).entries.map(\.name) == [
        "layers.0.weight", "layers.0.norm.weight", "layers.0.norm.bias", "layers.0.norm.running_mean",
        "layers.0.norm.running_var", "layers.1.weight", "layers.1.bias",
      ])
    let inception = try layout("inception", .shift).entries.map(\.name)
    #expect(inception.contains("modules.3.a.weight") && inception.contains("modules.3.a.norm.bias"))
    #expect(inception.suffix(2) == ["classifier.weight", "classifier.bias"])
    let names = try layout("alexnet").entries.filter { $0.kind == .weight }.map(\.name)
    #expect(names == (0..<5).map { "layers.\($0).weight" })
  }

  @Test("convolutions and pooling halve any image, rounded up")
  func shapes() throws {
    let entries = try layout("cnn:2x200", on: ImageShape(channels: 1, height: 9, width: 6)).entries
    let weights = entries.filter { $0.kind == .weight }.map(\.dimensions)
    #expect(weights == [[200, 1, 5, 5], [200, 200, 5, 5], [384, 200 * 3 * 2], [192, 384], [10, 192]])
  }

  @Test("an input-convex net keeps all weights but the first layer's non-negative")
  func nonNegative() throws {
    let entries = try layout("ioc:3x512").entries.filter { $0.kind == .weight }
    #expect(entries.map(\.isNonNegative) == [false, true, true, true])
    #expect(try layout("mlp:3x512").entries.allSatisfy { !$0.isNonNegative })
    #expect(ClassifierArchitecture(family: .ioc(layers: 1, width: 1), classes: 2).activation == .elu)
  }

  @Test(
    "a family's text reads back", arguments: ["mlp:3x512", "ioc:1x7", "cnn:2x200", "alexnet", "inception"])
  func text(_ text: String) {
    #expect(Family(text)?.description == text)
  }

  @Test(
    "other texts are no family",
    arguments: [
      "", "mlp", "mlp:", "mlp:3", "mlp:3x", "mlp:x3", "mlp:3x5x1", "mlp:03x5", "mlp:+3x5", "mlp:3X5",
      "alexnet:1x1", "Inception", "mlp:3x5:1", "cnn: 2x3", "vgg",
    ])
  func refusesText(_ text: String) {
    #expect(Family(text) == nil)
  }

  @Test("what cannot be built is said, with what it must be")
  func problems() {
    func problem(
      _ family: Family, classes: Int = 10, activation: Activation? = nil,
      _ kind: BatchNormalizationKind = .none, dropout: Double = 0
    ) -> String? {
      ClassifierArchitecture(
        family: family, classes: classes, activation: activation, batchNormalization: kind, dropout: dropout
      ).problem(imageShape: Self.cifar)?.property
    }
    let (mlp, ioc) = (Family.mlp(layers: 1, width: 1), Family.ioc(layers: 1, width: 1))
    #expect(problem(mlp) == nil)
    #expect(problem(.mlp(layers: 0, width: 5)) == "family")
    #expect(problem(.cnn(layers: 1, width: 0)) == "family")
    #expect(problem(.mlp(layers: 1, width: 1 << 40)) == "family")
    #expect(problem(mlp, classes: 1) == "classes")
    #expect(problem(mlp, dropout: 1) == "dropout")
    #expect(problem(mlp, dropout: .nan) == "dropout")
    #expect(problem(ioc, activation: .tanh) == "activation")
    #expect(problem(ioc, activation: .relu, .shift) == nil)
    #expect(problem(ioc, .full) == "batchNormalization")
  }
}
