import CNetKernels

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

  /// The widest instruction set this processor has.
  public static var best: InstructionSet { supported.last ?? .portable }

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
