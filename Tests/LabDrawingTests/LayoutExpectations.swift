import Testing

@testable import LabDrawing

/// Checks what holds for every page: all within the margins, text readable and apart from tiles and other text.
func expectSoundLayout(_ page: Page, sourceLocation: SourceLocation = #_sourceLocation) {
  let margin = FigureStyle.margin
  let sheet = Box(x: 0, y: 0, width: Double(page.width), height: Double(page.height)).grown(by: 1 - margin)
  for mark in page.drawing.marks {
    #expect(sheet.contains(mark.box), "\(mark) leaves the paper", sourceLocation: sourceLocation)
  }
  let flat = page.texts.filter { $0.angle == 0 && !$0.text.isEmpty }
  let upright = page.texts.filter { abs($0.angle) > 1.57 && !$0.text.isEmpty }
  for text in page.texts { #expect(text.style.size >= 11, sourceLocation: sourceLocation) }
  // Sorted from top to bottom, so that only neighbours need comparing.
  let texts = (flat + upright).sorted { $0.box.y < $1.box.y }
  for (index, text) in texts.enumerated() {
    for other in texts[(index + 1)...] {
      if other.box.y > text.box.bottom { break }
      // Lines of a block may touch by the rounding of their places.
      #expect(
        !text.box.grown(by: -1).overlaps(other.box.grown(by: -1)), "“\(text.text)” covers “\(other.text)”",
        sourceLocation: sourceLocation)
    }
  }
  for tile in page.tiles {
    for text in texts where text.text != "–" && tile.box.overlaps(text.box) {
      Issue.record("“\(text.text)” covers a tile", sourceLocation: sourceLocation)
    }
  }
}

/// All text of a figure in one line.
func words(of output: FigureOutput) -> String { output.page.texts.map(\.text).joined(separator: " ") }
