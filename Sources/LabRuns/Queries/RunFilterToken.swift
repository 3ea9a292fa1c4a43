/// A word, a sign or a parenthesis of a ``RunFilter``'s text.
struct RunFilterToken: Equatable {
  /// What stands there.
  enum Kind: Equatable {
    /// A name, a number, or a word without quotes.
    case word
    /// A text that stood in quotes.
    case quoted
    /// A run of comparison signs, which need not be one of the comparisons.
    case sign
    /// `(`.
    case open
    /// `)`.
    case close
  }

  /// What stands there.
  let kind: Kind
  /// The text, without quotes.
  let text: String
  /// The place of its first character, from 1.
  let position: Int

  /// Whether it is `and`, `or` or `not` without quotes.
  func isKeyword(_ word: String) -> Bool { kind == .word && text == word }

  /// Cuts a text into tokens.
  ///
  /// - Throws: ``RunFilterProblem`` for a quote that is not closed.
  static func split(_ text: String) throws(RunFilterProblem) -> [RunFilterToken] {
    let characters = Array(text)
    var tokens: [RunFilterToken] = []
    var index = 0
    func end(of isPart: (Character) -> Bool) -> Int {
      characters[index...].firstIndex { !isPart($0) } ?? characters.count
    }
    while index < characters.count {
      let character = characters[index]
      let kind: Kind
      var (start, stop, next) = (index, index + 1, index + 1)
      switch character {
      case _ where character.isWhitespace:
        index += 1
        continue
      case "(": kind = .open
      case ")": kind = .close
      case "\"", "'":
        guard let close = characters[next...].firstIndex(of: character) else {
          throw RunFilterProblem(
            position: index + 1, found: "a text that begins with \(character)",
            expected: "another \(character) at its end")
        }
        (kind, start, stop, next) = (.quoted, index + 1, close, close + 1)
      case _ where isSign(character):
        stop = end(of: isSign)
        (kind, next) = (.sign, stop)
      default:
        stop = end { !$0.isWhitespace && !isSign($0) && !"()\"'".contains($0) }
        (kind, next) = (.word, stop)
      }
      tokens.append(RunFilterToken(kind: kind, text: String(characters[start..<stop]), position: index + 1))
      index = next
    }
    return tokens
  }

  private static func isSign(_ character: Character) -> Bool { "=!<>".contains(character) }
}
