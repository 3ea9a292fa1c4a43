import Nets
import Testing

/// The generator against the vectors of its authors' Random123 distribution.
@Suite struct PhiloxTests {
  @Test(
    "blocks are Random123's philox4x32-10",
    arguments: [
      (
        Philox.Block(0, 0, 0, 0), SIMD2<UInt32>(0, 0),
        Philox.Block(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)
      ),
      (
        Philox.Block(repeating: .max), SIMD2<UInt32>(repeating: .max),
        Philox.Block(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)
      ),
      // The digits of π.
      (
        Philox.Block(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
        SIMD2<UInt32>(0xA409_3822, 0x299F_31D0),
        Philox.Block(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)
      ),
    ])
  func matchesVectors(counter: Philox.Block, key: SIMD2<UInt32>, block: Philox.Block) {
    #expect(Philox.block(counter: counter, key: key) == block)
  }
}
