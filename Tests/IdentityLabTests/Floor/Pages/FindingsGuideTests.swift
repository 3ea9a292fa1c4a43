import Nets
import TestSupport
import Testing

@testable import LabBase
@testable import LabFigures
@testable import LabImages

@Suite struct FindingsGuideTests {
  private func markdown(_ reports: [FigureReport]) -> String {
    FindingsGuide(reports: reports, command: "identity-lab figure all --findings Findings.md").markdown
  }

  @Test("a summary with a row a claim comes first, then a section a figure")
  func page() {
    let text = markdown([ReportSamples.report(), ReportSamples.report("bare", claims: [], seconds: 5)])
    let rows = [
      "| figure | claim | verdict | we find | effect | p, corrected | of |",
      "| [own](#own) | Identity falls \\| with depth. | **same** | 0.990 ± 0.010 → 0.450 ± 0.071 | Kendall's τ −1 | 0.04 "
        + "| 2 images × 3 seeds, 6 runs, 1 diverged |",
      "| [bare](#bare) | Deep nets are constant. |  |  |  |  |  |",
      "## own", "**A title.** Deep nets are constant. *the talk.*", "![A title](Gallery/own-standard.png)",
      "How this differs from the paper: Fewer steps.",
      "| 1 | 3 | 0.990 ± 0.010 (0.980 … 1.000) |",
      "`identity-lab figure own --preset standard`: 6 runs, 1 of which not fitted, 3 seeds, 3.4 "
        + "min of training.",
      "| cnn; depth 1, 9 | initializer torch | 6, of which 1 diverged | 3 … 9 | 0.01 |", "## bare",
    ]
    var rest = text[...]
    for row in rows {
      guard let place = rest.firstRange(of: row + "\n") else {
        Issue.record("\(row) is missing or misplaced in\n\(text)")
        return
      }
      rest = rest[place.upperBound...]
    }
    #expect(text.contains("p = 0.04 &lt; 0.06. *(Jonckheere–Terpstra trend, all 10 arrangements)*"))
    #expect(text.hasSuffix(" |\n") && text.contains("`identity-lab figure all --findings Findings.md`"))
  }

  @Test("notes stand in the figure's section as they are")
  func notes() {
    let text = markdown([ReportSamples.report(notes: "Not reproduced, *because*.\n")])
    #expect(text.contains("\n\nNot reproduced, *because*.\n\n"))
  }

  @Test("the page and its pictures are written, the same bytes every time")
  func writing() throws {
    let folder = try TemporaryFolder()
    let report = ReportSamples.report()
    let texts = [PNGText(keyword: "identity-lab.config", text: "{}")]
    let raster = Raster(width: 3000, height: 30, bytes: Array(repeating: 200, count: 3 * 3000 * 30))
    try PNGFile.write(raster, texts: texts, to: folder.path("figures/own-standard.png"))
    let guide = FindingsGuide(reports: [report], command: "c")
    try guide.write(to: folder.path("Guides/Findings.md"), figures: folder.path("figures"))
    let picture = folder.path("Guides/Gallery/own-standard.png")
    let first = try AtomicFile.read(picture)
    #expect(try PNGFile.texts(picture) == texts)
    let small = try PNGFile.read(picture)
    #expect(small.width == 2000 && small.height == 20)
    #expect(small.pixels.allSatisfy { $0 == Float(200) / 255 })
    #expect(
      String(decoding: try AtomicFile.read(folder.path("Guides/Findings.md")), as: UTF8.self)
        == guide.markdown)
    try guide.write(to: folder.path("Guides/Findings.md"), figures: folder.path("figures"))
    #expect(try AtomicFile.read(picture) == first)
  }

  @Test("a missing picture is an error that names it")
  func missing() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: LabError.self) {
      try FindingsGuide(reports: [ReportSamples.report()], command: "c")
        .write(to: folder.path("Findings.md"), figures: folder.path)
    }
    #expect(error?.exitCode == 66 && error?.description.contains("own-standard.png") == true)
  }

  @Test("a copy has the original's pixels, a picture of greys in one channel")
  func faithful() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<1999 * 4).flatMap { pixel in Array(repeating: UInt8(pixel * 7 % 256), count: 3) }
    let colored = [UInt8(9)] + bytes.dropFirst()
    for (bytes, channels) in [(bytes, 1), (colored, 3)] {
      try PNGFile.write(Raster(width: 1999, height: 4, bytes: bytes), to: folder.path("a.png"))
      try GalleryPicture.write(from: folder.path("a.png"), to: folder.path("b.png"))
      let copy = try PNGFile.read(folder.path("b.png"))
      #expect(copy.channels == channels)
      #expect(try copy.converted(toChannels: 3) == PNGFile.read(folder.path("a.png")))
    }
  }

  @Test("a picture that does not compress keeps its text legible: it loses shades before it loses width")
  func large() throws {
    let folder = try TemporaryFolder()
    let stream = RandomStream(key: RandomKey(seed: 1))
    // Noise in colour: 3 bytes a pixel, of which a byte of 33 shades is some 5 bits, one of 17 some 4.
    for (height, shades) in [(270, 33), (500, 17)] {
      let bytes = (0..<3 * 660 * height).map { UInt8(stream.integer(at: $0, below: 256)) }
      try PNGFile.write(Raster(width: 660, height: height, bytes: bytes), to: folder.path("a.png"))
      #expect(try AtomicFile.read(folder.path("a.png")).count > GalleryPicture.largestFile)
      try GalleryPicture.write(from: folder.path("a.png"), to: folder.path("b.png"))
      #expect(try AtomicFile.read(folder.path("b.png")).count <= GalleryPicture.largestFile)
      let copy = try PNGFile.read(folder.path("b.png"))
      #expect(copy.width == (shades == 33 ? 660 : 540))
      #expect(Set(copy.pixels).count <= shades)
    }
  }
}
