import CNetKernels

/// A fixed block of numbers, aligned to 64 bytes (a cache line, an AVX-512 vector) and zero at first.
///
/// Layers and optimisers allocate their buffers once, when they are made, so that a training step allocates
/// nothing. A buffer is a reference: two holders see the same numbers.
public final class Buffer<Scalar: NetScalar> {
  /// The first element.
  public let pointer: UnsafeMutablePointer<Scalar>
  /// Number of elements.
  public let count: Int

  /// Allocates `count` zeros.
  ///
  /// - Parameters:
  ///   - count: number of elements, at least 0.
  ///   - asksForLargePages: whether 2 MiB and more begin at a large page and are to lie in such: of what a step passes
  ///     through once, weights and moments, the processor then has far fewer addresses to look up.
  public init(count: Int, asksForLargePages: Bool = true) {
    precondition(count >= 0, "a buffer cannot hold \(count) elements")
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Scalar>.stride
    let largePage = Int(CNK_LARGE_PAGE)
    let isLarge = asksForLargePages && bytes >= largePage
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? largePage : 64)
    if isLarge { cnk_prefer_large_pages(raw, bytes) }
    // Zero is all zero bits in every scalar, and bytes are set fast where the compiler does not know the scalar.
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    pointer = raw.bindMemory(to: Scalar.self, capacity: max(count, 1))
  }

  deinit {
    UnsafeMutableRawPointer(pointer).deallocate()
  }

  /// Bytes of all elements.
  public var byteCount: Int { count * MemoryLayout<Scalar>.stride }

  /// The element at `index`.
  public subscript(index: Int) -> Scalar {
    get {
      precondition(index >= 0 && index < count, "index \(index) of \(count)")
      return pointer[index]
    }
    set {
      precondition(index >= 0 && index < count, "index \(index) of \(count)")
      pointer[index] = newValue
    }
  }

  /// A copy of all elements.
  public var array: [Scalar] {
    Array(unsafeUninitializedCapacity: count) { values, filled in
      UnsafeMutableRawBufferPointer(values).copyMemory(
        from: UnsafeRawBufferPointer(start: pointer, count: byteCount))
      filled = count
    }
  }

  /// Overwrites all elements with another buffer's; the count must fit.
  public func copy(from other: Buffer<Scalar>) {
    precondition(other.count == count, "\(other.count) values for a buffer of \(count)")
    pointer.update(from: other.pointer, count: count)
  }

  /// Overwrites all elements; the count must fit.
  public func copy(from values: [Scalar]) {
    precondition(values.count == count, "\(values.count) values for a buffer of \(count)")
    values.withUnsafeBufferPointer { source in
      if let base = source.baseAddress {
        pointer.update(from: base, count: count)
      }
    }
  }
}
