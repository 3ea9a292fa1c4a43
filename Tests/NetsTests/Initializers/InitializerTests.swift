import Foundation
import Nets
import Testing

/// The initialisers against PyTorch's constants, and what the lab promises on top: gain and independence.
@Suite struct InitializerTests {
  /// One row of the fixture: the moments that PyTorch's initialiser has for a shape.
  struct Reference: Decodable, Sendable, CustomTestStringConvertible {
    let initialiser: Initializer
    let shape: [Int]
    let fanIn: Int
    let fanOut: Int
    let mean: Double
    let std: Double
    let limit: Double?

    var testDescription: String { "\(initialiser.rawValue) \(shape)" }

    static func all() throws -> [Reference] {
      let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/pytorch/init.json")
      return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: url))
    }
  }

  static let key = RandomKey(seed: 5).deriving("init")

  static func layout(_ tensors: [(String, [Int])]) -> ParameterLayout {
    var layout = ParameterLayout()
    for (name, dimensions) in tensors {
      layout.append(name: name, dimensions: dimensions)
    }
    return layout
  }

  static func draw(
    _ initializer: Initializer, _ dimensions: [Int], gain: Double = 1, key: RandomKey = key
  ) -> [Double] {
    let parameters = ParameterBuffer<Double>(layout: layout([("weight", dimensions)]))
    initializer.initialize(parameters, gain: gain, key: key)
    return parameters.values.array
  }

  @Test(
    "samples have the variance that is told of a tensor", arguments: Initializer.allCases,
    [[4, 20, 3, 3], [90, 2, 3, 3]])
  func variance(initializer: Initializer, dimensions: [Int]) {
    let entry = Self.layout([("weight", dimensions)]).entries[0]
    let samples = Self.draw(initializer, dimensions)
    let meanSquare = samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count)
    #expect(
      abs(meanSquare / initializer.variance(of: entry) - 1) < (initializer == .orthogonal ? 1e-9 : 0.15))
  }

  @Test("the fixture covers every initialiser of independent weights")
  func fixtureIsComplete() throws {
    let covered = Set(try Reference.all().map(\.initialiser))
    #expect(covered == Set(Initializer.allCases).subtracting([.orthogonal]))
  }

  @Test(
    "fans, standard deviation and limit are PyTorch's, and samples have them", arguments: try Reference.all())
  func matchesPyTorch(reference: Reference) throws {
    let layout = Self.layout([("weight", reference.shape)])
    #expect(layout.entries[0].fanIn == reference.fanIn && layout.entries[0].fanOut == reference.fanOut)
    let distribution = try #require(
      reference.initialiser.distribution(fanIn: reference.fanIn, fanOut: reference.fanOut))
    #expect(abs(distribution.standardDeviation / reference.std - 1) < 1e-12)

    let samples = Self.draw(reference.initialiser, reference.shape)
    let n = Double(samples.count)
    let mean = samples.reduce(0, +) / n
    let std = (samples.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / n).squareRoot()
    // 5 standard errors: σ/√n of the mean, σ·√((κ − 1)/4n) of σ, with kurtosis κ 3 (normal) or 9/5 (uniform).
    let kurtosis = reference.limit == nil ? 3 : 1.8
    #expect(abs(mean - reference.mean) < 5 * reference.std / n.squareRoot())
    #expect(abs(std - reference.std) < 5 * reference.std * ((kurtosis - 1) / (4 * n)).squareRoot())
    let largest = try #require(samples.map(abs).max())
    switch (reference.limit, distribution) {
    case (let limit?, .uniform(let ours)):
      #expect(abs(ours / limit - 1) < 1e-12)
      // All n samples stay below l(1 − 20/n) with probability e⁻²⁰.
      #expect(largest <= limit && largest > limit * (1 - 20 / n))
    case (nil, .normal):
      // The largest of 3,200 or more normal numbers is above 2σ but with probability < 1e-60; no uniform one is.
      #expect(largest > 2 * reference.std)
    default:
      Issue.record("\(reference.testDescription) is of another family than PyTorch's")
    }
  }

  @Test("the gain multiplies every weight", arguments: Initializer.allCases)
  func gainScales(initializer: Initializer) {
    let plain = Self.draw(initializer, [6, 4, 3, 3])
    let scaled = Self.draw(initializer, [6, 4, 3, 3], gain: 2.5)
    #expect(plain.contains { $0 != 0 })
    #expect(zip(plain, scaled).allSatisfy { abs($1 - 2.5 * $0) <= 1e-15 })
    #expect(Self.draw(initializer, [6, 4, 3, 3], gain: 0).allSatisfy { $0 == 0 })
  }

  @Test(
    "a tensor's values depend on its name, its shape and the key, not on the other tensors",
    arguments: Initializer.allCases)
  func tensorsAreIndependent(initializer: Initializer) {
    func values(_ tensors: [(String, [Int])], key: RandomKey = Self.key) -> [Float] {
      let parameters = ParameterBuffer<Float>(layout: Self.layout(tensors))
      initializer.initialize(parameters, key: key)
      return parameters.layout.entries.first { $0.name == "b" }.map { parameters.array(of: $0) } ?? []
    }
    let alone = values([("b", [5, 8])])
    #expect(values([("a", [3, 3]), ("b", [5, 8]), ("c", [2, 2, 3, 3])]) == alone)
    #expect(values([("c", [9, 1]), ("b", [5, 8])]) == alone)
    #expect(values([("b", [5, 8])], key: RandomKey(seed: 6)) != alone)
    let parameters = ParameterBuffer<Float>(layout: Self.layout([("a", [5, 8])]))
    initializer.initialize(parameters, key: Self.key)
    #expect(parameters.values.array != alone)
  }

  @Test("Float weights are Double's, rounded", arguments: Initializer.allCases)
  func floatRoundsDouble(initializer: Initializer) {
    let parameters = ParameterBuffer<Float>(layout: Self.layout([("weight", [7, 3, 3, 3])]))
    initializer.initialize(parameters, key: Self.key)
    #expect(parameters.values.array == Self.draw(initializer, [7, 3, 3, 3]).map(Float.init))
  }

  @Test("the talk's names are aliases")
  func hasAliases() {
    #expect(Initializer.aliases == ["yann-n": .lecunNormal, "yann-u": .lecunUniform])
    #expect(Initializer.allCases.count == 9)
  }

  @Test("biases are uniform by their layer's fan in or 0, statistics and scales begin at rest")
  func others() {
    var layout = ParameterLayout()
    layout.append(name: "weight", dimensions: [1000, 4, 2, 2])
    layout.append(name: "bias", .bias)
    let kinds: [(ParameterKind, Double)] = [(.scale, 1), (.shift, 0), (.mean, 0), (.variance, 1)]
    for (kind, _) in kinds { layout.append(name: "\(kind)", kind) }
    for initializer in [Initializer.torch, .kaimingNormal, .orthogonal] {
      let parameters = ParameterBuffer<Double>(layout: layout)
      parameters.values.copy(from: [Double](repeating: 7, count: layout.count))
      initializer.initialize(parameters, gain: 3, key: Self.key)
      let bias = parameters.array(of: layout.entries[1])
      if initializer == .torch {
        // The gain is the weights'.
        #expect(bias.allSatisfy { abs($0) < 0.25 } && bias.contains { abs($0) > 0.24 })
        #expect(Set(bias).count == 1000)
      } else {
        #expect(bias.allSatisfy { $0 == 0 })
      }
      for (place, (_, value)) in kinds.enumerated() {
        #expect(parameters.array(of: layout.entries[2 + place]).allSatisfy { $0 == value })
      }
    }
  }

  @Test("weights that are kept from falling below 0 begin as an update would leave them")
  func nonNegative() {
    var (free, held) = (ParameterLayout(), ParameterLayout())
    free.append(name: "weight", dimensions: [5, 6])
    held.append(name: "weight", dimensions: [5, 6], isNonNegative: true)
    func values(_ layout: ParameterLayout) -> [Double] {
      let parameters = ParameterBuffer<Double>(layout: layout)
      Initializer.torch.initialize(parameters, key: Self.key)
      return parameters.values.array
    }
    #expect(values(held) == values(free).map { $0 < 0 ? Foundation.exp($0 - 5) : $0 })
    #expect(values(free).contains { $0 < 0 })
  }
}
