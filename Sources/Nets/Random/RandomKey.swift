/// A key of the random generator, derived by labels from a seed: `seed → "init" → parameter name`.
///
/// Whatever is drawn under one key depends on nothing drawn under another, so results do not depend on the
/// order of drawing, the number of threads or which other layers exist.
public struct RandomKey: Equatable, Hashable, Sendable {
  let words: SIMD2<UInt32>

  /// The root key of a seed.
  public init(seed: UInt64) {
    words = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  private init(words: SIMD2<UInt32>) {
    self.words = words
  }

  /// The key for a named purpose under this one.
  ///
  /// The label's 64-bit FNV-1a hash and its length are encrypted under this key.
  public func deriving(_ label: String) -> RandomKey {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var length: UInt32 = 0
    for byte in label.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      length &+= 1
    }
    return derived(from: hash, SIMD2(length, 1))
  }

  /// The key of the `index`-th of several equal purposes under this one.
  public func deriving(_ index: Int) -> RandomKey {
    derived(from: UInt64(bitPattern: Int64(index)), SIMD2(0, 2))
  }

  private func derived(from value: UInt64, _ tag: SIMD2<UInt32>) -> RandomKey {
    let counter = Philox.Block(
      UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32), tag.x, tag.y)
    let block = Philox.block(counter: counter, key: words)
    return RandomKey(words: SIMD2(block.x, block.y))
  }
}
