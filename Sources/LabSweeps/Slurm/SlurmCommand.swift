import Foundation
import LabBase

/// A program of Slurm's client, run without a shell and not waited for for ever.
package struct SlurmCommand: Sendable {
  /// How it ended and what it said.
  struct Result: Sendable {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  private let name: String

  /// Names a program that is looked for on PATH.
  init(_ name: String) {
    self.name = name
  }

  /// Whether PATH has it.
  var isInstalled: Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  /// Runs it to its end and returns what it printed.
  ///
  /// - Throws: `LabError.unavailable` where it is not installed, ends with another code than 0, or does not end.
  func output(_ arguments: [String], seconds: Double) throws(LabError) -> String {
    let result = try run(arguments, seconds: seconds)
    guard result.exitCode == 0 else { throw failure(of: result) }
    return result.output
  }

  /// What it means that it ended with another code than 0.
  func failure(of result: Result) -> LabError {
    let said = (result.errors + result.output).split(separator: "\n").map(\.trimmed).filter { !$0.isEmpty }
    return .unavailable(
      what: "Slurm's \(name)",
      advice: "it ended with exit code \(result.exitCode)"
        + (said.isEmpty ? "" : " and said: \(said.suffix(3).joined(separator: "; "))"))
  }

  /// Runs it to its end, whatever that is; one that takes more seconds is killed.
  ///
  /// - Throws: `LabError.unavailable` where it is not installed, cannot be started or does not end.
  func run(_ arguments: [String], seconds: Double) throws(LabError) -> Result {
    guard isInstalled else {
      throw .unavailable(
        what: "Slurm's \(name)",
        advice:
          "apt-get install slurm-client on a machine of the cluster, or start `identity-lab sweep work NAME "
          + "--shard i/N` by any other engine")
    }
    // Files and not pipes: nobody must read them for the program to go on.
    guard let output = tmpfile(), let errors = tmpfile() else {
      throw .unavailable(what: "a temporary file", advice: String(cString: strerror(errno)))
    }
    defer {
      fclose(output)
      fclose(errors)
    }
    let pid = try start(arguments, fileno(output), fileno(errors))
    let deadline = ContinuousClock.now + .seconds(seconds)
    var status: Int32 = 0
    while waitpid(pid, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < deadline else {
        kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
        throw .unavailable(
          what: "Slurm's \(name)",
          advice:
            "it did not answer within \(Int(seconds)) s; `scontrol ping` tells whether the controller is up")
      }
      usleep(5000)
    }
    let signal = status & 0x7F
    return Result(
      exitCode: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: Self.text(output),
      errors: Self.text(errors))
  }

  private func start(_ arguments: [String], _ output: Int32, _ errors: Int32) throws(LabError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var argv = ([name] + arguments).map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let status = posix_spawnp(&pid, name, &actions, nil, &argv, environ)
    guard status == 0 else {
      throw .unavailable(what: "Slurm's \(name)", advice: String(cString: strerror(status)))
    }
    return pid
  }

  private static func text(_ file: UnsafeMutablePointer<FILE>) -> String {
    rewind(file)
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
