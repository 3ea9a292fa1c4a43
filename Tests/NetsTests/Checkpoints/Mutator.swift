import Nets

/// Changes files as a broken disk, a careless editor or somebody with bad intentions might, repeatably.
struct Mutator {
  private let stream: RandomStream
  private var draw = 0

  /// Texts that numbers of a header are replaced with.
  private static let numbers = [
    "0", "1", "-1", "3", "4", "8", "-0", "00", "1.5", "1e2", "1e999", "4294967295", "4294967296",
    "2305843009213693952", "4611686018427387904", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "18446744073709551616", "99999999999999999999999", "null", "\"\"", "[]", "{}",
    "[[1]]",
  ]

  /// Numbers that values are overwritten with.
  private static let values = [
    0, -0.0, 1, -1, -5, 0.5, 2, 31, 32, 1e9, 4_294_967_296, 9e18, 1e19, 1e30, -1e30, 1e300, .nan, -.nan,
    .infinity,
    -.infinity, .leastNonzeroMagnitude,
  ]

  init(seed: UInt64) {
    stream = RandomStream(key: RandomKey(seed: seed).deriving("mutations"))
  }

  /// A number from 0 to `bound` − 1.
  mutating func below(_ bound: Int) -> Int {
    draw += 1
    return stream.integer(at: draw, below: bound)
  }

  /// A changed copy of a file's bytes.
  mutating func mutated(_ file: [UInt8]) -> [UInt8] {
    let end = 8 + file[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    var (header, data) = (Array(file[8..<end]), Array(file[end...]))
    for _ in 0...below(2) {
      switch below(8) {
      case 0: flipBits(of: &header)
      case 1: flipBits(of: &data)
      case 2: overwriteValue(of: &data)
      case 3: splice(&header)
      case 4: splice(&data)
      case 5, 6: editNumber(of: &header)
      default: repeatEntry(of: &header)
      }
    }
    // A wrong length hides everything else: mostly it is right.
    let length = below(10) == 0 ? below(2 * header.count + 1) : header.count
    let bytes = withUnsafeBytes(of: UInt64(length).littleEndian) { Array($0) } + header + data
    return below(10) == 0 ? Array(bytes.prefix(below(bytes.count + 1))) : bytes
  }

  private mutating func flipBits(of bytes: inout [UInt8]) {
    if bytes.isEmpty { return }
    for _ in 0...below(4) { bytes[below(bytes.count)] ^= 1 << UInt8(below(8)) }
  }

  /// Writes a number where a Float or a Double may stand.
  private mutating func overwriteValue(of bytes: inout [UInt8]) {
    let value = Self.values[below(Self.values.count)]
    let pattern =
      below(2) == 0
      ? withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
      : withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { Array($0) }
    guard bytes.count >= 8 else { return }
    let place = below(bytes.count / 8) * 8 + (pattern.count == 4 ? below(2) * 4 : 0)
    bytes.replaceSubrange(place..<place + pattern.count, with: pattern)
  }

  /// Removes, doubles or moves a stretch.
  private mutating func splice(_ bytes: inout [UInt8]) {
    if bytes.isEmpty { return }
    let first = below(bytes.count)
    let stretch = Array(bytes[first..<min(bytes.count, first + 1 + below(24))])
    if below(3) > 0 { bytes.removeSubrange(first..<first + stretch.count) }
    if below(3) > 0 { bytes.insert(contentsOf: stretch, at: below(bytes.count + 1)) }
  }

  /// Puts another number, or what is none, in the place of a number of the header.
  private mutating func editNumber(of header: inout [UInt8]) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let starts = header.indices.filter {
      digits.contains(header[$0]) && ($0 == 0 || !digits.contains(header[$0 - 1]))
    }
    guard !starts.isEmpty else { return }
    let start = starts[below(starts.count)]
    let end = header[start...].firstIndex { !digits.contains($0) } ?? header.endIndex
    header.replaceSubrange(start..<end, with: Array(Self.numbers[below(Self.numbers.count)].utf8))
  }

  /// Writes one of the header's entries a second time.
  private mutating func repeatEntry(of header: inout [UInt8]) {
    let commas = header.indices.filter {
      header[$0] == UInt8(ascii: ",") && $0 > 0 && header[$0 - 1] == UInt8(ascii: "}")
    }
    guard commas.count > 1 else { return }
    let first = below(commas.count - 1)
    header.insert(contentsOf: header[commas[first]..<commas[first + 1]], at: commas[below(commas.count)])
  }
}
