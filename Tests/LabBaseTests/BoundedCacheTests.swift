import TestSupport
import Testing

@testable import LabBase

@Suite("Bounded caches")
struct BoundedCacheTests {
  /// What a cache is, as plainly as it can be said: entries from the one not used for longest to the last used.
  private struct Model {
    var entries: [(key: Int, value: Int, size: Int)] = []

    var size: Int { entries.reduce(0) { $0 + $1.size } }

    mutating func value(of key: Int) -> Int? {
      guard let place = entries.firstIndex(where: { $0.key == key }) else { return nil }
      entries.append(entries.remove(at: place))
      return entries[entries.count - 1].value
    }

    mutating func insert(_ value: Int, for key: Int, size: Int, limit: Int) {
      entries.removeAll { $0.key == key }
      while !entries.isEmpty, self.size + size > limit { entries.removeFirst() }
      entries.append((key, value, size))
    }
  }

  @Test("a cache does what its plain model does, and holds no more than its limit but for one value alone")
  func model() {
    for round in 0..<40 {
      var draws = Draws("cache", round)
      let limit = draws.below(30)
      var cache = BoundedCache<Int, Int>(limit: limit)
      var model = Model()
      for step in 0..<150 {
        let key = draws.below(8)
        if draws.below(2) == 0 {
          #expect(cache[key] == model.value(of: key), "round \(round), step \(step)")
        } else {
          let size = draws.below(draws.below(10) == 0 ? 60 : 12)
          cache.insert(step, for: key, size: size)
          model.insert(step, for: key, size: size, limit: limit)
        }
        #expect(cache.size == model.size, "round \(round), step \(step)")
        #expect(cache.size <= limit || model.entries.count == 1, "round \(round), step \(step)")
      }
    }
  }

  @Test("the value not used for longest goes first")
  func order() {
    var cache = BoundedCache<String, Int>(limit: 3)
    for (value, key) in ["a", "b", "c"].enumerated() { cache.insert(value, for: key, size: 1) }
    #expect(cache["a"] == 0)
    cache.insert(3, for: "d", size: 1)
    #expect(cache["b"] == nil && cache["a"] == 0 && cache["c"] == 2 && cache["d"] == 3)
  }
}
