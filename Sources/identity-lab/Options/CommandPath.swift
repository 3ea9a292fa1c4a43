import ArgumentParser
import LabBase

/// The words of a command line that name a command, such as `identity-lab sweep run`.
struct CommandPath {
  /// The words, the program's name first.
  private(set) var words: [String]

  /// Follows the first words from command to subcommand, as far as there are any.
  ///
  /// - Throws: `LabError.usage` for a word that is none, with the nearest one that is.
  init(_ arguments: [String], below root: any ParsableCommand.Type) throws(LabError) {
    var command = root
    words = [Self.name(of: root)]
    for word in arguments {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      guard let next = commands.first(where: { Self.name(of: $0) == word }) else {
        let choices = Spelling.choices(for: word, among: commands.map(Self.name))
        throw .usage("\(text) has no command \"\(word)\"; expected \(choices)")
      }
      command = next
      words.append(word)
    }
  }

  /// The words as they are typed.
  var text: String { words.joined(separator: " ") }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }
}
