import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabIndex
@testable import LabRuns
@testable import ToyLab

@Suite("Exported runs hold what the runs do")
struct ExportTests {
  private let sample: IndexSample

  init() throws { sample = try IndexSample() }

  private func export() throws -> RunExport {
    try sample.ask { RunExport(try $0.rows(of: ToyLab.self, RunColumns(RunQuantity.all))) }
  }

  @Test("CSV and JSON lines have a row a run, numbers in full")
  func texts() throws {
    for goal in ["0.1", "3"] { try sample.add([.goal: goal]) }
    let export = try export()
    let csv = RunExport.csv([export]).split(separator: "\n")
    #expect(csv.count == 3 && csv[0].hasPrefix("lab,goal,rate,steps,seed,"))
    let lines = RunExport.jsonLines([export]).split(separator: "\n")
    let objects = try lines.map { try JSONValue(parsing: String($0)) }
    let goals = objects.compactMap { $0["goal"] }
    #expect(goals.count == 2 && goals.contains(.number(0.1)) && goals.contains(.number(3)))
    #expect(objects.allSatisfy { $0["lab"] == .string("toy") && $0["state"] == .string("fitted") })
    #expect(objects.allSatisfy { object in export.columns.allSatisfy { object[$0] != nil } })
  }

  @Test("an event file frames its records with their checksums, and holds every row of metrics.csv")
  func events() throws {
    #expect(RecordChecksum.crc32c(Array("123456789".utf8)) == 0xE306_9283)
    let table = MetricsTable(csv: "step,loss,norm\n0,1.5,\n10,0.25,-3.0\n300,1e-05,2.0\n")
    let file = EventFile(settings: [("depth", "5"), ("image", "a|b")], metrics: table, time: 1_800_000_000)
    let events = try Decoder.records(file.bytes).map(Decoder.event)
    #expect(events.count == 5)
    #expect(events[0].version == "brain.Event:2")
    #expect(events.allSatisfy { $0.time == 1_800_000_000 })
    #expect(events[1].text == "| setting | value |\n|---|---|\n| depth | 5 |\n| image | a\\|b |")
    #expect(events.dropFirst(2).map(\.step) == [0, 10, 300])
    #expect(events[2].scalars == ["loss": 1.5])
    #expect(events[3].scalars == ["loss": 0.25, "norm": -3])
    #expect(events[4].scalars == ["loss": Float(1e-05), "norm": 2])
  }

  @Test("a structured array tells its fields, and its records have their sizes")
  func array() throws {
    let rows: [[QuantityValue?]] = [
      [QuantityValue("7", number: 7), QuantityValue(0.5), QuantityValue("é1")],
      [QuantityValue("-8", number: -8), nil, nil],
    ]
    let bytes = NumpyTable.encode(columns: ["n", "x@y", "word"], rows: rows)
    let length = Int(bytes[8]) + Int(bytes[9]) << 8
    let header = String(decoding: bytes[10..<10 + length], as: UTF8.self)
    #expect((10 + length) % 64 == 0 && bytes[10 + length - 1] == 0x0A)
    #expect(
      header.hasPrefix(
        "{'descr': [('n', '<i8'), ('x@y', '<f8'), ('word', '<U2')], 'fortran_order': False, 'shape': (2,), }")
    )
    #expect(bytes.count == 10 + length + 2 * (8 + 8 + 8))
    #expect(Array(bytes[(10 + length)...].prefix(8)) == [7, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test(
    "NumPy and TensorBoard read what was written",
    .enabled(if: Python.path != nil, "IDENTITY_LAB_PYTHON names no Python"))
  func python() throws {
    let run = try sample.add([.goal: "3"])
    try sample.add([.goal: "0.1", .seed: "18446744073709551615"])
    let export = try export()
    let array = try sample.folder.file(
      "runs.npy", NumpyTable.encode(columns: export.columns, rows: export.rows))
    let metrics = MetricsTable(csv: String(decoding: try run.read("metrics.csv"), as: UTF8.self))
    _ = try sample.folder.file(
      "events/\(EventFile.name)", EventFile(settings: [("goal", "3")], metrics: metrics, time: 5).bytes)
    let script = """
      import sys, numpy
      a = numpy.load(sys.argv[1])
      print(len(a), sorted(a["goal"].tolist()), sorted(a["seed"].tolist()), set(a["state"].tolist()))
      try:
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      except ImportError:
        sys.exit()
      e = EventAccumulator(sys.argv[2], size_guidance={"scalars": 0, "tensors": 0})
      e.Reload()
      scalars = e.Scalars("loss")
      print(len(scalars), [s.step for s in scalars][:3], scalars[0].value, e.Tensors("settings")[0].tensor_proto.string_val[0].decode().splitlines()[2])
      """
    let output = try Python.run(script, [array, sample.folder.path + "/events"])
    let lines = output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "2 [0.1, 3.0] ['0', '18446744073709551615'] {'fitted'}")
    if lines.count > 1 {
      let loss = try #require(metrics["loss"][0])
      #expect(
        lines[1]
          == "\(metrics.steps.count) \(Array(metrics.steps.prefix(3))) \(Double(Float(loss))) | goal | 3 |")
    }
  }
}

