import Foundation
import TestSupport
import Testing

/// Where results go, and what a shell is offered.
@Suite struct OutputTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = Program(output: folder.path)
  }

  /// Commands of short and of long results.
  static let commands = [
    ["--help"], ["--version"], ["train", "--help"], ["figure", "list"], ["figure", "phase", "--print"],
    ["data", "list", "--json"], ["doctor"], ["--generate-completion-script", "bash"],
  ]

  @Test("what cannot be written is exit code 74 with the reason", arguments: commands)
  func full(command: [String]) throws {
    let result = try program.run(command, to: try #require(FileHandle(forWritingAtPath: "/dev/full")))
    #expect(result.exitCode == 74)
    #expect(result.errors == "error: standard output: writing failed (No space left on device)\n")
  }

  @Test("a reader that has gone is no error to speak of", arguments: commands)
  func gone(command: [String]) throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    #expect(try program.run(command, to: pipe.fileHandleForWriting).errors.isEmpty)
  }

  private func completions(_ words: String...) throws -> [String] {
    let result = try program.run(["---completion"] + words)
    #expect(result.exitCode == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test("a shell is offered the keys of runs and the names of sweeps that are there")
  func stored() throws {
    let sweep = try program.run(
      "sweep", "run", "--name", "mine", "--depth", "1", "--kernel-size", "3", "--size", "6", "--steps", "0",
      "--image", "builtin:7", "--seed", "0,1", "--quiet")
    try #require(sweep.exitCode == 0, "\(sweep.errors)")
    let keys = try completions(
      "runs", "show", "--", "positional@0", "3", "0", "identity-lab", "runs", "show", "")
    #expect(keys.count == 2 && keys.allSatisfy { $0.count == 16 })
    for command in ["layers", "filters", "jacobian", "receptive"] {
      let nets = try completions(command, "--", "positional@0", "2", "0", "identity-lab", command, "")
      #expect(nets == ["mine"] + keys)
    }
    for command in ["classify", "evaluate", "film"] {
      #expect(try completions(command, "--", "positional@0", "2", "0", "identity-lab", command, "") == keys)
    }
    for command in ["status", "gather", "work"] {
      let names = try completions(
        "sweep", command, "--", "positional@0", "3", "0", "identity-lab", "sweep", command, "")
      #expect(names == ["mine"])
    }
    #expect(try completions("grid", "--", "positional@0", "2", "0", "identity-lab", "grid", "") == ["mine"])
    // The folder is that of the command line.
    let elsewhere = try completions(
      "grid", "--", "positional@0", "4", "0", "identity-lab", "grid", "--out", "/nonexistent", "")
    #expect(elsewhere.isEmpty)
  }

  @Test("the completion script knows figures, images, probes, presets and the words of settings")
  func script() throws {
    let script = try program.run("--generate-completion-script", "bash").output
    for word in [
      "cnn-depth", "image-size-train", "builtin:glyph/A", "pattern:stripes", "uniform-noise", "correlation",
      "standard", "xavier-normal", "leaky-relu", "polyak", "resnet-conv", "unfitted",
    ] {
      #expect(script.contains("'\(word)'") || script.contains(word + "\n"), "\(word)")
    }
  }
}
