import Foundation

/// A file written whole beside the one that it is to replace, under whose name nothing changes until it takes its place.
///
/// Let go of before that, it leaves nothing behind.
final class StagedFile {
  /// What is replaced: the path as given or, if that is a link, the file behind it.
  let target: String
  /// The folder of the target.
  let folder: String
  private let path: String
  private var new: TemporaryFile?
  /// The content that the target had, to give it back; nil where it was not kept, or there was none.
  private var old: TemporaryFile?

  /// Writes bytes beside the file of a path; missing folders above it are made.
  ///
  /// - Parameter isKept: whether they are flushed to the disk.
  /// - Throws: as ``AtomicFile/write(_:to:)-([UInt8],_)``.
  init(_ bytes: [UInt8], for path: String, isKept: Bool = true) throws(LabError) {
    self.path = path
    target = try AtomicFile.destination(of: path)
    folder = AtomicFile.parent(of: target)
    try AtomicFile.makeFolders(folder, for: path)
    let file = try TemporaryFile(in: folder, for: path)
    try file.write(bytes, isKept: isKept)
    new = consume file
  }

  /// Puts a copy of what the target holds beside it, for ``giveBack()``.
  ///
  /// A copy, because not every file system can give a file a second name.
  func keepOld() throws(LabError) {
    guard FileManager.default.fileExists(atPath: target) else { return }
    let copy = try TemporaryFile(in: folder, for: path)
    try copy.write(AtomicFile.read(target))
    old = consume copy
  }

  /// Takes the target's name in one step.
  func takePlace() throws(LabError) {
    guard let new = new.take() else { preconditionFailure("\(path) was replaced twice") }
    try new.takeName(target)
  }

  /// Undoes ``takePlace()``: the target has its old content, or is gone where there was none.
  ///
  /// It cannot fail for want of space; what else can happen on the way has just stopped another file, and that
  /// trouble is the one to be told.
  func giveBack() {
    if let old = old.take() {
      try? old.takeName(target)
    } else {
      unlink(target)
    }
  }
}
