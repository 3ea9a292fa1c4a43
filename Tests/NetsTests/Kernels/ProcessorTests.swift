import Foundation
import Nets
import Synchronization
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
    func flushesDenormals() {
      // Bits, for a comparison would flush them too. Another test may have asked on this thread, so what is checked
      // is that it stays as it was.
      let before = halved(Float.leastNormalMagnitude).bitPattern
      let done = DispatchSemaphore(value: 0)
      let flushed = Mutex<UInt32>(1)
      Thread {
        Processor.flushDenormals()
        flushed.withLock { $0 = halved(Float.leastNormalMagnitude).bitPattern }
        done.signal()
      }.start()
      done.wait()
      #expect(flushed.withLock { $0 } == 0)
      #expect(halved(Float.leastNormalMagnitude).bitPattern == before)
    }
  #endif
}

/// Half of a number, computed when called: a constant would be folded by the compiler under its own rules.
@inline(never)
private func halved(_ value: Float) -> Float {
  value * 0.5
}
