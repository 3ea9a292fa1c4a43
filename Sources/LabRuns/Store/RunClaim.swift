import Foundation
import LabBase

/// One process's exclusive right to a run: a file made with O_EXCL and touched while the process lives.
///
/// A claim whose process is gone from the same machine and process namespace, or that nobody has touched for two
/// minutes, is void and may be taken over. Takers do so one after another, under a lock of the folder, so that none can remove the
/// fresh claim of the one before.
final class RunClaim {
  /// Seconds without a sign of life after which a claim of another machine is void.
  static let patience: TimeInterval = 120
  /// Seconds between two signs of life, given in the background: a step or an evaluation may take longer.
  private static let heartbeat = 15

  private let path: String
  private let descriptor: Int32
  private let timer: any DispatchSourceTimer

  /// Takes the claim of a run; nil where a living process holds it.
  ///
  /// - Throws: `LabError.cannotCreate` where the folder cannot be written, `.inputOutput` where the disk is full.
  init?<L: Lab>(_ directory: RunDirectory<L>) throws(LabError) {
    let path = directory.file("claim")
    try AtomicFile.makeFolders(directory.path, for: path)
    var created = try Self.create(path)
    if created == nil { created = try Self.takeOver(path, in: directory.path) }
    guard let descriptor = created else {
      try Self.requireFile(path)
      return nil
    }
    let content = "\(ProcessInfo.processInfo.processIdentifier) \(Self.host) \(Self.processNamespace)\n"
    // On a full disk the claim stays empty; it then counts by its age alone.
    _ = content.withCString { write(descriptor, $0, strlen($0)) }
    self.path = path
    self.descriptor = descriptor
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .seconds(Self.heartbeat), repeating: .seconds(Self.heartbeat))
    // Through the descriptor: should someone have taken the claim over, theirs is not touched.
    timer.setEventHandler { futimens(descriptor, nil) }
    timer.setCancelHandler { close(descriptor) }
    timer.resume()
  }

  /// Requires that what holds others off is a claim, which ends some time.
  private static func requireFile(_ path: String) throws(LabError) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
    throw .cannotCreate(path: path, reason: "something that is no file has this name; remove it")
  }

  deinit {
    if Self.isSameFile(descriptor, path) { unlink(path) }
    timer.cancel()
  }

  /// Whether a living process holds the claim of a run.
  static func isHeld<L: Lab>(_ directory: RunDirectory<L>) -> Bool {
    let path = directory.file("claim")
    return !isVoid(path)
  }

  /// The process of this machine, and of this numbering of processes, that the claim of a run names and that lives; nil
  /// where there is none.
  static func localHolder<L: Lab>(_ directory: RunDirectory<L>) -> pid_t? {
    guard let claim = try? AtomicFile.read(directory.file("claim")), let pid = localProcess(claim),
      isAlive(pid)
    else { return nil }
    return pid
  }

  /// Name of this machine, as the kernel has it; `ProcessInfo.hostName` would ask the network.
  static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    return gethostname(&name, name.count - 1) == 0
      ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "unknown"
  }

  /// What a process number means something in: the kernel's start and the container's numbering.
  ///
  /// Containers may share a machine's name, and each has a process 7.
  static let processNamespace: String = {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? "-"
    let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? "-"
    return "\(boot.split(whereSeparator: \.isWhitespace).first ?? "-")/\(space)"
  }()

  /// The new claim's descriptor; nil where there is one already.
  private static func create(_ path: String) throws(LabError) -> Int32? {
    switch SystemCall.retrying({ open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644) }) {
    case .success(let descriptor): return descriptor
    case .failure(let failure) where failure.code == EEXIST: return nil
    case .failure(let failure) where failure.isDiskFull:
      throw .inputOutput(path: path, operation: "creating the file", reason: failure.reason)
    case .failure(let failure): throw .cannotCreate(path: path, reason: failure.reason)
    }
  }

  /// Replaces a void claim; nil where it is not void, or somebody else was faster.
  private static func takeOver(_ path: String, in folder: String) throws(LabError) -> Int32? {
    guard let lock = FolderLock(folder) else { return nil }
    defer { withExtendedLifetime(lock) {} }
    guard isVoid(path, now: lock.now) else { return nil }
    unlink(path)
    return try create(path)
  }

  /// Removes a claim that nobody holds, by the clock that dates it.
  ///
  /// - Returns: whether it is gone by this.
  static func removeVoid(_ path: String, in folder: String) -> Bool {
    guard let lock = FolderLock(folder) else { return false }
    defer { withExtendedLifetime(lock) {} }
    return access(path, F_OK) == 0 && isVoid(path, now: lock.now) && unlink(path) == 0
  }

  private static func isSameFile(_ descriptor: Int32, _ path: String) -> Bool {
    var (own, present) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && stat(path, &present) == 0 && own.st_ino == present.st_ino
      && own.st_dev == present.st_dev
  }

  /// Whether nobody holds a claim.
  ///
  /// - Parameter now: the time by the clock that sets the files' times. Over a network it is the server's; nil takes this
  ///   machine's.
  static func isVoid(_ path: String, now: Date? = nil) -> Bool {
    guard let claim = try? AtomicFile.read(path) else {
      // A claim that has just been given up holds nobody off.
      return access(path, F_OK) != 0
    }
    if let pid = localProcess(claim), !isAlive(pid) { return true }
    var status = stat()
    guard stat(path, &status) == 0 else { return errno == ENOENT }
    // One from the future is no sign of life either.
    return abs((now ?? Date()).timeIntervalSince1970 - Double(status.st_mtim.tv_sec)) > patience
  }

  /// The process that a claim names; nil where it is of another machine or another numbering of processes.
  private static func localProcess(_ claim: [UInt8]) -> pid_t? {
    let words = String(decoding: claim, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 3, words[1] == host, words[2] == processNamespace, let pid = pid_t(words[0]), pid > 0
    else { return nil }
    return pid
  }

  private static func isAlive(_ pid: pid_t) -> Bool {
    kill(pid, 0) == 0 || errno != ESRCH
  }
}
