import Dispatch

/// Values made independently of each other, several at a time.
package enum ParallelMap {
  /// The values of the places from 0 on, in their order: the same for any number of threads.
  ///
  /// - Parameters:
  ///   - count: how many values.
  ///   - threads: how many are made at a time, at least 1.
  ///   - onRound: told on the calling thread, every now and then, how many more are made.
  ///   - make: makes the value of a place, on any thread.
  package static func values<Value>(
    _ count: Int, threads: Int, onRound: (Int) -> Void = { _ in }, make: @Sendable (Int) -> Value
  ) -> [Value] {
    precondition(threads >= 1, "\(threads) threads make nothing")
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      // Each place is written by one thread, and read by none before all are done.
      nonisolated(unsafe) let places = buffer
      while filled < count {
        let (first, round) = (filled, min(threads, count - filled))
        DispatchQueue.concurrentPerform(iterations: round) { offset in
          places.initializeElement(at: first + offset, to: make(first + offset))
        }
        filled += round
        onRound(round)
      }
    }
  }

  /// What some values become, in their order; for many that each take little, which are dealt out in parts.
  package static func map<Element: Sendable, Value>(
    _ elements: [Element], threads: Int, make: @Sendable (Element) -> Value
  ) -> [Value] {
    let size = 64
    let parts = (elements.count + size - 1) / size
    return values(parts, threads: threads) { part in
      elements[part * size..<min(elements.count, (part + 1) * size)].map(make)
    }.flatMap(\.self)
  }
}
