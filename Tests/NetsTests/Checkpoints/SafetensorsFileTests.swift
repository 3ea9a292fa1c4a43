import Foundation
import Nets
import TestSupport
import Testing

/// The safetensors format: our bytes, other writers' bytes, and bytes that mean harm.
@Suite struct SafetensorsFileTests {
  static let example = SafetensorsFile(
    tensors: [
      .init(
        name: "weight", dimensions: [2, 3],
        values: .float([1, -2, 0.5, .infinity, .leastNonzeroMagnitude, -0.0])),
      .init(name: "a scalar", dimensions: [], values: .double([.pi])),
      .init(name: "b", dimensions: [1, 2, 1], values: .double([1e300, -.leastNonzeroMagnitude])),
    ],
    metadata: [
      "step": "12", "": "", "quotes \" and \\": "tab\t, newline\n, null\0, bell\u{7}, delete\u{7F}",
      "ünïcödé": "日本 🎲 e\u{301} \u{2028} \u{FFFF}", "json": #"{"a": [1, "\u0041"]}"#,
    ])

  /// A file of a header and some data.
  static func bytes(_ header: String, data: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8) + data
  }

  @Test("what is written is read: names, order, shapes, bits and metadata")
  func roundTrips() throws {
    let decoded = try SafetensorsFile(decoding: Self.example.encoded())
    #expect(decoded == Self.example)
    #expect(
      decoded.metadata.mapValues { Array($0.utf8) } == Self.example.metadata.mapValues { Array($0.utf8) })
    #expect(decoded.encoded() == Self.example.encoded())
    #expect(decoded["b"]?.dimensions == [1, 2, 1] && decoded["c"] == nil)
    let empty = SafetensorsFile(tensors: [])
    #expect(try SafetensorsFile(decoding: empty.encoded()) == empty)
  }

  @Test("the bits of every kind of number survive, NaN's payload included")
  func keepsBits() throws {
    let patterns: [UInt32] = [0x7FC0_1234, 0xFF80_0000, 0x0000_0001, 0x8000_0000, 0x3F80_0001]
    let file = SafetensorsFile(tensors: [
      .init(name: "x", dimensions: [5], values: .float(patterns.map { Float(bitPattern: $0) }))
    ])
    guard case .float(let values)? = try SafetensorsFile(decoding: file.encoded())["x"]?.values else {
      Issue.record("no floats")
      return
    }
    #expect(values.map(\.bitPattern) == patterns)
  }

  @Test("the bytes are those of the format's description")
  func laysOutBytes() {
    let file = SafetensorsFile(
      tensors: [
        .init(name: "b", dimensions: [2], values: .float([1, -2])),
        .init(name: "a", dimensions: [1, 1], values: .double([0.5])),
      ], metadata: ["z": "1", "k\"": "\u{1}"])
    let header =
      #"{"__metadata__":{"k\"":"\u0001","z":"1"},"#
      + #""b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
      + #""a":{"dtype":"F64","shape":[1,1],"data_offsets":[8,16]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F]
    #expect(file.encoded() == Self.bytes(padded, data: data))
    #expect(padded.utf8.count % 8 == 0)
  }

  @Test("tensors without values are read wherever they stand")
  func readsEmptyTensors() throws {
    let file = SafetensorsFile(tensors: [
      .init(name: "z", dimensions: [0, 3], values: .float([])),
      .init(name: "a", dimensions: [1], values: .float([1])),
      .init(name: "b", dimensions: [2, 0], values: .float([])),
    ])
    let decoded = try SafetensorsFile(decoding: file.encoded())
    #expect(Set(decoded.tensors.map(\.name)) == ["z", "a", "b"])
    #expect(decoded["z"]?.dimensions == [0, 3] && decoded["a"]?.values == .float([1]))
  }

  @Test("a header in another order, with blanks and escapes, is read too")
  func readsOtherWriters() throws {
    let header =
      "{ \"\\u0062\" : {\"data_offsets\":[4, 12],\"shape\":[1],\"dtype\":\"F64\"},\n"
      + " \"a\":{\"shape\":[ ],\"dtype\":\"F32\",\"data_offsets\":[0,4]}, \"__metadata__\":{} }   "
    let file = try SafetensorsFile(
      decoding: Self.bytes(header, data: [0, 0, 0x80, 0x3F, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F]))
    #expect(file.tensors.map(\.name) == ["a", "b"])
    #expect(file["b"]?.values == .double([0.5]) && file["a"]?.values == .float([1]))
  }

  @Test("every truncation is refused")
  func refusesTruncation() {
    let bytes = Self.example.encoded()
    for count in bytes.indices {
      #expect(throws: SafetensorsFile.FormatError.self, "cut to \(count) bytes") {
        try SafetensorsFile(decoding: Array(bytes[..<count]))
      }
    }
    #expect(throws: SafetensorsFile.FormatError.self) { try SafetensorsFile(decoding: bytes + [0]) }
  }

  @Test(
    "a header that lies is refused with what was expected and found",
    arguments: [
      ("", "JSON"), ("[]", "JSON"), ("null", "JSON"), ("{", "JSON"), ("\u{FEFF}", "JSON"),
      (#"{"a":1}"#, "JSON"), (#"{"a":{}}"#, "JSON"), (#"{"__metadata__":{"a":1}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,4]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}"#, "JSON"),
      (#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, "F32 or F64"),
      (#"{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}"#, "F32 or F64"),
      (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "possible shape"),
      (#"{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, "possible shape"),
      (#"{"a":{"dtype":"F32","shape":[0,-1],"data_offsets":[0,0]}}"#, "possible shape"),
      (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, "possible shape"),
      (#"{"a":{"dtype":"F32","shape":[4294967296,4294967297],"data_offsets":[0,4]}}"#, "possible shape"),
      (#"{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,4]}}"#, "possible shape"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "8 bytes"),
      (#"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}"#, "8 bytes"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "offset 0"),
      (#"{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}"#, "offset 0"),
      (#"{"a":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}"#, "4294967296 bytes"),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}"#,
        "offset 0"
      ),
      // Names twice, where JSON has one of two values or both.
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        "everything once"
      ),
      (
        #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        "everything once"
      ),
      (#"{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}"#, "everything once"),
      (#"{"__metadata__":{"a":"1","\u0061":"2"}}"#, "everything once"),
      (#"{"__metadata__":{},"__metadata__":{}}"#, "everything once"),
      (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}"#, "JSON"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}{}"#, "JSON"),
      // Overlap, gap, and data that no tensor claims.
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        "offset 4"
      ),
      (#"{"__metadata__":{}}"#, "0 bytes of data"), ("{}", "0 bytes of data"),
    ])
  func refusesLies(header: String, word: String) throws {
    let error = try #require(throws: SafetensorsFile.FormatError.self) {
      try SafetensorsFile(decoding: Self.bytes(header, data: [0, 0, 0, 0]))
    }
    #expect(error.expected.contains(word), "expected \(error.expected), found \(error.found)")
    #expect(!error.found.isEmpty)
  }

  @Test(
    "a header length beyond the file is refused before anything is allocated",
    arguments: [UInt64.max, UInt64(Int64.max), UInt64(Int64.max) + 1, UInt64.max - 7, 1 << 40, 3])
  func refusesHugeLengths(length: UInt64) {
    let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) }
    #expect(throws: SafetensorsFile.FormatError.self) { try SafetensorsFile(decoding: bytes + [0x7B, 0x7D]) }
  }

  @Test("a header longer than the format allows is refused, although it is all there")
  func refusesHugeHeaders() throws {
    let length = 100_000_001
    var bytes = [UInt8](repeating: 0x20, count: 8 + length)
    bytes.replaceSubrange(0..<8, with: withUnsafeBytes(of: UInt64(length).littleEndian) { Array($0) })
    bytes.replaceSubrange(8..<10, with: Array("{}".utf8))
    let error = try #require(throws: SafetensorsFile.FormatError.self) {
      try SafetensorsFile(decoding: bytes)
    }
    #expect(error.expected.contains("at most 100000000"))
  }

  @Test("a header of many names is read in reasonable time")
  func readsManyNames() throws {
    let file = SafetensorsFile(
      tensors: (0..<20_000).map { .init(name: "tensor \($0)", dimensions: [1], values: .float([Float($0)])) })
    let decoded = try SafetensorsFile(decoding: file.encoded())
    #expect(decoded == file)
  }

  @Test("deep nesting and invalid text are refused without harm")
  func refusesNesting() {
    for header in [
      String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
      #"{"a":{"dtype":"F32","shape":\#(String(repeating: "[", count: 100_000))"#,
    ] {
      #expect(throws: SafetensorsFile.FormatError.self) { try SafetensorsFile(decoding: Self.bytes(header)) }
    }
    for text: [UInt8] in [[0xFF, 0xFE], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0]] {
      let header = Array(#"{"__metadata__":{"a":""#.utf8) + text + Array(#""}}"#.utf8)
      let bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
      // A reader may replace what is not text or refuse it; it may not crash.
      _ = try? SafetensorsFile(decoding: bytes)
    }
    #expect(throws: SafetensorsFile.FormatError.self) {
      try SafetensorsFile(decoding: Self.bytes(#"{"__metadata__":{"a":"\ud800"}}"#, data: [0]))
    }
  }

  @Test("20,000 files with random bytes changed are read or refused, and never crash")
  func survivesRandomChanges() {
    let original = Self.example.encoded()
    let headerEnd = original.count - 48
    let stream = RandomStream(key: RandomKey(seed: 4).deriving("flips"))
    var (read, refused, draw) = (0, 0, 0)
    func next(_ bound: Int) -> Int {
      draw += 1
      return stream.integer(at: draw, below: bound)
    }
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0...next(3) {
        // Mostly in the header, where they do harm; digits and brackets as often as any byte.
        let position = next(8) == 0 ? next(bytes.count) : next(headerEnd)
        bytes[position] =
          next(2) == 0 ? UInt8(next(256)) : Array("0123456789-[]{},:\"\\eF".utf8)[next(21)]
      }
      do {
        let file = try SafetensorsFile(decoding: bytes)
        read += 1
        // What is accepted is whole: values as the shapes say, and it can be written again.
        #expect(file.tensors.allSatisfy { $0.dimensions.reduce(1, *) == $0.values.count })
      } catch {
        refused += 1
        #expect(!error.expected.isEmpty)
      }
    }
    #expect(read > 100 && refused > 10_000, "\(read) read, \(refused) refused")
  }
}
