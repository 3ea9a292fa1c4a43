import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import IdentityLab
@testable import LabRuns
@testable import identity_lab

/// The help of every command as it stands in the folder Help; `IDENTITY_LAB_UPDATE_HELP=1` writes it anew.
@Suite struct HelpTests {
  /// Words of every command and subcommand, the program itself without any.
  static let commands = below(IdentityLabCommand.self, [])

  private static func below(_ command: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
    [words]
      + command.configuration.subcommands.flatMap { below($0, words + [$0.configuration.commandName ?? ""]) }
  }

  private static func fileName(_ command: [String]) -> String {
    (["identity-lab"] + command).joined(separator: "-") + ".txt"
  }

  private let program = Program(output: "/nonexistent")

  @Test("a command's help is the one that was agreed on", arguments: commands)
  func golden(command: [String]) throws {
    let result = try program.run(command + ["--help"])
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    let name = Self.fileName(command)
    if ProcessInfo.processInfo.environment["IDENTITY_LAB_UPDATE_HELP"] == "1" {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Help")
      try Data(result.output.utf8).write(to: folder.appendingPathComponent(name))
      return
    }
    let folder = try #require(Bundle.module.url(forResource: "Help", withExtension: nil))
    let golden = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    #expect(result.output == golden, "IDENTITY_LAB_UPDATE_HELP=1 writes \(name) anew")
  }

  @Test("there is no help of a command that is gone")
  func nothingElse() throws {
    let folder = try #require(Bundle.module.url(forResource: "Help", withExtension: nil))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(files) == Set(Self.commands.map(Self.fileName)))
  }

  @Test("a shell's completions name every command and every setting", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let result = try program.run("--generate-completion-script", shell)
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    let words = Set(result.output.matches(of: /[a-zA-Z0-9-]+/).map { String($0.0) })
    for name in Self.commands.compactMap(\.last) {
      #expect(words.contains(name), "\(name)")
    }
    for flag in ReconstructionConfiguration.settings.settings.map(\.flag) {
      // fish names flags without their dashes.
      #expect(words.contains("--" + flag) || (shell == "fish" && words.contains(flag)), "\(flag)")
    }
  }
}
