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
  /// Why something in the pack cannot be read; nil where all of it can.
  let problem: LabError?
  private let prefix: String
  /// The file that was read; nil where that failed, which may pass.
  let identity: String?

  private static let known = Mutex<[String: RunPack]>([:])

  /// The path of the pack of a prefix: `OUT/runs/ab.tar`.
  package static func path(prefix: some StringProtocol, output: String) -> String {
    "\(output)/runs/\(prefix).tar"
  }

  /// The pack of a prefix; nil where there is none.
  static func at(prefix: some StringProtocol, output: String) -> RunPack? {
    let path = path(prefix: prefix, output: output)
    guard let identity = FileIdentity(path)?.description else { return nil }
    if let pack = known.withLock({ $0[path] }), pack.identity == identity { return pack }
    let pack = RunPack(reading: path, prefix: String(prefix))
    if pack.identity != nil { known.withLock { $0[path] = pack } }
    return pack
  }

  /// Reads the heads of the entries of a prefix's pack.
  init(reading path: String, prefix: String) {
    do throws(LabError) {
      self = try RunPack(PackFile(path), path: path, prefix: prefix)
    } catch {
      self.init(path: path, prefix: prefix, runs: [:], problem: error, identity: nil)
    }
  }

  /// Behind a damaged head, the next one that is whole is looked for, so that the runs after it are not lost.
  private init(_ file: borrowing PackFile, path: String, prefix: String) throws(LabError) {
    var runs: [String: [Entry]] = [:]
    var damage: String?
    var (place, blanks) = (0, 0)
    while place + TarHeader.blockSize <= file.size, blanks < 2 {
      let block = try file.read(TarHeader.blockSize, at: place)
      place += TarHeader.blockSize
      if block.allSatisfy({ $0 == 0 }) {
        blanks += 1
        continue
      }
      blanks = 0
      guard let head = TarHeader(block[...]), let (key, name) = Self.parts(head.name, prefix: prefix),
        place + head.size <= file.size
      else {
        damage = damage ?? "something else at byte \(place - TarHeader.blockSize)"
        continue
      }
      runs[key, default: []].append(Entry(name: name, offset: place, size: head.size, time: head.time))
      place += (head.size + TarHeader.blockSize - 1) / TarHeader.blockSize * TarHeader.blockSize
    }
    if blanks < 2 { damage = damage ?? "no end" }
    let problem = damage.map { damage in
      LabError.badData(
        path: path, expected: "a pack of runs, as `runs pack` writes it",
        found:
          "\(damage); `tar xf` beside it gives back what is whole, and without the pack the rest is made again"
      )
    }
    self.init(path: path, prefix: prefix, runs: runs, problem: problem, identity: file.identity)
  }

  private init(
    path: String, prefix: String, runs: [String: [Entry]], problem: LabError?, identity: String?
  ) {
    self.path = path
    self.prefix = prefix
    self.runs = runs
    self.problem = problem
    self.identity = identity
  }

  /// The keys of the runs in it, sorted.
  package var keys: [String] { runs.keys.sorted() }

  /// The bytes of a run's file; nil where the pack has none of that name.
  ///
  /// - Throws: `LabError.badData` where the pack is damaged and may have had it, `.inputOutput` where it cannot be read.
  func read(_ name: String, of runKey: String) throws(LabError) -> [UInt8]? {
    guard let entry = entry(name, of: runKey) else {
      try requireWhole()
      return nil
    }
    let file = try PackFile(path)
    if file.identity == identity { return try file.read(entry.size, at: entry.offset) }
    // Somebody has written the pack anew since its heads were read.
    let pack = try RunPack(file, path: path, prefix: prefix)
    guard let entry = pack.entry(name, of: runKey) else {
      try pack.requireWhole()
      return nil
    }
    return try file.read(entry.size, at: entry.offset)
  }

  /// Of several files of one name the last counts.
  private func entry(_ name: String, of runKey: String) -> Entry? {
    runs[runKey]?.last { $0.name == name }
  }

  /// Requires that all of the pack can be read.
  ///
  /// - Throws: `LabError.badData` where it is damaged, `.inputOutput` where reading it failed.
  func requireWhole() throws(LabError) {
    if let problem { throw problem }
  }

  /// The run and the file's name of `ab/KEY/FILE`; nil of any other name, and of a run of another prefix than the pack's.
  private static func parts(_ name: String, prefix: String) -> (key: String, name: String)? {
    let words = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == prefix, words[1].hasPrefix(prefix), words[1].utf8.count == 16,
      words[1].utf8.allSatisfy("0123456789abcdef".utf8.contains), !words[2].isEmpty,
      !words[2].split(separator: "/", omittingEmptySubsequences: false).contains(where: {
        ["", ".", ".."].contains($0)
      })
    else { return nil }
    return (String(words[1]), String(words[2]))
  }
}
