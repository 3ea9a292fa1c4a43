import Foundation

/// One process's exclusive right to a run: a file made with O_EXCL and touched while the process lives.
///
/// A claim whose process on the same machine is gone, or that nobody has touched for two minutes, is void and
/// may be taken over; by renaming it first, so that only one of several takers gets it.
final class RunClaim {
  /// Seconds without a sign of life after which a claim of another machine is void.
  static let patience: TimeInterval = 120

  private let path: String
  private let content: String

  /// Takes the claim of a run; nil where a living process holds it.
  ///
  /// - Throws: `LabError.cannotCreate` where the folder cannot be written.
  init?(_ directory: RunDirectory) throws(LabError) {
    path = directory.file("claim")
    content = "\(ProcessInfo.processInfo.processIdentifier) \(Self.host)\n"
    do {
      try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(path: directory.path, reason: "\(error.localizedDescription)")
    }
    if try create() { return }
    guard Self.isVoid(path) else { return nil }
    let grave = path + ".void.\(ProcessInfo.processInfo.processIdentifier)"
    guard rename(path, grave) == 0 else { return nil }
    unlink(grave)
    guard try create() else { return nil }
  }

  deinit {
    unlink(path)
  }

  /// Shows that the process is alive.
  func touch() {
    utimes(path, nil)
  }

  /// Name of this machine, as the kernel has it; `ProcessInfo.hostName` would ask the network.
  static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    return gethostname(&name, name.count - 1) == 0
      ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "unknown"
  }

  private func create() throws(LabError) -> Bool {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw .cannotCreate(path: path, reason: String(cString: strerror(errno)))
    }
    _ = content.withCString { write(descriptor, $0, strlen($0)) }
    close(descriptor)
    return true
  }

  private static func isVoid(_ path: String) -> Bool {
    guard let text = try? AtomicFile.read(path) else { return false }
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    if words.count == 2, words[1] == host, let pid = Int32(words[0]), kill(pid, 0) != 0, errno == ESRCH {
      return true
    }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) > patience
  }
}
