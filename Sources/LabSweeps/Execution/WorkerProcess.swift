import Foundation
import LabBase

/// A child process that computes one run, in a process group of its own so that Ctrl-C reaches only the parent,
/// who passes it on.
struct WorkerProcess: LaunchedRun {
  private let pid: pid_t

  /// Starts a program; what it prints to either stream is all that `logPath` then holds.
  ///
  /// - Throws: `LabError.unavailable` where it cannot be started.
  init(executable: String, arguments: [String], logPath: String) throws(LabError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, logPath, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    var argv = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, executable, &actions, &attributes, &argv, environ)
    guard status == 0 else {
      throw .unavailable(
        what: "a worker process (\(executable))", advice: String(cString: strerror(status)))
    }
    self.pid = pid
  }

  /// How it ended, or nil while it runs; it tells once, and is unknown from then on.
  func poll() -> RunEnd? {
    var status: Int32 = 0
    let answer = waitpid(pid, &status, WNOHANG)
    if answer < 0, errno == ECHILD { return .unknown }
    guard answer == pid else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }

  /// Asks it to save its state and end.
  func interrupt(_ signal: Int32) {
    kill(pid, signal)
  }
}
