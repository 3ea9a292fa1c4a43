import Foundation
import GRDB
import TestSupport
import Testing

@testable import LabBase
@testable import LabIndex
@testable import LabRuns
@testable import ToyLab

@Suite("No command fails for the index's file")
struct IndexFileTests {
  private let sample: IndexSample

  init() throws {
    sample = try IndexSample()
    for goal in ["1", "2", "3"] { try sample.add([.goal: goal]) }
  }

  private func count() throws -> String? { try sample.answer("SELECT count(*) FROM toy")[0][0] }

  @Test("a file that is none, or another program's, is made anew")
  func foreign() throws {
    try AtomicFile.write("nothing of SQLite, nothing of SQLite, nothing of SQLite", to: sample.path)
    #expect(try count() == "3")
    try FileManager.default.removeItem(atPath: sample.path)
    try DatabaseQueue(path: sample.path).write {
      try $0.execute(sql: "CREATE TABLE toy (x); INSERT INTO toy VALUES (1)")
    }
    #expect(try count() == "3")
    #expect(try count() == "3")
    #expect(try Array(AtomicFile.read(sample.path).prefix(6)) == Array("SQLite".utf8))
  }

  @Test("a file of other columns is made anew")
  func otherVersion() throws {
    #expect(try count() == "3")
    try DatabaseQueue(path: sample.path).write { connection in
      try connection.execute(sql: "UPDATE index_meta SET signature = '0.0.1'; UPDATE toy SET host = 'noted'")
    }
    #expect(try sample.answer("SELECT count(*) FROM toy WHERE host = 'noted'") == [["0"]])
  }

  @Test("a file of another version is emptied, and not taken from those who have it open")
  func open() throws {
    #expect(try count() == "3")
    let other = try DatabaseQueue(path: sample.path)
    try other.write { try $0.execute(sql: "UPDATE index_meta SET signature = '0.0.1'; CREATE TABLE x (y)") }
    #expect(try count() == "3")
    #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM toy") } == 3)
    #expect(try other.read { try $0.tableExists("x") } == false)
  }

  @Test("what another version puts there meanwhile is not taken for an answer")
  func takenOver() throws {
    var calls = 0
    let answer = try sample.ask { index in
      calls += 1
      if calls == 1 {
        try DatabaseQueue(path: sample.path).write {
          try $0.execute(sql: "UPDATE index_meta SET signature = '0.0.1'; DELETE FROM toy")
        }
      }
      return try index.query("SELECT count(*) FROM toy").rows[0][0]?.text
    }
    #expect(answer == "3" && calls == 2)
  }

  @Test("a file of whose tables somebody removed one is made anew")
  func missingTable() throws {
    #expect(try count() == "3")
    try DatabaseQueue(path: sample.path).write {
      try $0.execute(sql: "DROP TABLE damaged; UPDATE toy SET host = 'noted'")
    }
    try sample.add([.goal: "4"])
    #expect(try sample.answer("SELECT count(*), sum(host = 'noted') FROM toy") == [["4", "0"]])
  }

  @Test("a file cut anywhere is made anew", arguments: [0, 1, 100, 4096, 5000, 12288])
  func cut(length: Int) throws {
    #expect(try count() == "3")
    try AtomicFile.write(Array(AtomicFile.read(sample.path).prefix(length)), to: sample.path)
    #expect(try count() == "3")
  }

  @Test("a file whose pages were overwritten gives no error")
  func overwritten() throws {
    #expect(try count() == "3")
    let whole = try AtomicFile.read(sample.path)
    for page in 0..<(whole.count / 4096) {
      var bytes = whole
      for place in 0..<4096 { bytes[page * 4096 + place] = 0xA5 }
      try AtomicFile.write(bytes, to: sample.path)
      #expect(
        try sample.answer("SELECT count(*) FROM toy WHERE goal IS NOT NULL OR loss IS NOT NULL").count == 1)
    }
  }

  @Test("a locked file is read, and what is new is found without it")
  func locked() throws {
    #expect(try count() == "3")
    try sample.add([.goal: "4"])
    let file = try DatabaseQueue(path: sample.path)
    try file.inDatabase { connection in
      try connection.execute(sql: "BEGIN EXCLUSIVE")
      #expect(try count() == "4")
      try connection.execute(sql: "ROLLBACK")
    }
    #expect(try count() == "4")
  }

  @Test("a folder in the file's place does not matter")
  func inTheWay() throws {
    try FileManager.default.createDirectory(atPath: sample.path, withIntermediateDirectories: false)
    #expect(try count() == "3")
  }

  @Test("without runs no file is made, and the tables are there")
  func noRuns() throws {
    let empty = try IndexSample()
    #expect(try empty.answer("SELECT count(*) FROM runs") == [["0"]])
    #expect(!FileManager.default.fileExists(atPath: empty.path))
  }
}
