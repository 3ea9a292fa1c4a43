import Testing

@testable import Nets

/// Key derivation: locked values, and no two purposes that share a key.
@Suite struct RandomKeyTests {
  // Computed by an independent implementation of Philox and FNV-1a. A change here moves every result of the lab.
  @Test("derived keys are the ones that all recorded results were drawn with")
  func locksDerivedKeys() {
    let weights = RandomKey(seed: 0).deriving("init").deriving("layers.0.weight")
    #expect(weights.words == SIMD2(0x519D_4A33, 0x4659_AB2B))
    let probe = RandomKey(seed: 0x0123_4567_89AB_CDEF).deriving("probe é").deriving(-3)
    #expect(probe.words == SIMD2(0x2BC7_8C78, 0x4BFD_EFA1))
  }

  @Test("labels, numbers, seeds and depths of derivation all give different keys")
  func separatesPurposes() {
    let root = RandomKey(seed: 7)
    var keys = [root, RandomKey(seed: 8), RandomKey(seed: 7 << 32)]
    keys += ["", "a", "b", "ab", "ba", "a\0", "0", "1", "init", "probe"].map { root.deriving($0) }
    keys += [0, 1, -1, .max, .min].map { root.deriving($0) }
    keys += [root.deriving("a").deriving("b"), root.deriving("b").deriving("a")]
    keys += [root.deriving("a").deriving(0), root.deriving(0).deriving("a"), root.deriving(0).deriving(0)]
    #expect(Set(keys).count == keys.count)
  }

  @Test("numbers of sibling keys, and of a key and its child, are uncorrelated")
  func drawsIndependently() {
    let root = RandomKey(seed: 3)
    let streams = [root, root.deriving("a"), root.deriving("b"), root.deriving(0), root.deriving(1)]
      .map { RandomStream(key: $0) }
    let count = 20_000
    for (first, second) in [(0, 1), (0, 3), (1, 2), (3, 4), (1, 3)] {
      let sum = (0..<count).map { streams[first].normal(at: $0) * streams[second].normal(at: $0) }
        .reduce(0, +)
      // The mean product of independent normal numbers has standard deviation 1/√n; 5 of them.
      #expect(abs(sum / Double(count)) < 5 / Double(count).squareRoot(), "streams \(first) and \(second)")
    }
  }
}
