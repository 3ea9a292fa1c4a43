/// Values that may be wanted again, as many as a limit holds; the one not used for longest goes first.
package struct BoundedCache<Key: Hashable, Value> {
  private let limit: Int
  private var entries: [Key: (value: Value, size: Int)] = [:]
  /// The keys from the one not used for longest to the last used.
  private var order: [Key] = []

  /// The sizes of all values kept.
  package private(set) var size = 0

  /// Makes an empty cache.
  ///
  /// - Parameter limit: of the values' sizes together, in whatever unit they are given in.
  package init(limit: Int) {
    self.limit = limit
  }

  /// The value of a key, which counts as used; nil where it was never there or had to go.
  package subscript(key: Key) -> Value? {
    mutating get {
      guard let entry = entries[key] else { return nil }
      use(key)
      return entry.value
    }
  }

  /// Keeps a value; one that is larger than the limit is kept alone.
  package mutating func insert(_ value: Value, for key: Key, size: Int) {
    remove(key)
    while self.size + size > limit, let oldest = order.first { remove(oldest) }
    entries[key] = (value, size)
    order.append(key)
    self.size += size
  }

  private mutating func use(_ key: Key) {
    guard let place = order.lastIndex(of: key) else { return }
    order.remove(at: place)
    order.append(key)
  }

  private mutating func remove(_ key: Key) {
    guard let entry = entries.removeValue(forKey: key) else { return }
    size -= entry.size
    order.removeAll { $0 == key }
  }
}
