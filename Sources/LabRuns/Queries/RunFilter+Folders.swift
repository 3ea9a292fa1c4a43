extension RunFilter {
  /// The user's words with paths of files, which may tell a user's name, cut to the files' names.
  ///
  /// A slash behind a colon is one of a data set: `mnist:test/5`.
  package var textWithoutFolders: String {
    var characters = Array(text)
    for token in ((try? RunFilterToken.split(text)) ?? []).reversed() {
      guard let slash = token.text.lastIndex(of: "/"), !token.text[..<slash].contains(":") else { continue }
      let start = token.position - 1 + (token.kind == .quoted ? 1 : 0)
      characters.replaceSubrange(
        start..<start + token.text.count, with: token.text[token.text.index(after: slash)...])
    }
    return String(characters)
  }
}
