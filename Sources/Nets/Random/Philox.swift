/// The counter-based generator Philox4x32-10: a keyed bijection of 128-bit counters.
///
/// Ten rounds of two 32×32→64-bit multiplications. The same counter and key always give the same four words,
/// so sample *i* of a stream can be drawn without drawing the ones before it.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011,
/// doi:10.1145/2063384.2063405. Locked by the vectors of its Random123 distribution.
public enum Philox {
  /// Four 32-bit words: a counter, or the block that the generator makes of it.
  public typealias Block = SIMD4<UInt32>

  /// The block of `counter` under `key`.
  public static func block(counter: Block, key: SIMD2<UInt32>) -> Block {
    var c = counter
    var k = key
    for round in 0..<10 {
      if round > 0 {
        k = k &+ SIMD2(0x9E37_79B9, 0xBB67_AE85)
      }
      let a = UInt64(c.x) &* 0xD251_1F53
      let b = UInt64(c.z) &* 0xCD9E_8D57
      c = Block(
        UInt32(truncatingIfNeeded: b >> 32) ^ c.y ^ k.x,
        UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ c.w ^ k.y,
        UInt32(truncatingIfNeeded: a))
    }
    return c
  }
}
