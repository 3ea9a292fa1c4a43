import Foundation

/// A new file in the target's folder, removed when it goes out of scope without having taken the target's name.
package struct TemporaryFile: ~Copyable {
  private let descriptor: Int32
  /// Its path until then.
  package let name: String
  private let path: String
  private var isOpen = true

  /// Creates a file of a name nobody else has: the process's number, then the first free count.
  ///
  /// `O_EXCL` settles races between threads, processes and hosts sharing the folder.
  package init(in folder: String, for path: String) throws(LabError) {
    for attempt in 0..<10_000 {
      let name = "\(folder)/.identity-lab-\(getpid())-\(attempt).tmp"
      let created = SystemCall.retrying { open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
      switch created {
      case .success(let descriptor):
        self.descriptor = descriptor
        self.name = name
        self.path = path
        return
      case .failure(let failure) where failure.code == EEXIST:
        continue
      case .failure(let failure) where failure.isDiskFull:
        throw LabError.inputOutput(path: path, operation: "creating the file", reason: failure.reason)
      case .failure(let failure):
        throw LabError.cannotCreate(path: path, reason: failure.reason)
      }
    }
    throw LabError.cannotCreate(
      path: path, reason: "\(folder) is full of left-over .identity-lab-….tmp files")
  }

  deinit {
    if isOpen {
      close(descriptor)
      unlink(name)
    }
  }

  /// Writes all bytes, and flushes them to the disk if they are to be kept.
  func write(_ bytes: [UInt8], isKept: Bool = true) throws(LabError) {
    try append(bytes)
    if isKept { try synchronize() }
  }

  /// Flushes what was written to the disk.
  package func synchronize() throws(LabError) {
    if case .failure(let failure) = SystemCall.retrying({ fsync(descriptor) }) {
      throw .inputOutput(path: path, operation: "flushing the file", reason: failure.reason)
    }
  }

  /// Writes all bytes behind those written before, however many calls the system makes of it.
  package func append(_ bytes: [UInt8]) throws(LabError) {
    let failure = bytes.withUnsafeBytes { buffer -> SystemCallFailure? in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        switch SystemCall.retrying({ Foundation.write(descriptor, rest.baseAddress, rest.count) }) {
        case .success(let count): written += count
        case .failure(let failure): return failure
        }
      }
      return nil
    }
    if let failure {
      throw LabError.inputOutput(
        path: path, operation: "writing \(bytes.count) bytes", reason: failure.reason)
    }
  }

  /// Gives the file the target's name, replacing what had it.
  package consuming func takeName(_ target: String) throws(LabError) {
    isOpen = false
    // Network file systems report a full disk here. On Linux the descriptor is gone even after EINTR.
    if close(descriptor) != 0, errno != EINTR {
      let failure = SystemCallFailure(code: errno)
      unlink(name)
      throw LabError.inputOutput(path: path, operation: "closing the file", reason: failure.reason)
    }
    if rename(name, target) != 0 {
      let failure = SystemCallFailure(code: errno)
      unlink(name)
      throw LabError.inputOutput(path: path, operation: "renaming the finished file", reason: failure.reason)
    }
  }
}
