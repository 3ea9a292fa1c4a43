import CNetKernels

/// What a run has to know of the processor, and ask of it.
public enum Processor {
  /// Processors this process may run on by the scheduler's mask, at least 1.
  ///
  /// The mask honours `taskset`, containers' CPU sets and batch systems; it does not know of CPU time quotas.
  public static var usableCount: Int { cnk_usable_processors() }

  /// The name of the instruction set that ``FastKernels`` uses: `portable`, `avx2` or `avx512`.
  public static var instructionSet: String { InstructionSet.best.rawValue }

  /// Makes the calling thread treat denormal floats, below 2⁻¹²⁶ in size, as zero; lasts until the thread ends.
  ///
  /// Near convergence gradients become denormal, and arithmetic on them is up to a hundred times slower. Call it at
  /// the start of each thread that trains. Does nothing on processors other than x86-64 and AArch64.
  public static func flushDenormals() {
    cnk_set_flush_to_zero()
  }
}
