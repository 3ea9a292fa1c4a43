import Foundation
import Nets
import Testing

@Suite("Processor")
struct ProcessorTests {
  @Test("at least one processor is usable, and no more than the machine has")
  func usableProcessors() {
    #expect((1...ProcessInfo.processInfo.processorCount).contains(Processor.usableCount))
  }

  @Test("the portable instructions are always supported, and the best is the widest supported")
  func instructionSets() {
    #expect(InstructionSet.supported.first == .portable)
    #expect(InstructionSet.supported.last == .best)
    #expect(Processor.instructionSet == InstructionSet.best.rawValue)
    #expect(FastKernels().instructionSet == .best)
  }

  #if arch(x86_64) || arch(arm64)
    @Test("denormals become zero on the thread that asks, and only there")
    func flushesDenormals() async {
      let flushed = await onNewThread {
        Processor.flushDenormals()
        return halved(Float.leastNormalMagnitude).bitPattern
      }
      #expect(flushed == 0)
      // Not on this thread: another test may have asked on it. Bits, for a comparison would flush them too.
      let untouched = await onNewThread { halved(Float.leastNormalMagnitude).bitPattern }
      #expect(untouched == (Float.leastNormalMagnitude.bitPattern >> 1))
    }

    private func onNewThread(_ body: @escaping @Sendable () -> UInt32) async -> UInt32 {
      await withCheckedContinuation { continuation in
        Thread {
          // A thread inherits its starter's floating-point mode, and another test may have asked on that one:
          // back to the default, FE_DFL_ENV, a macro that Swift does not see.
          fesetenv(UnsafePointer(bitPattern: -1))
          continuation.resume(returning: body())
        }.start()
      }
    }
  #endif
}

/// Half of a number, computed when called: a constant would be folded by the compiler under its own rules.
@inline(never)
private func halved(_ value: Float) -> Float {
  value * 0.5
}
