import LabBase

/// The head of an entry of a tar file, 512 bytes, as POSIX.1-1988 (ustar) has it.
///
/// Fields used: name 0–99, mode 100–107, size 124–135, time 136–147, checksum 148–155, kind 156, magic 257–264, prefix
/// 345–499; numbers are octal digits.
struct TarHeader: Equatable {
  /// Bytes of a head, and of a block of content.
  static let blockSize = 512
  /// The largest size that eleven octal digits can say.
  static let largestSize = 0o77_777_777_777

  /// The path of the file.
  let name: String
  /// Its bytes.
  let size: Int
  /// When it was written, in seconds since 1970.
  let time: Int

  init(name: String, size: Int, time: Int) {
    self.name = name
    self.size = size
    self.time = max(0, time)
  }

  /// Reads a head; nil where the block is none of a regular file.
  init?(_ block: ArraySlice<UInt8>) {
    let bytes = Array(block)
    guard bytes.count == Self.blockSize, bytes[257..<262].elementsEqual("ustar".utf8), bytes[156] == 0x30,
      let sum = Self.number(bytes[148..<156]), sum == Self.checksum(bytes),
      let size = Self.number(bytes[124..<136]), let time = Self.number(bytes[136..<148])
    else { return nil }
    let (prefix, name) = (Self.text(bytes[345..<500]), Self.text(bytes[0..<100]))
    self.init(name: prefix.isEmpty ? name : "\(prefix)/\(name)", size: size, time: time)
  }

  /// The head's bytes; nil for a name that does not fit, or too large a file.
  var block: [UInt8]? {
    guard let (prefix, name) = parts, size <= Self.largestSize else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.blockSize)
    func put(_ text: String, at place: Int) {
      bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(Self.octal(size, digits: 11), at: 124)
    put(Self.octal(time, digits: 11), at: 136)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(prefix, at: 345)
    put(Self.octal(Self.checksum(bytes), digits: 6), at: 148)
    bytes[155] = 0x20
    return bytes
  }

  /// The name in two parts that fit, cut at a slash.
  private var parts: (prefix: String, name: String)? {
    if name.utf8.count <= 100 { return ("", name) }
    for place in name.indices where name[place] == "/" {
      let (prefix, rest) = (name[..<place], name[name.index(after: place)...])
      if prefix.utf8.count <= 155, rest.utf8.count <= 100, !rest.isEmpty {
        return (String(prefix), String(rest))
      }
    }
    return nil
  }

  /// The sum of all bytes, those of the checksum itself taken for blanks.
  private static func checksum(_ bytes: [UInt8]) -> Int {
    bytes.indices.reduce(0) { $0 + (148..<156 ~= $1 ? 0x20 : Int(bytes[$1])) }
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = text(field).trimmed
    return digits.utf8.allSatisfy { (0x30...0x37).contains($0) } ? Int(digits, radix: 8) : nil
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
