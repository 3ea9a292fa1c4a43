import Nets
import Testing

/// Buffers, shapes and batches.
@Suite struct BufferTests {
  @Test("a buffer is zero, aligned to 64 bytes and as long as asked for", arguments: [0, 1, 15, 16, 1000])
  func isZeroAndAligned(count: Int) {
    let buffer = Buffer<Float>(count: count)
    #expect(Int(bitPattern: UnsafeRawPointer(buffer.pointer)) % 64 == 0)
    #expect(buffer.array == [Float](repeating: 0, count: count))
  }

  @Test("two holders of a buffer see the same numbers, an array is a copy")
  func isAReference() {
    let buffer = Buffer<Double>(count: 3)
    let other = buffer
    let array = buffer.array
    buffer.copy(from: [1, 2, 3])
    other[1] = 5
    #expect(buffer.array == [1, 5, 3])
    #expect(array == [0, 0, 0])
  }

  @Test("a batch cuts its values into images")
  func cutsBatches() {
    let shape = ImageShape(channels: 2, height: 1, width: 3)
    let batch = ImageBatch(shape: shape, images: [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]])
    #expect(batch.count == 2)
    #expect(Array(batch[1]) == [7, 8, 9, 10, 11, 12])
    #expect(shape.description == "2×1×3" && shape.count == 6 && shape.pixels == 3)
    #expect(ImageBatch(shape: shape, values: []).count == 0)
  }

  @Test("parameters lie in layout order without gaps and are copied by entry")
  func laysOutParameters() {
    var layout = ParameterLayout()
    layout.append(name: "a", dimensions: [2, 3])
    layout.append(name: "b", dimensions: [4, 1, 1, 1])
    let parameters = ParameterBuffer<Float>(layout: layout)
    parameters.copy([1, 2, 3, 4], to: layout.entries[1])
    #expect(parameters.values.array == [0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
    #expect(parameters.array(of: layout.entries[1]) == [1, 2, 3, 4])
    #expect(layout.count == 10)
  }
}
