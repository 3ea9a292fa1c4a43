import Foundation
import Testing

@testable import LabBase

@Suite struct ShellWordTests {
  @Test("plain words stand as they are, others between quotes")
  func quoting() {
    #expect(ShellWord.quoted("--depth") == "--depth" && ShellWord.quoted("1,3..5") == "1,3..5")
    #expect(ShellWord.quoted("mnist:7 | it's") == "'mnist:7 | it'\\''s'" && ShellWord.quoted("") == "''")
  }

  @Test(
    "a shell gives every word back as it was",
    arguments: [
      "a b", "it's", "\"x\"", "$HOME `id` \\ !", "*?[a]~", "é ü", "'", "a\nb", "#x", ";&|<>()", "n=1",
      // Quotes and a semicolon that are parts of letters to a reader.
      "q'\u{301};echo no;'\u{301}x", "a\u{D4E};echo no", "\u{301}'",
    ])
  func shell(word: String) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf %s \(ShellWord.quoted(word))"]
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said == word)
  }
}
