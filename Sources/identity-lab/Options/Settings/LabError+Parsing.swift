import LabBase

extension LabError {
  /// What the argument parser has against a command line: a value that cannot be used, or an error of usage.
  ///
  /// The parser's own errors are closed to others, so that they are told apart by their message; tests give values that
  /// cannot be used to options of every kind.
  ///
  /// - Parameter command: the command whose help says more.
  init(parsing message: String, of command: CommandPath) {
    let invalid = /The value '(.*)' is invalid for '(?:-. )?(--[^ ']+)?[^']*'(.*)/.dotMatchesNewlines()
    guard let match = message.wholeMatch(of: invalid) else {
      self = .usage("\(message.trimmed) (see `\(command.text) --help`)")
      return
    }
    let value = String(match.1)
    let words = String(match.3).matches(of: /'([^']+)'|- (\S+)/).map { String($0.1 ?? $0.2 ?? "") }
    self = .badConfiguration(
      key: match.2.map(String.init) ?? command.text, found: "\"\(value)\"",
      expected: words.isEmpty
        ? "a number, as `\(command.text) --help` says" : Spelling.choices(for: value, among: words))
  }
}
