import Foundation

/// Named tensors in the safetensors format: a length, a JSON header, then the numbers, little-endian.
///
/// Layout: 8 bytes n, n bytes of JSON `{name: {dtype, shape, data_offsets}, "__metadata__": {…}}`, data.
/// Source: huggingface/safetensors, format description. `F32` and `F64` are read and written.
public struct SafetensorsFile: Equatable, Sendable {
  /// One tensor; values are Double here only while they are in a file of that type.
  public struct Tensor: Equatable, Sendable {
    /// Name, unique in the file.
    public let name: String
    /// Extents, row-major.
    public let dimensions: [Int]
    /// The numbers.
    public let values: Values

    /// Makes a tensor; the extents' product must be the number of values.
    public init(name: String, dimensions: [Int], values: Values) {
      precondition(
        dimensions.reduce(1, *) == values.count, "\(name): \(values.count) values for \(dimensions)")
      self.name = name
      self.dimensions = dimensions
      self.values = values
    }
  }

  /// The numbers of one tensor, in their type.
  public enum Values: Equatable, Sendable {
    /// `F32`.
    case float([Float])
    /// `F64`.
    case double([Double])

    /// Number of values.
    public var count: Int {
      switch self {
      case .float(let values): values.count
      case .double(let values): values.count
      }
    }
  }

  /// What is wrong with a file's bytes.
  public struct FormatError: Error, Equatable, Sendable {
    /// What the format asks for.
    public let expected: String
    /// What stands there.
    public let found: String
  }

  /// The tensors, in the order of their data.
  public var tensors: [Tensor]
  /// Free text by key.
  public var metadata: [String: String]

  /// Makes a file's content.
  public init(tensors: [Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensor of a name.
  public subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }

  /// The file's bytes: metadata by key, tensors in their order, the header padded with blanks to 8 bytes.
  public func encoded() -> [UInt8] {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for tensor in tensors {
      let (type, size) =
        switch tensor.values {
        case .float: ("F32", 4)
        case .double: ("F64", 8)
        }
      let end = offset + size * tensor.values.count
      let shape = tensor.dimensions.map(String.init).joined(separator: ",")
      fields.append(
        "\(quoted(tensor.name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for tensor in tensors {
      switch tensor.values {
      case .float(let values): values.withUnsafeBytes { bytes += $0 }
      case .double(let values): values.withUnsafeBytes { bytes += $0 }
      }
    }
    return bytes
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: ``FormatError`` where a length, type, shape or offset does not fit the bytes that are there;
  ///   nothing is allocated on the header's word alone.
  public init(decoding bytes: [UInt8]) throws(FormatError) {
    guard bytes.count >= 8 else {
      throw FormatError(expected: "8 bytes of header length", found: "\(bytes.count) bytes in all")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw FormatError(expected: "a header of \(length) bytes", found: "\(bytes.count - 8) bytes")
    }
    let start = 8 + Int(length)
    let header: [String: HeaderEntry]
    do {
      header = try JSONDecoder().decode([String: HeaderEntry].self, from: Data(bytes[8..<start]))
    } catch {
      throw FormatError(expected: "a JSON header", found: "something else (\(error))")
    }
    metadata = header["__metadata__"]?.metadata ?? [:]
    var tensors: [Tensor] = []
    // The end too, for a tensor without values stands where the next one begins.
    let entries = header.filter { $0.key != "__metadata__" }
      .sorted { ($0.value.begin, $0.value.end, $0.key) < ($1.value.begin, $1.value.end, $1.key) }
    var expectedBegin = 0
    for (name, entry) in entries {
      guard let size = ["F32": 4, "F64": 8][entry.dtype] else {
        throw FormatError(expected: "\(name) of type F32 or F64", found: entry.dtype)
      }
      var count = size
      for extent in entry.shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflow else {
          throw FormatError(expected: "\(name) of a possible shape", found: "\(entry.shape)")
        }
        count = product
      }
      guard entry.begin == expectedBegin, entry.end >= entry.begin, entry.end - entry.begin == count,
        entry.end <= bytes.count - start
      else {
        throw FormatError(
          expected: "\(name) of \(count) bytes at offset \(expectedBegin)",
          found: "offsets \(entry.begin)…\(entry.end) of \(bytes.count - start) bytes")
      }
      expectedBegin = entry.end
      tensors.append(
        Tensor(
          name: name, dimensions: entry.shape,
          values: Self.values(bytes[start + entry.begin..<start + entry.end], isDouble: size == 8)))
    }
    guard expectedBegin == bytes.count - start else {
      throw FormatError(expected: "\(expectedBegin) bytes of data", found: "\(bytes.count - start)")
    }
    self.tensors = tensors
  }

  private static func values(_ bytes: ArraySlice<UInt8>, isDouble: Bool) -> Values {
    bytes.withUnsafeBytes { raw in
      isDouble
        ? .double((0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) })
        : .float((0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) })
    }
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// One value of the header's object: a tensor's place, or the metadata's free texts.
private struct HeaderEntry: Decodable {
  var dtype = ""
  var shape: [Int] = []
  var begin = 0
  var end = 0
  var metadata: [String: String] = [:]

  private enum CodingKeys: String, CodingKey {
    case dtype, shape
    case offsets = "data_offsets"
  }

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      metadata = try [String: String](from: decoder)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    dtype = try container.decode(String.self, forKey: .dtype)
    shape = try container.decode([Int].self, forKey: .shape)
    let offsets = try container.decode([Int].self, forKey: .offsets)
    guard offsets.count == 2, offsets[0] >= 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .offsets, in: container, debugDescription: "two offsets of at least 0 are needed")
    }
    (begin, end) = (offsets[0], offsets[1])
  }
}
