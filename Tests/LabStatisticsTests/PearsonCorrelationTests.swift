import Nets
import TestSupport
import Testing

@testable import LabStatistics

@Suite("Pearson's correlation")
struct PearsonCorrelationTests {
  @Test(
    "small vectors have the correlation worked out by hand",
    arguments: [
      ([1, 2, 3], [2, 4, 6], 1.0),
      ([1, 2, 3], [3, 2, 1], -1.0),
      ([1, 2, 3, 4], [1, -1, -1, 1], 0.0),
      // Centred: (−1, 0, 1) and (−4/3, 5/3, −1/3); product 1, norms √2 and √(42/9).
      ([1, 2, 3], [0, 3, 1], 1 / (2.0 * 42 / 9).squareRoot()),
    ] as [([Float], [Float], Double)])
  func exactCases(a: [Float], b: [Float], expected: Double) throws {
    let value = try #require(pearsonCorrelation(a, b))
    #expect(isClose(value, expected, absolute: 1e-15, relative: 1e-14))
  }

  @Test("scaling by a positive number and shifting change nothing, a negative scale turns the sign")
  func affineInvariance() throws {
    let a = noise(1), b = noise(2)
    let reference = try #require(pearsonCorrelation(a, b))
    #expect(abs(reference) > 0.005)
    for (scale, shift) in [(3, 0), (0.001, 0), (1, 7), (2.5, -4)] as [(Float, Float)] {
      let changed = try #require(pearsonCorrelation(a.map { scale * $0 + shift }, b))
      #expect(isClose(changed, reference, absolute: 1e-6, relative: 0))
      let turned = try #require(pearsonCorrelation(a, b.map { -scale * $0 + shift }))
      #expect(isClose(turned, -reference, absolute: 1e-6, relative: 0))
    }
    #expect(pearsonCorrelation(b, a) == reference)
  }

  @Test(
    "a constant vector has no correlation, on either side, at any level",
    arguments: [0, 1, -3.7, 1e-30, 1e30] as [Float])
  func constant(level: Float) {
    let flat = [Float](repeating: level, count: 300)
    #expect(pearsonCorrelation(flat, noise(1, count: 300)) == nil)
    #expect(pearsonCorrelation(noise(1, count: 300), flat) == nil)
  }

  @Test("a constant that only rounding ripples counts as constant, a faint picture does not")
  func roundingLevel() throws {
    let pattern = noise(3)
    let rippled = pattern.map { 5 * (1 + $0 * 0x1p-23) }
    #expect(Set(rippled).count > 1)
    #expect(pearsonCorrelation(rippled, pattern) == nil)
    let faint = pattern.map { 5 + $0 * 1e-4 }
    #expect(try #require(pearsonCorrelation(faint, pattern)) > 0.99)
    let tiny = pattern.map { $0 * 1e-20 }
    #expect(try #require(pearsonCorrelation(tiny, pattern)) > 0.999_999)
  }

  @Test("a value that is not finite leaves no correlation", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(bad: Float) {
    var broken = noise(1)
    broken[17] = bad
    #expect(pearsonCorrelation(broken, noise(2)) == nil)
    #expect(pearsonCorrelation(noise(2), broken) == nil)
  }

  @Test("the correlation of the largest numbers is finite and at most 1")
  func extremes() throws {
    let large = noise(4).map { $0 * 1e37 }
    let value = try #require(pearsonCorrelation(large, large))
    #expect(value <= 1 && value > 0.999_999_999)
    #expect(pearsonCorrelation([1e200, -1e200, 3e200], [1, -1, 3]) == nil)
  }

  private func noise(_ seed: UInt64, count: Int = 784) -> [Float] {
    let stream = RandomStream(key: RandomKey(seed: seed))
    return (0..<count).map { Float(stream.normal(at: $0)) }
  }
}
