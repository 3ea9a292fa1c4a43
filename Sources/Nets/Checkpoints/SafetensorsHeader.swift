/// The header of a safetensors file: where each tensor's numbers stand, and free texts.
struct SafetensorsHeader {
  /// A tensor's place in the data.
  struct Entry {
    let name: String
    let type: String
    let shape: [Int]
    /// The first byte, and the one after the last, counted from the data's beginning.
    let begin: Int
    let end: Int
  }

  /// Bytes that a header may have: as many as the format's reference implementation reads.
  static let sizeLimit: UInt64 = 100_000_000

  /// The tensors, in the order in which the header names them.
  private(set) var entries: [Entry] = []
  /// Free text by key.
  private(set) var metadata: [String: String] = [:]

  private static let metadataName = "__metadata__"
  /// Four levels are all that the format has; other writers may add a little.
  private static let depth = 16

  /// Reads the bytes of a header.
  ///
  /// - Throws: `FormatError` where it is no JSON, names something twice, or lacks what a tensor needs.
  init(decoding bytes: ArraySlice<UInt8>) throws(SafetensorsFile.FormatError) {
    let value: JSONValue
    do {
      value = try JSONValue(bytes, depth: Self.depth)
    } catch {
      throw SafetensorsFile.FormatError(
        expected: "a JSON header, \(error.expected) at byte \(error.offset) of it", found: "something else")
    }
    for member in try Self.members(value, of: "a JSON header") {
      if member.name == Self.metadataName {
        metadata = try Self.texts(member.value)
      } else {
        entries.append(try Self.entry(member))
      }
    }
  }

  private static func texts(_ value: JSONValue) throws(SafetensorsFile.FormatError) -> [String: String] {
    var texts: [String: String] = [:]
    for member in try members(value, of: "a JSON header's \(metadataName)") {
      guard let text = member.value.text else {
        throw SafetensorsFile.FormatError(
          expected: "a JSON header with texts only in \(metadataName)",
          found: "something else in \(member.name)")
      }
      texts[member.name] = text
    }
    return texts
  }

  private static func entry(_ member: JSONValue.Member) throws(SafetensorsFile.FormatError) -> Entry {
    let fields = try members(member.value, of: "a JSON header's \(member.name)")
    func field(_ name: String) -> JSONValue? { fields.first { $0.name == name }?.value }
    guard let type = field("dtype")?.text, let shape = field("shape")?.integers,
      let offsets = field("data_offsets")?.integers, offsets.count == 2, offsets[0] >= 0
    else {
      throw SafetensorsFile.FormatError(
        expected: "a JSON header with a dtype, a shape and two data_offsets of at least 0 for \(member.name)",
        found: "others, or none")
    }
    return Entry(name: member.name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// The members of an object, whose names must be different.
  private static func members(
    _ value: JSONValue, of what: String
  ) throws(SafetensorsFile.FormatError) -> [JSONValue.Member] {
    guard case .object(let members) = value else {
      throw SafetensorsFile.FormatError(expected: "\(what) that is an object", found: "another value")
    }
    var names: Set<String> = []
    for member in members where !names.insert(member.name).inserted {
      throw SafetensorsFile.FormatError(
        expected: "\(what) that names everything once", found: "\(member.name) twice")
    }
    return members
  }
}
