import TestSupport
import Testing

@testable import LabBase
@testable import LabRuns

@Suite("metrics.csv") struct MetricsFileTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/metrics.csv" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func makeFile() -> MetricsFile { MetricsFile(path: path, columns: ["loss", "norm"]) }

  private func row(_ step: Int, _ loss: Double = 1, isLast: Bool = false) -> MetricsRow {
    MetricsRow(step: step, loss: loss, values: [loss, nil], isLast: isLast)
  }

  private var text: String { get throws { String(decoding: try AtomicFile.read(path), as: UTF8.self) } }

  @Test("rows read back to the same bits")
  func roundTrip() throws {
    var file = makeFile()
    try file.begin()
    for (index, loss) in [1.0 / 3, .infinity, 0x1p-1074].enumerated() { file.append(row(10 * index, loss)) }
    try file.flush()
    let table = MetricsTable(csv: try text)
    #expect(table.steps == [0, 10, 20])
    #expect(table["loss"] == [1.0 / 3, .infinity, 0x1p-1074])
    #expect(table["norm"] == [nil, nil, nil] && table["other"].isEmpty)
  }

  @Test("a flush appends and leaves what is there alone")
  func appends() throws {
    var file = makeFile()
    try file.begin()
    file.append(row(0))
    try file.flush()
    let before = try text
    file.append(row(10))
    try file.flush()
    #expect(try text == before + "10,1.0,\n")
  }

  @Test(
    "a resumed file has the rows before its state's step, whatever came after",
    arguments: ["", "20,1.0,\n", "20,1.0", "1", "garbage\n30,1.0,\n", "10,1.0,\n"])
  func resumes(tail: String) throws {
    let start = "step,loss,norm\n0,1.0,\n10,1.0,\n"
    try AtomicFile.write(start + tail, to: path)
    var file = makeFile()
    try file.resume(before: 20)
    file.append(row(20, 2))
    try file.flush()
    #expect(try text == start + (tail == "10,1.0,\n" ? tail : "") + "20,2.0,\n")
  }

  @Test("a file that is none is begun anew", arguments: ["", "step,los", "x,y\n1,2\n"])
  func refusesOthers(text: String) throws {
    try AtomicFile.write(text, to: path)
    var file = makeFile()
    try file.resume(before: 20)
    try file.flush()
    #expect(try self.text == "step,loss,norm\n")
  }

  @Test("a training of any length has a bounded number of rows, the last among them")
  func isBounded() {
    let kept = stride(from: 0, through: 100_000_000, by: 10).filter { row($0).isKept }
    #expect(kept.count < 40_000)
    #expect(kept.prefix(10_000).elementsEqual(stride(from: 0, to: 100_000, by: 10)))
    #expect(kept.contains(100_000) && !kept.contains(100_010) && kept.contains(99_999_000 + 1_000))
    #expect(row(123_456_7, isLast: true).isKept && !row(123_456_7).isKept)
  }

  @Test(
    "metrics.csv of the longest trainings stays below a few megabytes",
    arguments: [100, 10_000, 100_000, 1_000_000, 100_000_000, 1_000_000_000])
  func bytes(steps: Int) {
    // Three numbers of a reconstruction's row, as long as a Double's text can be.
    let longest = "\(Double(-1.2345678901234567e-300))".utf8.count
    var (rows, bytes) = (0, 0)
    for step in stride(from: 0, to: steps, by: 10) where row(step).isKept {
      rows += 1
      bytes += "\(step)".utf8.count + 3 * (longest + 1) + 1
    }
    rows += 1
    #expect(rows <= 46_001 && bytes < 5_000_000)
    #expect(
      rows == min(steps, 100_000) / 10
        + (0..<4).reduce(0) { sum, power in
          let start = [100_000, 1_000_000, 10_000_000, 100_000_000][power]
          return sum + (steps > start ? 9_000 : 0)
        } + 1)
  }

  @Test("of numbered rows the first 10,000 stay, then ever fewer, and the last")
  func numbered() {
    func kept(_ numbers: ClosedRange<Int>) -> [Int] {
      numbers.filter { MetricsRow(step: 391 * $0, loss: 1, values: [1], isLast: false, number: $0).isKept }
    }
    #expect(kept(0...10_000).count == 10_001)
    #expect(kept(10_001...10_050) == [10_010, 10_020, 10_030, 10_040, 10_050])
    #expect(kept(0...1_000_000).count == 28_001)
    #expect(kept(1_000_001...1_000_999).isEmpty)
    // Nine numbers a row.
    #expect(28_001 * (10 + 9 * 25) < 7_000_000)
    #expect(MetricsRow(step: 1, loss: 1, values: [1], isLast: true, number: 10_001).isKept)
  }

  @Test("a log that many attempts made long loses its first lines")
  func shortLog() throws {
    let path = folder.path + "/log.jsonl"
    let line = "{\"message\":\"\(String(repeating: "x", count: 90))\"}\n"
    try AtomicFile.write(String(repeating: line, count: 20_000), to: path)
    JSONLinesLogHandler.shorten(path)
    let short = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    #expect(short.utf8.count <= JSONLinesLogHandler.limit / 2 && short.utf8.count > 500_000)
    #expect(short == String(repeating: line, count: short.utf8.count / line.utf8.count))
    JSONLinesLogHandler.shorten(path)
    #expect(String(decoding: try AtomicFile.read(path), as: UTF8.self) == short)
  }

  @Test("a torn line ends a table that is read")
  func torn() {
    let table = MetricsTable(csv: "step,loss,norm\n0,1.0,2.0\n10,0.5")
    #expect(table.steps == [0])
  }
}
