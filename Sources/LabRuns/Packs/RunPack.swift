import Foundation
import LabBase
import Synchronization

/// The runs of one two-digit prefix in one file runs/ab.tar, as `tar` reads it: entries are named `ab/KEY/FILE`.
///
/// What it holds is read once, and again when the file is another one.
package struct RunPack: Sendable {
  /// A file in the pack.
  struct Entry: Equatable, Sendable {
    /// Its name below the run's folder: `result.json`, `studies/…`.
    let name: String
    /// Where its bytes begin.
    let offset: Int
    /// How many they are.
    let size: Int
    /// When it was written, in seconds since 1970.
    let time: Int
  }

  /// The pack's path.
  package let path: String
  /// The files of each run.
  let runs: [String: [Entry]]
  /// What is wrong with the pack; nil where all of it can be read.
  package let problem: String?

  private static let known = Mutex<[String: (identity: String, pack: RunPack)]>([:])

  /// The path of the pack of a prefix: `OUT/runs/ab.tar`.
  package static func path(prefix: some StringProtocol, output: String) -> String {
    "\(output)/runs/\(prefix).tar"
  }

  /// The pack of a prefix; nil where there is none.
  static func at(prefix: some StringProtocol, output: String) -> RunPack? {
    let path = path(prefix: prefix, output: output)
    guard let identity = FileIdentity(path)?.description else { return nil }
    if let (old, pack) = known.withLock({ $0[path] }), old == identity { return pack }
    let pack = RunPack(reading: path)
    known.withLock { $0[path] = (identity, pack) }
    return pack
  }

  /// Reads the heads of a pack's entries.
  ///
  /// Behind a damaged head, the next one that is whole is looked for, so that the runs after it are not lost.
  init(reading path: String) {
    self.path = path
    var runs: [String: [Entry]] = [:]
    var problem: String?
    do throws(LabError) {
      let file = try PackFile(path)
      var (place, blanks) = (0, 0)
      while place < file.size, blanks < 2 {
        let block = try file.read(TarHeader.blockSize, at: place)
        place += TarHeader.blockSize
        if block.allSatisfy({ $0 == 0 }) {
          blanks += 1
          continue
        }
        blanks = 0
        guard let head = TarHeader(block[...]), let (key, name) = Self.parts(head.name),
          place + head.size <= file.size
        else {
          problem = problem ?? "something else at byte \(place - TarHeader.blockSize)"
          continue
        }
        runs[key, default: []].append(Entry(name: name, offset: place, size: head.size, time: head.time))
        place += (head.size + TarHeader.blockSize - 1) / TarHeader.blockSize * TarHeader.blockSize
      }
      if blanks < 2 { problem = problem ?? "no end" }
    } catch {
      problem = "\(error)"
    }
    self.runs = runs
    self.problem = problem
  }

  /// The keys of the runs in it, sorted.
  package var keys: [String] { runs.keys.sorted() }

  /// The bytes of a run's file; nil where the pack has none of that name.
  ///
  /// - Throws: `LabError.badData` where the pack is damaged and may have had it, `.inputOutput` where it cannot be read.
  func read(_ name: String, of runKey: String) throws(LabError) -> [UInt8]? {
    guard let entry = runs[runKey]?.last(where: { $0.name == name }) else {
      if problem != nil { try requireWhole() }
      return nil
    }
    return try PackFile(path).read(entry.size, at: entry.offset)
  }

  /// Requires that all of the pack can be read.
  ///
  /// - Throws: `LabError.badData` where it cannot.
  func requireWhole() throws(LabError) {
    guard let problem else { return }
    throw .badData(path: path, expected: "a pack of runs, as `runs pack` writes it", found: problem)
  }

  /// The run and the file's name of `ab/KEY/FILE`; nil of any other name.
  private static func parts(_ name: String) -> (key: String, name: String)? {
    let words = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, words[1].count == 16, words[1].hasPrefix(words[0]), !words[2].isEmpty,
      words[1].allSatisfy({ $0.isHexDigit && !$0.isUppercase }),
      !words[2].split(separator: "/", omittingEmptySubsequences: false).contains(where: {
        ["", ".", ".."].contains($0)
      })
    else { return nil }
    return (String(words[1]), String(words[2]))
  }
}
