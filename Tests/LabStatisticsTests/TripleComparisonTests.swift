import Nets
import TestSupport
import Testing

@testable import LabStatistics

@Suite("Three vectors compared in one go")
struct TripleComparisonTests {
  private static func noise(_ index: Int, _ count: Int) -> [Float] {
    let stream = RandomStream(key: RandomKey(seed: 5).deriving(index))
    return (0..<count).map { Float(stream.normal(at: $0)) }
  }

  private static let cases: [(name: String, y: [Float], u: [Float], v: [Float])] = {
    let (y, u, v) = (noise(1, 785), noise(2, 785), noise(3, 785))
    func with(_ bad: Float) -> [Float] { [bad] + y.dropFirst() }
    let flat = [Float](repeating: 3, count: 785)
    return [
      ("noise", y, u, v), ("one value", [2], [3], [-1]), ("two values", [2, 1], [3, 5], [-1, 4]),
      ("a mixture", zip(u, v).map { 0.3 * $0 - 0.2 * $1 }, u, v), ("the input", u, u, v),
      ("parallel", y, u, u),
      ("flat y", flat, u, v), ("flat u", y, flat, v), ("flat v", y, u, flat),
      ("zeros", flat.map { $0 * 0 }, u, v),
      ("not a number", with(.nan), u, v), ("infinite", with(.infinity), u, v),
      ("negative", with(-.infinity), u, v),
      ("rippled", flat.enumerated().map { $1 * (1 + Float($0 % 2) * 0x1p-23) }, u, v),
      ("huge", y.map { $0 * 1e37 }, u, v), ("tiny", y.map { $0 * 1e-37 }, u.map { $0 * 1e-37 }, v),
    ]
  }()

  @Test("all numbers have the bits of those found one by one", arguments: cases.indices)
  func bits(place: Int) {
    let (name, y, u, v) = Self.cases[place]
    let found = TripleComparison(y[...], with: u[...], v)
    #expect(found.correlationWithFirst == pearsonCorrelation(y, u), "\(name)")
    #expect(found.correlationWithSecond == pearsonCorrelation(y, v), "\(name)")
    #expect(found.projection == PlaneProjection(of: y, onto: u, v), "\(name)")
    for (square, other) in [(found.squareToFirst, u), (found.squareToSecond, v)] {
      let sum = zip(y, other).reduce(0.0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + difference * difference
      }
      #expect(
        square.bitPattern == (sum / Double(y.count)).bitPattern || (square.isNaN && sum.isNaN), "\(name)")
    }
  }

  @Test("slices are compared where they lie")
  func slices() {
    let (y, u, v) = (Self.noise(1, 30), Self.noise(2, 40), Self.noise(3, 10))
    #expect(
      TripleComparison(y[10..<20], with: u[25..<35], v)
        == TripleComparison(Array(y[10..<20])[...], with: Array(u[25..<35])[...], v))
  }
}