/// Reads event files, as their description says.
private enum Decoder {
  struct Event {
    var (time, step, version, text) = (0.0, 0, "", "")
    var scalars: [String: Float] = [:]
  }

  /// The contents of a file's records.
  static func records(_ bytes: [UInt8]) throws -> [[UInt8]] {
    var records: [[UInt8]] = []
    var place = 0
    while place < bytes.count {
      let head = bytes[place..<place + 8]
      let length = Int(number(head))
      #expect(number(bytes[place + 8..<place + 12]) == UInt64(RecordChecksum.masked(head)))
      let content = bytes[place + 12..<place + 12 + length]
      #expect(
        number(bytes[place + 12 + length..<place + 16 + length]) == UInt64(RecordChecksum.masked(content)))
      records.append(Array(content))
      place += 16 + length
    }
    return records
  }

  static func event(_ bytes: [UInt8]) -> Event {
    var event = Event()
    for (field, value) in fields(bytes) {
      switch field {
      case 1: event.time = Double(bitPattern: number(value[...]))
      case 2: event.step = Int(number(value[...]))
      case 3: event.version = String(decoding: value, as: UTF8.self)
      default:
        for (_, summary) in fields(value) {
          let parts = Dictionary(fields(summary).map { ($0.field, $0.value) }, uniquingKeysWith: { $1 })
          let tag = String(decoding: parts[1] ?? [], as: UTF8.self)
          if let scalar = parts[2] {
            event.scalars[tag] = Float(bitPattern: UInt32(number(scalar[...])))
          } else if let tensor = parts[8] {
            let text = fields(tensor).first { $0.field == 8 }?.value ?? []
            event.text = String(decoding: text, as: UTF8.self)
          }
        }
      }
    }
    return event
  }

  /// The fields of a message; varints as eight bytes.
  private static func fields(_ bytes: [UInt8]) -> [(field: Int, value: [UInt8])] {
    var fields: [(Int, [UInt8])] = []
    var place = 0
    func varint() -> UInt64 {
      var (value, shift) = (UInt64(0), UInt64(0))
      while true {
        let byte = bytes[place]
        place += 1
        value |= UInt64(byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { return value }
      }
    }
    while place < bytes.count {
      let key = varint()
      let count: Int
      switch key & 7 {
      case 0:
        fields.append((Int(key >> 3), withUnsafeBytes(of: varint().littleEndian) { Array($0) }))
        continue
      case 1: count = 8
      case 5: count = 4
      default: count = Int(varint())
      }
      fields.append((Int(key >> 3), Array(bytes[place..<place + count])))
      place += count
    }
    return fields
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
