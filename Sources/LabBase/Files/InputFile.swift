import Foundation

/// A file open for reading, closed when it goes out of scope.
package struct InputFile: ~Copyable {
  /// The path as the caller gave it, for errors.
  let path: String
  /// Size in bytes of a regular file; `nil` for a pipe or a device, whose end only reading finds.
  package let size: Int?
  private let descriptor: Int32

  /// Opens `path`.
  ///
  /// - Parameter allowsPipe: whether it may be a pipe or a device, whose other end may never come: a user may give one,
  ///   but what lies in a folder of ours or of a data set is a file.
  /// - Throws: ``LabError/missingInput(what:advice:)`` when nothing is there,
  ///   ``LabError/inputOutput(path:operation:reason:)`` when it is a folder, may not be read, or is a pipe or a
  ///   device where none is allowed.
  package init(_ path: String, allowsPipe: Bool = true) throws(LabError) {
    guard !path.utf8.contains(0) else {
      throw LabError.inputOutput(
        path: path, operation: "opening", reason: "the path contains a NUL character")
    }
    let opened = SystemCall.retrying { open(path, O_RDONLY | O_CLOEXEC | (allowsPipe ? 0 : O_NONBLOCK)) }
    let descriptor: Int32
    switch opened {
    case .success(let number): descriptor = number
    case .failure(let failure) where failure.code == ENOENT || failure.code == ENOTDIR:
      throw LabError.missingInput(
        what: path.isEmpty ? "a file of the empty name" : path, advice: "check the path")
    case .failure(let failure):
      throw LabError.inputOutput(path: path, operation: "opening", reason: failure.reason)
    }
    var status = stat()
    let statusResult = fstat(descriptor, &status)
    let kind = status.st_mode & S_IFMT
    guard statusResult == 0, kind == S_IFREG || (allowsPipe && kind != S_IFDIR) else {
      let reason =
        statusResult != 0
        ? SystemCallFailure(code: errno).reason
        : kind == S_IFDIR ? "it is a folder" : "it is not a regular file"
      close(descriptor)
      throw LabError.inputOutput(path: path, operation: "opening", reason: reason)
    }
    self.path = path
    self.size = kind == S_IFREG ? Int(status.st_size) : nil
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Reads up to `count` further bytes; fewer only at the file's end.
  ///
  /// Memory grows with what really arrives, so neither a sparse file nor a size in a header can ask for more.
  ///
  /// - Throws: ``LabError/inputOutput(path:operation:reason:)``.
  package func read(upTo count: Int) throws(LabError) -> [UInt8] {
    precondition(count >= 0, "\(count) bytes cannot be read")
    var bytes: [UInt8] = []
    // One byte more than a regular file holds: the read that finds its end then needs no second buffer.
    let expected = size.map { $0 < Int.max ? $0 + 1 : $0 } ?? InputFile.blockSize
    var capacity = min(count, max(InputFile.blockSize, min(expected, InputFile.largestFirstBlock)))
    var failure: SystemCallFailure?
    var atEnd = false
    while bytes.count < count, !atEnd, failure == nil {
      let start = bytes.count
      let wanted = min(capacity, count - start)
      let block = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
        while filled < wanted {
          let base = buffer.baseAddress.map { $0 + filled }
          switch SystemCall.retrying({ Foundation.read(descriptor, base, wanted - filled) }) {
          case .success(0):
            atEnd = true
            return
          case .success(let arrived):
            filled += arrived
          case .failure(let problem):
            failure = problem
            return
          }
        }
      }
      if bytes.isEmpty {
        bytes = block
      } else {
        bytes.append(contentsOf: block)
      }
      capacity = max(InputFile.blockSize, bytes.count)
    }
    if let failure {
      throw LabError.inputOutput(path: path, operation: "reading", reason: failure.reason)
    }
    return bytes
  }

  private static let blockSize = 1 << 16
  private static let largestFirstBlock = 1 << 26
}
