import AllocationCounter
import Nets
import TestSupport
import Testing

/// All memory of a run is allocated when its network and optimiser are made; a step allocates nothing.
@Suite(.enabled(if: allocation_counter_is_available(), "needs glibc's allocator, without a sanitizer"))
struct AllocationTests {
  /// Where measured blocks end up, so that no optimiser can remove their allocation.
  private final class Holder {
    var array: [Int] = []
    var buffer: Buffer<Float>?
  }

  private func allocations(of body: () -> Void) -> Int {
    allocation_counter_start()
    body()
    return allocation_counter_stop()
  }

  @Test("the counter counts arrays, aligned buffers and growth, and nothing where nothing is allocated")
  func counts() {
    let holder = Holder()
    #expect(allocations { holder.array = Array(repeating: 1, count: 1000) } >= 1)
    #expect(allocations { holder.buffer = Buffer(count: 100) } >= 1)
    #expect(allocations { for index in 0..<10_000 { holder.array.append(index) } } >= 1)
    #expect(allocations { holder.array[5] += 1 } == 0)
  }

  @Test(
    "five steps of every architecture and optimiser allocate nothing",
    arguments: SmallNetwork.everyArchitecture, OptimizerCase.all)
  func stepAllocatesNothing(_ small: SmallNetwork, _ optimizer: OptimizerCase) {
    let everyKernels: [any Kernels<Float>] = [ReferenceKernels<Float>(), FastKernels()]
    for (kernels, activation) in everyKernels.flatMap({ kernels in Activation.allCases.map { (kernels, $0) } }
    ) {
      let trainer = Trainer<Float>(
        network: small.makeNetwork(activation: activation, kernels: kernels),
        configuration: TrainingConfiguration(
          optimizer: optimizer.configuration, learningRate: 1e-3, schedule: .step, clipNorm: 0.1, steps: 10,
          tolerance: 0), inputs: small.makeInputs())
      trainer.step()
      let count = allocations {
        for _ in 0..<5 {
          trainer.step()
        }
      }
      #expect(count == 0, "\(small.testDescription), \(activation), \(kernels): \(count) allocations")
    }
  }

  @Test("steps between metrics rows allocate nothing in a whole run either")
  func runAllocatesNothing() {
    let small = SmallNetwork.everyArchitecture[1]
    func allocationsOfRun(steps: Int) -> Int {
      let trainer = Trainer<Float>(
        network: small.makeNetwork(kernels: FastKernels()),
        configuration: TrainingConfiguration(
          learningRate: 1e-3, schedule: .step, steps: steps, tolerance: 0, logInterval: 1000),
        inputs: small.makeInputs())
      trainer.step()
      return allocations { _ = trainer.run(onMetrics: { _ in }) }
    }
    #expect(allocationsOfRun(steps: 100) == allocationsOfRun(steps: 10))
  }
}
