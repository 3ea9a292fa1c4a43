import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabImages

@Suite("Damaged facts of figures")
struct DamagedFactsTests {
  private static let configuration =
    #"{"depths":[1,2,16],"image":"mnist:7","name":"a < b & \"c\" ä","rate":1e-3,"size":null,"whole":true}"#
  private static let signs = [
    "{", "}", "[", "]", ",", ":", "\"", "null", "NaN", "\\u12", "\\", "\u{0}", "\u{1}", "\u{FEFF}",
    "\u{FFFE}", "/*", "]]>",
    "1e999", "-", "'", "\n", "+1", "01", ".5",
  ]

  @Test("4,000 damaged configurations are refused, or stand in a sidecar that is JSON with every fact")
  func sidecars() throws {
    let mutations = Mutations("facts")
    var written = 0
    for index in 0..<4000 {
      let texts = [Self.configuration, "[1, 2]", "7"]
      let configuration = mutations.text(index, of: texts, pieces: Self.signs)
      // A mark of the encoding at a text's beginning is lost to Foundation's reader.
      let digest = "0" + mutations.text(index, of: ["123abc"], pieces: Self.signs)
      let metadata = FigureMetadata(configuration: configuration, version: "1.0", tileDigest: digest)
      do throws(LabError) {
        let sidecar = try FigureFile.sidecar(metadata)
        written += 1
        let facts = try? JSONSerialization.jsonObject(with: Data(sidecar.utf8)) as? [String: Any]
        #expect(facts?.count == 3, "\(index): \(configuration.debugDescription)")
        #expect(facts?[FigureMetadata.Key.version.rawValue] as? String == "1.0")
        let read = facts?[FigureMetadata.Key.tileDigest.rawValue] as? String
        #expect(read.map { Array($0.utf8) } == Array(digest.utf8), "\(index): \(digest.debugDescription)")
      } catch {
        #expect(error.exitCode == 78, "\(index): \(error)")
      }
    }
    #expect(written > 200 && written < 3800, "\(written)")
  }

  @Test("1,000 mutants of a figure's PNG have facts, have none, or are badData")
  func pictures() throws {
    let metadata = FigureMetadata(
      configuration: Self.configuration, version: "1.0", tileDigest: String(repeating: "ab", count: 32))
    let raster = Raster(width: 4, height: 4, bytes: [UInt8](repeating: 9, count: 48))
    let file = try PNGFile.encode(raster, texts: metadata.texts)
    let mutations = Mutations("figure")
    var read = 0
    for index in 0..<1000 {
      do throws(LabError) {
        let texts = try PNGFile.texts(bytes: mutations.bytes(index, of: [file]), name: "figure.png")
        let facts = FigureMetadata(texts: texts)
        #expect(facts == nil || facts == metadata, "\(index)")
        read += 1
      } catch {
        #expect(error.exitCode == 65, "\(index): \(error)")
      }
    }
    #expect(read > 0 && read < 500, "\(read)")
  }

  @Test("2,000 mutants of an SVG, a PDF and a sidecar have facts that can be, have none, or are badData")
  func otherPictures() throws {
    let folder = try TemporaryFolder()
    let metadata = FigureMetadata(
      configuration: Self.configuration, version: "1.0", tileDigest: String(repeating: "ab", count: 32))
    let figure = FigureSamples.heatMap([[0, nil], [1, 0.5]])
    var files: [[UInt8]] = []
    for format in [FigureFormat.svg, .pdf] {
      let path = folder.path("a.\(format.rawValue)")
      try FigureFile.write(figure.render(format: format), metadata: metadata, to: path)
      files.append(try AtomicFile.read(path))
    }
    files.append(try AtomicFile.read(folder.path("a.json")))
    let mutations = Mutations("other pictures")
    var (read, whole) = (0, 0)
    for index in 0..<2000 {
      let path = folder.path("mutant")
      try Data(mutations.bytes(index, of: files)).write(to: URL(fileURLWithPath: path))
      do throws(LabError) {
        let facts = try FigureMetadata(reading: path)
        read += 1
        whole += facts == metadata ? 1 : 0
        // What is read is JSON, whatever the damage was: it can stand in a sidecar.
        #expect(throws: Never.self) { try FigureFile.sidecar(facts) }
      } catch {
        #expect(error.exitCode == 65, "\(index): \(error)")
      }
    }
    #expect(read > 200 && read < 1800 && whole > 100, "\(read), \(whole)")
  }
}
