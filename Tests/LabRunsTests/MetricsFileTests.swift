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

  @Test("a torn line ends a table that is read")
  func torn() {
    let table = MetricsTable(csv: "step,loss,norm\n0,1.0,2.0\n10,0.5")
    #expect(table.steps == [0])
  }
}
