import LabDataSupport
import Nets
import Testing

@testable import LabBase
@testable import LabData

@Suite("Gzip files")
struct GzipFileTests {
  let folder: DatasetFolder

  init() throws {
    folder = try DatasetFolder()
  }

  private func read(_ bytes: [UInt8], upTo count: Int) throws -> [UInt8] {
    var file = try GzipFile(folder.write(bytes, "file"))
    return try file.read(upTo: count)
  }

  private func noise(_ count: Int) -> [UInt8] {
    let stream = RandomStream(key: RandomKey(seed: 3))
    return (0..<count).map { UInt8(stream.integer(at: $0, below: 256)) }
  }

  @Test(
    "plain and compressed bytes are read alike, whatever the sizes asked for",
    arguments: [0, 1, 2, 3, 65_535, 65_536, 200_000], [1000, 65_536, 1 << 20])
  func pieces(count: Int, piece: Int) throws {
    let bytes = noise(count)
    for stored in [bytes, DatasetFolder.gzip(bytes)] {
      var file = try GzipFile(folder.write(stored, "file"))
      var result: [UInt8] = []
      while result.count < count {
        let next = try file.read(upTo: piece)
        try #require(!next.isEmpty)
        result += next
      }
      #expect(result == bytes)
      #expect(try file.read(upTo: piece).isEmpty)
    }
  }

  @Test("plain bytes are counted before they are read, compressed ones are not")
  func size() throws {
    let plain = try GzipFile(folder.write([1, 2, 3], "plain")).size
    let compressed = try GzipFile(folder.write(DatasetFolder.gzip([1, 2, 3]), "compressed")).size
    #expect(plain == 3)
    #expect(compressed == nil)
  }

  @Test("the first two bytes of a plain file are delivered, one by one too")
  func head() throws {
    var file = try GzipFile(folder.write([1, 2, 3], "plain"))
    let pieces = [
      try file.read(upTo: 0), try file.read(upTo: 1), try file.read(upTo: 3), try file.read(upTo: 3),
    ]
    #expect(pieces == [[], [1], [2, 3], []])
  }

  @Test("members joined end to end are one file")
  func members() throws {
    let bytes = DatasetFolder.gzip([1, 2]) + DatasetFolder.gzip([]) + DatasetFolder.gzip([3])
    #expect(try read(bytes, upTo: 10) == [1, 2, 3])
  }

  @Test("a file cut off anywhere is refused once its end is read")
  func truncation() throws {
    let whole = DatasetFolder.gzip(noise(60))
    for length in 2..<whole.count {
      let error = #expect(throws: LabError.self, "\(length) bytes") {
        try read(Array(whole.prefix(length)), upTo: 100)
      }
      #expect(error?.exitCode == 65)
      #expect(error?.description.contains("a whole gzip file") == true)
    }
  }

  @Test("what follows the data and is no gzip member is refused")
  func trailing() throws {
    let error = #expect(throws: LabError.self) { try read(DatasetFolder.gzip([1]) + [0, 0, 0], upTo: 10) }
    #expect(error?.exitCode == 65)
  }

  @Test("a flipped bit of the data or of the checksum never goes unnoticed")
  func flips() throws {
    let bytes = noise(80)
    let whole = DatasetFolder.gzip(bytes)
    // The header's time, flags and system, bytes 4 to 9, say nothing about the data.
    for place in (10..<whole.count) {
      var damaged = whole
      damaged[place] ^= UInt8(1 << RandomStream(key: RandomKey(seed: 4)).integer(at: place, below: 8))
      let result = Result { try read(damaged, upTo: 200) }
      switch result {
      case .success(let read): #expect(read == bytes, "byte \(place)")
      case .failure(let error): #expect((error as? LabError)?.exitCode == 65, "byte \(place)")
      }
    }
  }

  @Test("only as much is inflated as is asked for: damage further on is not met")
  func limit() throws {
    var bytes = DatasetFolder.gzip(noise(500_000))
    bytes[400_000] ^= 0xff
    #expect(try read(bytes, upTo: 1000) == Array(noise(1000)))
    #expect(throws: LabError.self) { try read(bytes, upTo: 500_001) }
  }
}
