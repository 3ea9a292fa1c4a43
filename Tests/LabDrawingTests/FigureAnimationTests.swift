import TestSupport
import Testing

@testable import LabBase
@testable import LabDrawing
@testable import LabImages

@Suite("Figures one after another")
struct FigureAnimationTests {
  private func grid(_ rows: Int) -> ImageGrid {
    FigureSamples.grid(
      rows: rows, columns: 2, label: "row ", tile: FigureSamples.ramp(height: 4, width: 4))
  }

  @Test("all frames are as large as the largest figure, with paper at the right and below")
  func sizes() throws {
    let figures = [grid(1), grid(3), grid(2)]
    let frames = try FigureAnimation(figures).animation().frames
    let rasters = try figures.map { try #require(try $0.render(format: .png).raster) }
    #expect(frames.map(\.milliseconds) == [500, 500, 2500])
    #expect(frames[1].raster == rasters[1])
    for (frame, raster) in zip(frames.map(\.raster), rasters) {
      #expect(frame.width == rasters[1].width && frame.height == rasters[1].height)
      for y in 0..<frame.height {
        let row = Array(frame.bytes[3 * frame.width * y..<3 * frame.width * (y + 1)])
        let own =
          y < raster.height ? Array(raster.bytes[3 * raster.width * y..<3 * raster.width * (y + 1)]) : []
        #expect(Array(row.prefix(own.count)) == own && row.dropFirst(own.count).allSatisfy { $0 == 255 })
      }
    }
  }

  @Test("the file has the facts inside and in a sidecar, and its first frame is the first figure")
  func file() throws {
    let folder = try TemporaryFolder()
    let facts = FigureMetadata(configuration: #"{"a":1}"#, version: "1", tileDigest: "abc")
    let path = folder.path("film.png")
    try FigureAnimation([grid(2), grid(1)]).write(metadata: facts, to: path)
    #expect(FigureMetadata(texts: try PNGFile.texts(path)) == facts)
    #expect(try AtomicFile.read(folder.path("film.json")) == Array(FigureFile.sidecar(facts).utf8))
    let first = try #require(try grid(2).render(format: .png).raster)
    let image = try PNGFile.read(path)
    #expect(image.width == first.width && image.height == first.height)
    let plane = first.width * first.height
    #expect(image.bytes.prefix(plane) == ArraySlice((0..<plane).map { first.bytes[3 * $0] }))
  }
}
