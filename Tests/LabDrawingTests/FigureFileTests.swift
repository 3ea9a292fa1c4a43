import Foundation
import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabImages

@Suite("Figure files")
struct FigureFileTests {
  private let configuration = #"{"learningRate":0.1,"name":"a < b & \"c\""}"#

  private func figures() -> [any RenderableFigure] {
    let ramp = FigureSamples.ramp(height: 4, width: 4)
    return [
      FigureSamples.grid(rows: 2, columns: 2, label: "depth ", tile: ramp),
      FigureSamples.plot([.init(label: "s", points: FigureSamples.curve([1, nil, 3]))]),
      FigureSamples.heatMap([[0, nil], [1, 0.5]]),
      FigureSamples.sheet([[ramp]], scale: .each),
    ]
  }

  @Test("the same figure gives the same bytes in every format", arguments: FigureFormat.allCases)
  func bytesRepeat(format: FigureFormat) throws {
    for figure in figures() {
      let first = try figure.render(format: format)
      let second = try figure.render(format: format)
      #expect(first.bytes == second.bytes)
      #expect(first.bytes.count > 500)
      #expect((first.raster != nil) == (format == .png))
    }
  }

  @Test("a file starts as its format does and has a sidecar with the facts", arguments: FigureFormat.allCases)
  func filesAreWritten(format: FigureFormat) throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(
        configuration: configuration, version: "1.2.3", tileDigest: figure.tileDigest)
      let path = folder + "/fig.ure.\(format.rawValue)"
      try FigureFile.write(try figure.render(format: format), metadata: metadata, to: path)
      let start = try AtomicFile.read(path).prefix(5)
      let expected: [FigureFormat: [UInt8]] = [
        .png: [0x89, 0x50, 0x4E, 0x47, 0x0D], .svg: Array("<?xml".utf8), .pdf: Array("%PDF-".utf8),
      ]
      #expect(Array(start) == expected[format])
      let sidecar = Data(try AtomicFile.read(folder + "/fig.ure.json"))
      let facts = try #require(try JSONSerialization.jsonObject(with: sidecar) as? [String: Any])
      let keys = ["identity-lab.config", "identity-lab.data-sha256", "identity-lab.version"]
      #expect(facts.keys.sorted() == keys)
      #expect((facts["identity-lab.config"] as? [String: Any])?["name"] as? String == "a < b & \"c\"")
      #expect(facts["identity-lab.data-sha256"] as? String == figure.tileDigest)
    }
  }

  @Test("a PNG gives its facts back")
  func factsAreReadBack() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(
        configuration: configuration, version: "1.2.3", tileDigest: figure.tileDigest)
      try FigureFile.write(try figure.render(format: .png), metadata: metadata, to: folder + "/a.png")
      #expect(FigureMetadata(texts: try PNGFile.texts(folder + "/a.png")) == metadata)
    }
  }

  @Test("an SVG stays well-formed with metadata in it")
  func metadataAreEscaped() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(
        configuration: configuration, version: "1.2.3", tileDigest: figure.tileDigest)
      try FigureFile.write(try figure.render(format: .svg), metadata: metadata, to: folder + "/a.svg")
      let text = String(decoding: try AtomicFile.read(folder + "/a.svg"), as: UTF8.self)
      #expect(text.contains("a &lt; b &amp; "))
      #expect(text.contains("image-rendering:pixelated"))
      #expect(text.hasSuffix("</svg>\n"))
    }
  }

  @Test(
    "a configuration that is not JSON is refused before anything is written",
    arguments: ["{", "", "1, \"x\": 2", "\u{FEFF}7", "\07", "7\0"])
  func configurationMustBeJSON(configuration: String) throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let output = try figure.render(format: .png)
      let metadata = FigureMetadata(configuration: configuration, version: "1", tileDigest: "")
      #expect(throws: LabError.self) {
        try FigureFile.write(output, metadata: metadata, to: folder + "/a.png")
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/a.png"))
    }
  }

  @Test("where the sidecar cannot be written the old picture stays, and nothing new")
  func sidecarInTheWay() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(configuration: "{}", version: "1", tileDigest: figure.tileDigest)
      try AtomicFile.write("the old picture", to: folder + "/a.png")
      let sidecar = folder + "/a.json"
      try FileManager.default.createDirectory(atPath: sidecar, withIntermediateDirectories: false)
      #expect(throws: LabError.cannotCreate(path: sidecar, reason: "a folder has this name")) {
        try FigureFile.write(try figure.render(format: .png), metadata: metadata, to: folder + "/a.png")
      }
      #expect(try AtomicFile.read(folder + "/a.png") == Array("the old picture".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.json", "a.png"])
    }
  }

  @Test("where the picture cannot be written the old sidecar stays")
  func pictureInTheWay() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(configuration: "{}", version: "1", tileDigest: figure.tileDigest)
      try AtomicFile.write("the old facts", to: folder + "/a.json")
      let path = folder + "/a.png"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(throws: LabError.cannotCreate(path: path, reason: "a folder has this name")) {
        try FigureFile.write(try figure.render(format: .png), metadata: metadata, to: path)
      }
      #expect(try AtomicFile.read(folder + "/a.json") == Array("the old facts".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.json", "a.png"])
    }
  }

  @Test("a picture that would have its own name as sidecar's is refused")
  func sidecarIsThePicture() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(configuration: "{}", version: "1", tileDigest: figure.tileDigest)
      #expect(throws: LabError.self) {
        try FigureFile.write(try figure.render(format: .png), metadata: metadata, to: folder + "/a.json")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
  }

  @Test("a figure larger than a PNG can be is refused, not cut")
  func hugeFiguresAreRefused() throws {
    let tile = FigureSamples.ramp(height: 1, width: 33_000)
    let grid = ImageGrid(title: "t", rows: [.init(label: "r", tiles: [tile])], tileSize: .scale(1))
    #expect(throws: LabError.self) { try grid.render(format: .png) }
  }

  @Test("the sidecar's name replaces the last extension only")
  func sidecarNames() {
    #expect(FigureFile.sidecarPath(of: "a.b/c.d.png") == "a.b/c.d.json")
    #expect(FigureFile.sidecarPath(of: "a.b/c") == "a.b/c.json")
    #expect(FigureFile.sidecarPath(of: ".png") == ".png.json")
  }

  private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }
}
