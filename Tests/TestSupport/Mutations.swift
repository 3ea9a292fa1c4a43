import Nets

/// Damage to bytes and texts, the same every time: what files look like after bad disks, cut transfers and bad edits.
///
/// Mutant i of a seed depends on nothing but its number, so one that made a test fail can be made again alone.
public struct Mutations: Sendable {
  private let key: RandomKey

  /// The mutants of a name, different for every name.
  public init(_ name: String) {
    key = RandomKey(seed: 17).deriving("mutations").deriving(name)
  }

  /// One to four changes of one of some contents, each a kind of its own; parts are also taken from the others.
  public func bytes(_ index: Int, of contents: [[UInt8]]) -> [UInt8] {
    var draws = Draws(key: key.deriving(index))
    var bytes = draws.element(of: contents)
    for _ in 0...draws.below(4) {
      bytes = Self.changed(bytes, partOf: draws.element(of: contents), &draws)
    }
    return bytes
  }

  /// One to four changes of one of some texts: those of bytes, other numbers, and pieces that mean something.
  ///
  /// - Parameter pieces: signs and words of the texts' language.
  public func text(_ index: Int, of contents: [String], pieces: [String]) -> String {
    var draws = Draws(key: key.deriving(index))
    var bytes = Array(draws.element(of: contents).utf8)
    for _ in 0...draws.below(4) {
      switch draws.below(4) {
      case 0: bytes = Self.withOtherNumber(bytes, &draws)
      case 1:
        let place = draws.below(bytes.count + 1)
        bytes.insert(contentsOf: draws.element(of: pieces).utf8, at: place)
      case 2: bytes = Self.withoutLine(bytes, &draws)
      default: bytes = Self.changed(bytes, partOf: Array(draws.element(of: contents).utf8), &draws)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func changed(_ bytes: [UInt8], partOf other: [UInt8], _ draws: inout Draws) -> [UInt8] {
    guard !bytes.isEmpty else { return other }
    var bytes = bytes
    switch draws.below(8) {
    case 0: bytes[draws.below(bytes.count)] ^= 1 << UInt8(draws.below(8))
    case 1: bytes[draws.below(bytes.count)] = draws.element(of: [0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x22, 0x20])
    case 2: bytes.removeLast(draws.below(bytes.count) + 1)
    case 3: bytes.removeSubrange(draws.range(in: bytes.count))
    case 4: bytes.insert(contentsOf: bytes[draws.range(in: bytes.count)], at: draws.below(bytes.count + 1))
    case 5: bytes.insert(contentsOf: other[draws.range(in: other.count)], at: draws.below(bytes.count + 1))
    case 6:
      // Four bytes are what sizes are written in.
      let number = draws.element(of: [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x0001_0000, 0x0100_0000])
      let start = draws.below(bytes.count)
      for (place, shift) in zip(start..<min(start + 4, bytes.count), [24, 16, 8, 0]) {
        bytes[place] = UInt8(truncatingIfNeeded: number >> shift)
      }
    default: bytes = Array(bytes[..<draws.below(bytes.count)] + other[draws.below(other.count + 1)...])
    }
    return bytes
  }

  /// A run of digits made another number.
  private static func withOtherNumber(_ bytes: [UInt8], _ draws: inout Draws) -> [UInt8] {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let starts = bytes.indices.filter { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) }
    guard !starts.isEmpty else { return bytes }
    let start = draws.element(of: starts)
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    let numbers = [
      "0", "-1", "1e999", "-0", "nan", "inf", "9223372036854775807", "9223372036854775808", "1e-400", "0x1p3",
      "00000000000000000000001", "", "1.5", "999999999",
    ]
    return bytes[..<start] + Array(draws.element(of: numbers).utf8) + bytes[end...]
  }

  private static func withoutLine(_ bytes: [UInt8], _ draws: inout Draws) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    lines.remove(at: draws.below(lines.count))
    return Array(lines.joined(separator: [0x0A]))
  }
}
