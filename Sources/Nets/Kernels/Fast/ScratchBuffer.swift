/// Zeroed floats at a cache line's boundary, owned by one plan.
final class ScratchBuffer {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
    self.start = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
    self.count = count
  }

  deinit {
    UnsafeMutableRawPointer(start).deallocate()
  }

  var byteCount: Int { count * MemoryLayout<Float>.stride }
}
