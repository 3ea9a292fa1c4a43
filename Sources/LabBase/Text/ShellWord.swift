/// A word as a POSIX shell takes it: byte by byte, whatever letters a reader would see in it.
package enum ShellWord {
  private static let plain = Set("-_./:,=+@%".utf8)

  /// The text itself where no shell would change it, otherwise between single quotes.
  package static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy(isPlain)
    if isPlain { return text }
    // A quote with an accent behind it is one letter, and a quote to the shell.
    let quoted = text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
    return "'\(quoted)'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: plain.contains(byte)
    }
  }
}
