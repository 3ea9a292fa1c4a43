import Testing

@testable import LabBase

@Suite struct NumpyFileTests {
  @Test(
    "the header is padded so that the data start at a multiple of 64",
    arguments: [[6], [2, 3], [1, 2, 3], []])
  func layout(dimensions: [Int]) {
    let values = (0..<dimensions.reduce(1, *)).map(Float.init)
    let bytes = NumpyFile.encode(values, dimensions: dimensions)
    let headerLength = Int(bytes[8]) | Int(bytes[9]) << 8
    #expect(Array(bytes[0..<8]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    #expect((10 + headerLength) % 64 == 0)
    #expect(bytes[10 + headerLength - 1] == 0x0A)
    #expect(bytes.count == 10 + headerLength + 4 * values.count)
    let last = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    #expect(Float(bitPattern: last) == values.last)
  }

  @Test("a header describes any type of data")
  func header() {
    let bytes = NumpyFile.header(description: "[('a', '<i8')]", dimensions: [3])
    #expect(bytes.count % 64 == 0)
    #expect(
      String(decoding: bytes.dropFirst(10), as: UTF8.self).hasPrefix(
        "{'descr': [('a', '<i8')], 'fortran_order': False, 'shape': (3,), }"))
  }

  @Test("the shape is a Python tuple")
  func shape() {
    func header(_ dimensions: [Int]) -> String {
      String(
        decoding: NumpyFile.encode([Float](repeating: 0, count: 4), dimensions: dimensions).prefix(128),
        as: UTF8.self)
    }
    #expect(header([4]).contains("'shape': (4,), "))
    #expect(header([2, 2]).contains("'shape': (2, 2), "))
  }
}
