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

  @Test(
    "a picture of every format gives its facts back to the letter, and so does its sidecar alone",
    arguments: FigureFormat.allCases,
    [
      #"{"learningRate":0.1,"name":"a < b & \"c\" (d)) \\","rate":1e-3,"zero":-0.0}"#,
      #"{"name":"ä ρ 数 </metadata> /Keywords (x","nested":{"identity-lab.version":[1,{"a":"}"}]}}"#, "7",
    ])
  func factsAreReadBack(format: FigureFormat, configuration: String) throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let metadata = FigureMetadata(
        configuration: configuration, version: "1.2.3", tileDigest: figure.tileDigest,
        lab: configuration == "7" ? nil : "toy")
      let path = folder + "/a.\(format.rawValue)"
      try FigureFile.write(try figure.render(format: format), metadata: metadata, to: path)
      #expect(try FigureMetadata(reading: folder + "/a.json") == metadata)
      try FileManager.default.removeItem(atPath: folder + "/a.json")
      // The content tells what a file is, not its name.
      try FileManager.default.moveItem(atPath: path, toPath: folder + "/picture")
      #expect(try FigureMetadata(reading: folder + "/picture") == metadata)
    }
  }

  @Test("a picture of the same recipe is replaced, one of another and a foreign file only by force")
  func replacing() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      func write(_ configuration: String, _ format: FigureFormat, force: Bool = false) throws {
        let metadata = FigureMetadata(configuration: configuration, version: "1", tileDigest: "d")
        try FigureFile.write(
          figure.render(format: format), metadata: metadata, to: folder + "/a.\(format.rawValue)",
          force: force)
      }
      func refusal(_ configuration: String, _ format: FigureFormat = .png) -> LabError? {
        #expect(throws: LabError.self) { try write(configuration, format) }
      }
      try write("{}", .png)
      let first = try AtomicFile.read(folder + "/a.png")
      try write("{}", .png)
      #expect(refusal("[]")?.exitCode == 73)
      #expect(refusal("[]")?.description.contains("other settings is there; --force") == true)
      #expect(try AtomicFile.read(folder + "/a.png") == first)
      // Another format of other settings would take the sidecar.
      #expect(refusal("[]", .svg)?.description.contains("a.json") == true)
      #expect(!FileManager.default.fileExists(atPath: folder + "/a.svg"))
      try write("[]", .png, force: true)
      #expect(try FigureMetadata(reading: folder + "/a.png").configuration == "[]")
      try AtomicFile.write("notes", to: folder + "/a.png")
      #expect(refusal("[]")?.description.contains("no picture of this program") == true)
      #expect(try AtomicFile.read(folder + "/a.png") == Array("notes".utf8))
    }
  }

  @Test("whoever draws can let a picture of other settings be replaced")
  func allowed() throws {
    try inTemporaryFolder { folder in
      let figure = try #require(figures().first)
      let output = try figure.render(format: .svg)
      for (configuration, isAllowed) in [("[1]", false), ("[2]", true), ("[3]", false)] {
        let metadata = FigureMetadata(configuration: configuration, version: "1", tileDigest: "d")
        func write() throws {
          try FigureFile.write(
            output, metadata: metadata, to: folder + "/a.svg", replaces: { $0.configuration == "[1]" })
        }
        if configuration == "[1]" || isAllowed {
          try write()
        } else {
          #expect(throws: LabError.self) { try write() }
        }
      }
      #expect(try FigureMetadata(reading: folder + "/a.svg").configuration == "[2]")
    }
  }

  @Test(
    "an SVG that another program has written again, with other entities and attributes, still has its facts")
  func rewrittenSVG() throws {
    let sidecar = try FigureFile.sidecar(
      FigureMetadata(configuration: configuration, version: "1", tileDigest: "d"))
    let text = sidecar.replacing("&", with: "&#38;").replacing("\"", with: "&quot;").replacing(
      "<", with: "&#x3C;")
    let svg = "<?xml version=\"1.0\"?>\n<svg><g/><metadata id=\"m\">\n\(text)</metadata></svg>"
    #expect(SVGFacts.read(Array(svg.utf8))?.configuration == configuration)
  }

  @Test("keywords of a PDF are read in every notation of strings")
  func pdfStrings() throws {
    let sidecar = try FigureFile.sidecar(
      FigureMetadata(configuration: "[1]", version: "(1)", tileDigest: "\\"))
    let octal = sidecar.utf8.map {
      "\\" + String(repeating: "0", count: 3 - String($0, radix: 8).count) + String($0, radix: 8)
    }
    let hexadecimal = sidecar.utf8.map { String(format: "%02x", $0) }.joined(separator: " ")
    for string in ["(\(octal.joined()))", "<\(hexadecimal)>", "\n <\(hexadecimal)>"] {
      let pdf = "%PDF-1.4\n<< /Keywords (other) >> << /Keywords \(string) >>"
      let facts = PDFFacts.read(Array(pdf.utf8))
      #expect(facts?.configuration == "[1]" && facts?.version == "(1)" && facts?.tileDigest == "\\")
    }
    for string in ["(open", "<12", "<zz>", "", "[1]", "(\\"] {
      #expect(PDFFacts.read(Array("%PDF-1.4 /Keywords \(string)".utf8)) == nil)
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
        try FigureFile.write(
          try figure.render(format: .png), metadata: metadata, to: folder + "/a.png", force: true)
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
        try FigureFile.write(try figure.render(format: .png), metadata: metadata, to: path, force: true)
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
