import CNetKernels
import Foundation

/// The processor instructions a fast kernel is compiled for.
///
/// Results are the same bits from run to run under one instruction set, and differ by rounding between two.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Vectors of 4 floats that every compiler target has: SSE2, NEON.
  case portable
  /// Vectors of 8 floats with fused multiply–add, x86-64 only.
  case avx2
  /// Vectors of 16 floats with fused multiply–add, x86-64 only: AVX-512 F, VL, DQ and BW.
  case avx512

  /// The environment variable that pins ``best`` to ``portable`` where it is `1`.
  public static let pinVariable = "IDENTITY_LAB_PORTABLE"

  /// Whether this process was started with ``best`` pinned.
  public static let isPinned = getenv(pinVariable).map { String(cString: $0) } == "1"

  /// The widest instruction set this processor has or, where that is pinned, ``portable``, so that processors of all kinds
  /// give the same bits.
  public static let best = isPinned ? portable : supported.last ?? .portable

  /// The instruction sets this processor has, narrowest first.
  public static var supported: [InstructionSet] { allCases.filter { $0.kernels != nil } }

  /// The C kernels, or nil where the processor lacks the instructions.
  var kernels: UnsafePointer<cnk_kernels>? {
    switch self {
    case .portable: cnk_portable_kernels()
    case .avx2: cnk_avx2_kernels()
    case .avx512: cnk_avx512_kernels()
    }
  }
}
