extension RunFilter {
  /// The user's words with paths of files, which may tell a user's name, cut to the files' names.
  ///
  /// A slash behind a colon is one of a data set: `mnist:test/5`.
  package var textWithoutFolders: String {
    var characters = Array(text)
    for token in ((try? RunFilterToken.split(text)) ?? []).reversed() {
      let cut = Self.withoutFolders(token.text)
      guard cut != token.text else { continue }
      let start = token.position - 1 + (token.kind == .quoted ? 1 : 0)
      characters.replaceSubrange(start..<start + token.text.count, with: cut)
    }
    return String(characters)
  }

  /// The parts between `+` and `|` of a word, each without its folders.
  private static func withoutFolders(_ word: String) -> String {
    var cut = ""
    var part = ""
    for character in word + "|" {
      guard character == "+" || character == "|" else {
        part.append(character)
        continue
      }
      let slash = part.lastIndex(of: "/")
      cut +=
        slash.flatMap { part[..<$0].contains(":") ? nil : String(part[part.index(after: $0)...]) } ?? part
      cut.append(character)
      part = ""
    }
    return String(cut.dropLast())
  }
}
