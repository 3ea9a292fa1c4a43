/// A word as a POSIX shell takes it.
package enum ShellWord {
  /// The text itself where no shell would change it, otherwise between single quotes.
  package static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "-_./:,=+@%".contains($0) }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
