import Nets
import Testing

/// Mistakes of a programmer end the program before they can do harm.
@Suite("Preconditions of tensors and parameters") struct TensorPreconditionTests {
  @Test("a buffer is not read or written beyond its ends")
  func bufferIndex() async {
    await #expect(processExitsWith: .failure) { print(Buffer<Float>(count: 3)[3]) }
    await #expect(processExitsWith: .failure) { print(Buffer<Float>(count: 3)[-1]) }
    await #expect(processExitsWith: .failure) { Buffer<Float>(count: 0)[0] = 1 }
    await #expect(processExitsWith: .success) { Buffer<Float>(count: 3)[2] = 1 }
  }

  @Test("a buffer has no negative count, and takes as many numbers as it has")
  func bufferCount() async {
    await #expect(processExitsWith: .failure) { _ = Buffer<Float>(count: -1) }
    await #expect(processExitsWith: .failure) { Buffer<Float>(count: 3).copy(from: [1, 2]) }
    await #expect(processExitsWith: .failure) { Buffer<Float>(count: 3).copy(from: [1, 2, 3, 4]) }
    await #expect(processExitsWith: .success) { Buffer<Float>(count: 3).copy(from: [1, 2, 3]) }
  }

  @Test("an entry's parameters are as many as its extents say")
  func parameterCopy() async {
    await #expect(processExitsWith: .failure) {
      var layout = ParameterLayout()
      layout.append(name: "a", dimensions: [2, 3])
      ParameterBuffer<Float>(layout: layout).copy([1, 2, 3, 4, 5], to: layout.entries[0])
    }
    await #expect(processExitsWith: .success) {
      var layout = ParameterLayout()
      layout.append(name: "a", dimensions: [2, 3])
      ParameterBuffer<Float>(layout: layout).copy([1, 2, 3, 4, 5, 6], to: layout.entries[0])
    }
  }

  @Test("images have extents, and batches whole images")
  func images() async {
    await #expect(processExitsWith: .failure) { _ = ImageShape(channels: 1, height: 0, width: 3) }
    await #expect(processExitsWith: .failure) {
      _ = ImageBatch(shape: ImageShape(channels: 1, height: 2, width: 2), values: [1, 2, 3])
    }
  }

  @Test("a file's tensor has as many values as its extents say")
  func fileTensor() async {
    await #expect(processExitsWith: .failure) {
      _ = SafetensorsFile.Tensor(name: "a", dimensions: [2, 2], values: .float([1, 2, 3]))
    }
    await #expect(processExitsWith: .success) {
      _ = SafetensorsFile.Tensor(name: "a", dimensions: [2, 2], values: .float([1, 2, 3, 4]))
    }
  }
}
