import Foundation
import LabBase

/// A child process that makes runs, in a process group of its own so that Ctrl-C reaches only the parent, who passes it
/// on.
///
/// A pair of sockets joins the two: the child's standard input and output. Should the parent die, the child finds the
/// end of its input once its run is done, and leaves.
final class WorkerProcess: LaunchedWorker {
  /// The process's number.
  let pid: pid_t
  private let socket: Int32
  private var unread: [UInt8] = []
  private var hasEnded = false
  private var end: WorkerEnd?

  var descriptor: Int32? { hasEnded ? nil : socket }

  /// Starts a program whose standard error goes to the end of `logPath`.
  ///
  /// - Throws: `LabError.unavailable` where it cannot be started.
  init(executable: String, arguments: [String], logPath: String) throws(LabError) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw .unavailable(what: "a worker process", advice: String(cString: strerror(errno)))
    }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, logPath, O_WRONLY | O_CREAT | O_APPEND, 0o644)
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
      close(ends[0])
      throw .unavailable(
        what: "a worker process (\(executable))", advice: String(cString: strerror(status)))
    }
    self.pid = pid
    socket = ends[0]
  }

  deinit { close(socket) }

  func assign(_ assignment: WorkerAssignment) {
    let line = Array((CanonicalJSON.compact(assignment) + "\n").utf8)
    // A line is far smaller than a socket's buffer; what a dead worker does not take is seen in `look`.
    _ = SystemCall.retrying { send(socket, line, line.count, Int32(MSG_NOSIGNAL)) }
  }

  func look() -> (replies: [WorkerReply], end: WorkerEnd?) {
    if !hasEnded { receive() }
    if hasEnded, end == nil { end = waited() }
    var replies: [WorkerReply] = []
    while let newline = unread.firstIndex(of: UInt8(ascii: "\n")) {
      // Whatever else a library should print there is not for us.
      if let reply = try? JSONDecoder().decode(WorkerReply.self, from: Data(unread[..<newline])) {
        replies.append(reply)
      }
      unread.removeSubrange(...newline)
    }
    return (replies, end)
  }

  func interrupt(_ signal: Int32) {
    if end == nil { kill(pid, signal) }
  }

  func dismiss() {
    shutdown(socket, Int32(SHUT_WR))
  }

  /// Takes what has arrived.
  private func receive() {
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      switch SystemCall.retrying({ recv(socket, &block, block.count, Int32(MSG_DONTWAIT)) }) {
      case .success(0):
        hasEnded = true
        return
      case .success(let count): unread += block[..<count]
      case .failure(let failure):
        hasEnded = failure.code != EAGAIN
        return
      }
    }
  }

  /// How the process ended; nil while the system has not said so.
  private func waited() -> WorkerEnd? {
    var status: Int32 = 0
    let answer = waitpid(pid, &status, WNOHANG)
    if answer < 0, errno == ECHILD { return .unknown }
    guard answer == pid else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
