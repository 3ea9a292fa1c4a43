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
  /// - Parameter isPassedOver: whether a tensor of a name is left out, whatever its type.
  /// - Throws: ``FormatError`` where a length, type, shape or offset does not fit the bytes that are there;
  ///   nothing is allocated on the header's word alone.
  public init(
    decoding bytes: [UInt8], passingOver isPassedOver: (String) -> Bool = { _ in false }
  ) throws(FormatError) {
    guard bytes.count >= 8 else {
      throw FormatError(expected: "8 bytes of header length", found: "\(bytes.count) bytes in all")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8), length <= SafetensorsHeader.sizeLimit else {
      throw FormatError(
        expected: "a header of \(length) bytes, of at most \(SafetensorsHeader.sizeLimit)",
        found: "\(bytes.count - 8) bytes")
    }
    let start = 8 + Int(length)
    let header = try SafetensorsHeader(decoding: bytes[8..<start])
    metadata = header.metadata
    var tensors: [Tensor] = []
    // The end too, for a tensor without values stands where the next one begins.
    let entries = header.entries.sorted { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
    var expectedBegin = 0
    for entry in entries {
      if isPassedOver(entry.name), entry.begin == expectedBegin, entry.end >= entry.begin {
        expectedBegin = entry.end
        continue
      }
      let (size, count) = try Self.sizeAndCount(entry)
      guard entry.begin == expectedBegin, entry.end >= entry.begin, entry.end - entry.begin == size * count,
        entry.end <= bytes.count - start
      else {
        throw FormatError(
          expected: "\(entry.name) of \(size * count) bytes at offset \(expectedBegin)",
          found: "offsets \(entry.begin)…\(entry.end) of \(bytes.count - start) bytes")
      }
      expectedBegin = entry.end
      tensors.append(
        Tensor(
          name: entry.name, dimensions: entry.shape,
          values: Self.values(bytes[start + entry.begin..<start + entry.end], isDouble: size == 8)))
    }
    guard expectedBegin == bytes.count - start else {
      throw FormatError(expected: "\(expectedBegin) bytes of data", found: "\(bytes.count - start)")
    }
    self.tensors = tensors
  }

  /// Bytes of one number and how many there are, whose product is an `Int` too.
  private static func sizeAndCount(
    _ entry: SafetensorsHeader.Entry
  ) throws(FormatError) -> (size: Int, count: Int) {
    let size: Int
    switch entry.type {
    case "F32": size = 4
    case "F64": size = 8
    default: throw FormatError(expected: "\(entry.name) of type F32 or F64", found: entry.type)
    }
    var bytes = size
    for extent in entry.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else {
        throw FormatError(expected: "\(entry.name) of a possible shape", found: "\(entry.shape)")
      }
      bytes = product
    }
    return (size, bytes / size)
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
