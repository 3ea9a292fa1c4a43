import CNetKernels

/// What a run has to know of the processor, and ask of it.
public enum Processor {
  /// Processors this process may run on by the scheduler's mask, at least 1.
  ///
  /// The mask honours `taskset`, containers' CPU sets and batch systems; it does not know of CPU time quotas.
  public static var usableCount: Int { cnk_usable_processors() }

  /// The name of the instruction set that ``FastKernels`` uses: `portable`, `avx2` or `avx512`.
  public static var instructionSet: String { InstructionSet.best.rawValue }

  /// Has the process keep up to so many freed bytes for what is allocated next, instead of giving them back.
  ///
  /// Who makes net after net of like size, each trained shortly, spends longer on getting the same pages anew. Does nothing
  /// where the C library has no mallopt(3).
  public static func keepFreedMemory(_ bytes: Int32) {
    cnk_keep_freed_memory(bytes)
  }

  /// Makes the calling thread treat denormal floats, below 2⁻¹²⁶ in size, as zero; lasts until the thread ends.
  ///
  /// Near convergence gradients become denormal, and arithmetic on them is up to a hundred times slower. Call it at
  /// the start of each thread that trains. Does nothing on processors other than x86-64 and AArch64.
  public static func flushDenormals() {
    cnk_set_flush_to_zero()
  }
}
