import Foundation
import TestSupport
import Testing

@testable import LabBase

@Suite struct FolderLockTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("while one holds the lock another waits")
  func exclusive() throws {
    var first = FolderLock(folder.path)
    #expect(first != nil)
    let refused = { (descriptor: Int32) in flock(descriptor, LOCK_EX | LOCK_NB) }
    func isFree() -> Bool {
      let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
      defer { close(descriptor) }
      return refused(descriptor) == 0
    }
    #expect(!isFree())
    first = nil
    #expect(isFree())
    #expect(FolderLock(folder.path("nowhere")) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path(".lock")))
  }

  @Test("where a folder cannot be locked, as over NFS, a file in it is")
  func file() throws {
    var locked: [Bool] = []
    let lock = FolderLock(folder.path) { descriptor in
      let isWritable = fcntl(descriptor, F_GETFL) & O_ACCMODE == O_RDWR
      locked.append(isWritable)
      if !isWritable { errno = EBADF }
      return isWritable ? flock(descriptor, LOCK_EX) : -1
    }
    #expect(locked == [false, true])
    let other = open(folder.path(".lock"), O_RDWR)
    defer { close(other) }
    #expect(flock(other, LOCK_EX | LOCK_NB) != 0)
    withExtendedLifetime(lock) {}
  }

  @Test("the folder's clock is that of the files in it")
  func now() throws {
    let lock = try #require(FolderLock(folder.path))
    let now = try #require(lock.now)
    _ = try folder.file("x", [1])
    let date = try #require(
      FileManager.default.attributesOfItem(atPath: folder.path("x"))[.modificationDate] as? Date)
    #expect(abs(date.timeIntervalSince(now)) < 5)
  }
}
