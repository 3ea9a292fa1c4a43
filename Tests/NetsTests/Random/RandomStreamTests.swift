import Nets
import Testing

/// Distributions and addressing of the random streams.
///
/// Moments are accepted within 5 standard errors.
@Suite struct RandomStreamTests {
  static let count = 200_000
  let stream = RandomStream(key: RandomKey(seed: 11).deriving("moments"))

  // Computed by an independent implementation, to the last bit of cos and log.
  @Test("samples are the ones that all recorded results were drawn from")
  func locksSamples() {
    let stream = RandomStream(key: RandomKey(seed: 0).deriving("init").deriving("layers.0.weight"))
    let positions = [0, 1, 1 << 40]
    #expect(
      positions.map { stream.uniform(at: $0) }
        == [0.9153145457707563, 0.9679273896622763, 0.11665569505676843])
    for (position, expected) in zip(positions, [0.3678296834037891, 0.251401266306704, 1.7371452687390607]) {
      #expect(abs(stream.normal(at: position) - expected) < 1e-15)
    }
    #expect((0..<5).map { stream.integer(at: $0, below: 1000) } == [915, 967, 68, 604, 491])
    #expect(stream.permutation(of: 10) == [8, 1, 0, 7, 5, 9, 3, 4, 6, 2])
  }

  @Test("uniform numbers fill [0, 1) evenly")
  func uniformMoments() {
    let samples = (0..<Self.count).map { stream.uniform(at: $0) }
    let n = Double(Self.count)
    #expect(samples.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = samples.reduce(0, +) / n
    #expect(abs(mean - 0.5) < 5 / (12 * n).squareRoot())
    let variance = samples.map { ($0 - 0.5) * ($0 - 0.5) }.reduce(0, +) / n
    // Var((u − ½)²) = 1/80 − 1/144 = 1/180.
    #expect(abs(variance - 1.0 / 12) < 5 / (180 * n).squareRoot())
    for tenth in 0..<10 {
      let share = Double(samples.count { Int($0 * 10) == tenth }) / n
      #expect(abs(share - 0.1) < 5 * (0.09 / n).squareRoot(), "tenth \(tenth)")
    }
  }

  @Test("normal numbers have the moments and the tails of the standard normal distribution")
  func normalMoments() {
    let samples = (0..<Self.count).map { stream.normal(at: $0) }
    let n = Double(Self.count)
    func moment(_ power: Int) -> Double {
      samples.map { x in (0..<power).reduce(1) { product, _ in product * x } }.reduce(0, +) / n
    }
    // E x^2k = (2k − 1)!!, so the variances of x, x², x³, x⁴ are 1, 2, 15, 96.
    for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
      #expect(abs(moment(power) - expected) < 5 * (variance / n).squareRoot(), "moment \(power)")
    }
    let tail = Double(samples.count { abs($0) > 2 }) / n
    #expect(abs(tail - 0.0455) < 5 * (0.0455 / n).squareRoot())
    #expect(samples.allSatisfy { $0.isFinite })
  }

  @Test("neighbouring samples are uncorrelated")
  func samplesAreIndependent() {
    for lag in [1, 2, 4] {
      let sum = (0..<Self.count).map { stream.normal(at: $0) * stream.normal(at: $0 + lag) }.reduce(0, +)
      #expect(abs(sum / Double(Self.count)) < 5 / Double(Self.count).squareRoot(), "lag \(lag)")
    }
  }

  @Test("sample i is the same whatever was drawn before it")
  func addressesByIndex() {
    let forward = (0..<100).map { stream.normal(at: $0) }
    let backward = (0..<100).reversed().map { stream.normal(at: $0) }
    #expect(forward == backward.reversed())
    #expect(RandomStream(key: RandomKey(seed: 11).deriving("moments")).normal(at: 99) == forward[99])
    #expect(Set(forward).count == 100)
    #expect(stream.uniform(at: 5) != stream.uniform(at: 5 + 1 << 32))
  }

  @Test("whole numbers reach every value below their bound equally often")
  func integersAreUniform() {
    var counts = [Int](repeating: 0, count: 7)
    for index in 0..<70_000 {
      counts[stream.integer(at: index, below: 7)] += 1
    }
    // Standard deviation √(70000 · 1/7 · 6/7) = 92.6.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 463 }, "\(counts)")
    #expect(stream.integer(at: 0, below: 1) == 0)
    #expect((0..<100).allSatisfy { stream.integer(at: $0, below: .max) >= 0 })
  }

  @Test("a permutation holds every number once", arguments: [0, 1, 2, 3, 100, 60_000])
  func permutes(count: Int) {
    let order = stream.permutation(of: count)
    #expect(order.sorted() == Array(0..<count))
    #expect(count < 100 || order != Array(0..<count))
  }

  @Test("all orders of three are equally likely")
  func permutationsAreUniform() {
    var counts: [[Int]: Int] = [:]
    for index in 0..<6_000 {
      let stream = RandomStream(key: RandomKey(seed: 1).deriving(index))
      counts[stream.permutation(of: 3), default: 0] += 1
    }
    // Standard deviation √(6000 · 1/6 · 5/6) = 28.9.
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1_000) < 145 }, "\(counts)")
  }
}
