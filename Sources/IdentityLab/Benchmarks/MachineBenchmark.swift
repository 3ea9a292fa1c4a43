import CMachineProbe
import COpenBLAS
import Dispatch
import Foundation
import LabBase
import Nets

/// Measures what this machine can do at most, so that a step's rates can be told as shares of it.
package struct MachineBenchmark {
  /// Rates of all threads together.
  package struct Rates: Codable, Equatable, Sendable {
    /// Threads at work.
    package let threads: Int
    /// Multiply-adds in registers, in 10⁹ floating-point operations a second: no kernel is faster.
    package let multiplyAddGigaflops: Double
    /// OpenBLAS's product of two matrices of ``MachineBenchmark/matrixSize`` rows, in the same unit.
    package let sgemmGigaflops: Double
    /// Reading ``MachineBenchmark/memoryBytes``, in 10⁹ bytes a second.
    package let memoryReadGigabytes: Double
    /// Reading ``MachineBenchmark/cacheBytes`` a thread again and again: the last cache.
    package let cacheReadGigabytes: Double
  }

  /// Rows and columns of the matrices.
  package static let matrixSize = 1024
  /// Bytes read from memory: many times a last cache, or of what of one such a machine as this has a share.
  package static let memoryBytes = 512 << 20
  /// Bytes that a thread reads from the last cache: more than the caches before it hold.
  package static let cacheBytes = 8 << 20

  private let threads: Int
  private let repetitions: Int

  /// Prepares to measure.
  ///
  /// - Parameters:
  ///   - threads: how many threads work at once, at least 1.
  ///   - repetitions: how often each rate is taken; the best one counts, for all else is disturbance.
  package init(threads: Int, repetitions: Int = 10) {
    precondition(threads >= 1 && repetitions >= 1, "\(threads) threads, \(repetitions) repetitions")
    self.threads = threads
    self.repetitions = repetitions
  }

  /// Takes all rates; some seconds.
  ///
  /// A go of each takes some hundredths of a second, so that the time to start threads does not count.
  package func measure() -> Rates {
    Rates(
      threads: threads, multiplyAddGigaflops: multiplyAdd() / 1e9, sgemmGigaflops: sgemm() / 1e9,
      memoryReadGigabytes: read(bytes: Self.memoryBytes / threads, passes: threads) / 1e9,
      cacheReadGigabytes: read(bytes: Self.cacheBytes, passes: 200) / 1e9)
  }

  /// Operations a second.
  private func multiplyAdd() -> Double {
    let rounds = 20_000_000
    // The chain x ← 0.999 x + 0.001 stays between its start and 1.
    let sinks = (0..<threads).map { _ in SharedFloats([0.999, 0.001, 0]) }
    let operations = cmp_multiply_add(1, sinks[0].values.pointer) * rounds * threads
    return Double(operations) / fastest { cmp_multiply_add(rounds, sinks[$0].values.pointer) }
  }

  /// Operations a second.
  private func sgemm() -> Double {
    let size = Self.matrixSize
    let count = size * size
    let (a, b, c) = (Buffer<Float>(count: count), Buffer<Float>(count: count), Buffer<Float>(count: count))
    for i in 0..<count { (a[i], b[i]) = (1, 1) }
    let before = openblas_get_num_threads()
    openblas_set_num_threads(Int32(threads))
    defer { openblas_set_num_threads(before) }
    let n = blasint(size)
    let seconds = fastestOnce {
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a.pointer, n, b.pointer, n, 0, c.pointer, n)
    }
    return 2 * Double(size) * Double(count) / seconds
  }

  /// Bytes a second, each thread reading its own bytes so many times.
  private func read(bytes: Int, passes: Int) -> Double {
    // The probe reads 256 values a turn.
    let count = bytes / MemoryLayout<Float>.stride / 256 * 256
    let buffers = (0..<threads).map { _ in SharedFloats(Array(repeating: 1, count: count)) }
    let sums = (0..<threads).map { _ in SharedFloats([0]) }
    let seconds = fastest { thread in
      for _ in 0..<passes {
        // Stored, or the compiler might leave the reading out.
        sums[thread].values[0] += cmp_sum(buffers[thread].values.pointer, count)
      }
    }
    return Double(count * MemoryLayout<Float>.stride * passes * threads) / seconds
  }

  /// Seconds of the fastest of several goes, all threads working.
  private func fastest(_ work: @Sendable (_ thread: Int) -> Void) -> Double {
    fastestOnce { DispatchQueue.concurrentPerform(iterations: threads, execute: work) }
  }

  private func fastestOnce(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    return (0..<repetitions).map { _ in clock.measure(work).seconds }.min() ?? .infinity
  }
}

/// Numbers that one thread at a time works on.
private struct SharedFloats: @unchecked Sendable {
  let values: Buffer<Float>

  init(_ numbers: [Float]) {
    values = Buffer(count: numbers.count)
    values.copy(from: numbers)
  }
}
