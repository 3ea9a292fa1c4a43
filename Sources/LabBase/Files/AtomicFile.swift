import Foundation

/// Whole files, written so that a reader sees the old content or the new, never a part.
///
/// A write goes to a temporary file in the target's folder, is flushed to the disk (`fsync`), and takes the
/// target's name in one step (`rename`). A crash leaves at most a file named `.identity-lab-….tmp`.
package enum AtomicFile {
  /// Replaces the content of `path` by `bytes`; folders above it that are missing are made.
  ///
  /// A symbolic link keeps pointing where it did: the file behind it is replaced.
  ///
  /// - Throws: ``LabError/cannotCreate(path:reason:)`` when the folder or the file cannot be made,
  ///   ``LabError/inputOutput(path:operation:reason:)`` when writing fails part way or the disk is full.
  package static func write(_ bytes: [UInt8], to path: String) throws(LabError) {
    try takePlaces([StagedFile(bytes, for: path)])
  }

  /// Replaces the contents of several files that belong together.
  ///
  /// All are written beside their targets and flushed before the first takes its place, so a full disk, a folder in
  /// the way or a path that is no file name changes none of them. They then take their places in the order given.
  /// Where one cannot, those before it are given back what they held, or removed where there was nothing, and the
  /// error is thrown.
  ///
  /// No file system replaces several files in one step. A reader may meet the first files new and the last ones old
  /// for the instant between two renamings, and a crash in it leaves them so, each of them whole: put last what must
  /// never stand without the others.
  ///
  /// - Throws: as ``write(_:to:)-([UInt8],_)``, and `LabError.cannotCreate` where two paths are of one file.
  package static func write(together files: [(path: String, bytes: [UInt8])]) throws(LabError) {
    var staged: [StagedFile] = []
    for file in files {
      let new = try StagedFile(file.bytes, for: file.path)
      guard !staged.contains(where: { $0.target == new.target }) else {
        throw .cannotCreate(path: file.path, reason: "it would replace another file written with it")
      }
      staged.append(new)
    }
    try takePlaces(staged)
  }

  /// Replaces the content of `path` by a text that a power cut may take: nothing is flushed to the disk.
  ///
  /// A reader still sees the old content or the new. For what is written often and can be found again, such as where a run
  /// stands; flushing takes longer than a short run's training.
  package static func writeUnflushed(_ text: String, to path: String) throws(LabError) {
    try StagedFile(Array(text.utf8), for: path, isKept: false).takePlace()
  }

  /// Lets written files take their places in order; those that have are undone where a later one cannot.
  static func takePlaces(_ files: [StagedFile]) throws(LabError) {
    for file in files.dropLast() { try file.keepOld() }
    for (index, file) in files.enumerated() {
      do {
        try file.takePlace()
      } catch {
        for done in files[..<index].reversed() { done.giveBack() }
        throw error
      }
    }
    for folder in files.map(\.folder).distinct { synchronize(folder: folder) }
  }

  /// Replaces the content of `path` by `text` in UTF-8; otherwise as the bytes' version.
  package static func write(_ text: String, to path: String) throws(LabError) {
    try write(Array(text.utf8), to: path)
  }

  /// All bytes of a regular file.
  ///
  /// - Throws: ``LabError/missingInput(what:advice:)`` when it does not exist,
  ///   ``LabError/inputOutput(path:operation:reason:)`` when it cannot be read, or is a pipe or a device.
  package static func read(_ path: String) throws(LabError) -> [UInt8] {
    try InputFile(path, allowsPipe: false).read(upTo: Int.max)
  }

  /// The file that a write to `path` replaces: `path` itself or, if that is a link, what it points to.
  static func destination(of path: String) throws(LabError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0), path.utf8.last != UInt8(ascii: "/") else {
      throw LabError.cannotCreate(path: path, reason: "this is no file name")
    }
    var status = stat()
    guard stat(path, &status) == 0 else { return path }
    // Renaming over a device or a folder would destroy it or fail late; say so before writing anything.
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw LabError.cannotCreate(
        path: path, reason: isFolder ? "a folder has this name" : "it is not a regular file")
    }
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes a folder and those above it, where missing; errors name `path`, for whose sake it is made.
  package static func makeFolders(_ folder: String, for path: String) throws(LabError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw LabError.cannotCreate(path: path, reason: "\(folder) is not a folder")
      }
      return
    }
    let above = parent(of: folder)
    if above != folder {
      try makeFolders(above, for: path)
    }
    // Another process may make the same folder at the same moment: that it exists is all we want.
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      let failure = SystemCallFailure(code: errno)
      throw failure.isDiskFull
        ? LabError.inputOutput(path: path, operation: "making the folder \(folder)", reason: failure.reason)
        : LabError.cannotCreate(path: path, reason: "folder \(folder): \(failure.reason)")
    }
  }

  /// Flushes the new name itself; file systems that cannot do it for folders (`EINVAL`) need no flush.
  package static func synchronize(folder: String) {
    guard
      case .success(let descriptor) = SystemCall.retrying({ open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
      )
    else { return }
    _ = SystemCall.retrying { fsync(descriptor) }
    close(descriptor)
  }
}
