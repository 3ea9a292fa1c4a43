import Testing

@testable import LabDrawing

@Suite("Tables of results")
struct ResultTableTests {
  private func table(_ value: Double?, text: String = "53.4", note: String? = nil) -> ResultTable {
    ResultTable(
      title: "Table",
      columns: [.init("net"), .init("train %", group: "measured"), .init("test %", group: "measured")],
      groups: [
        [[.text("mlp"), .number(100, text: "100"), .number(value, text: text)]],
        [[.text("alexnet"), .number(99.9, text: "99.9"), .blank]],
      ], footnote: note)
  }

  @Test("words stand at the left of their column, numbers end at its right")
  func textsAreAligned() throws {
    let texts = table(53.35).layout(try TextMeter()).texts
    func box(_ text: String) throws -> Box { try #require(texts.first { $0.text == text }).box }
    #expect(try box("mlp").x == box("alexnet").x)
    #expect(try abs(box("100").right - box("99.9").right) <= 1)
    #expect(try abs(box("100").right - box("train %").right) <= 1)
  }

  @Test("a missing number is hatched and explained, a blank place is not")
  func missingNumbersAreHatched() throws {
    let missing = try table(nil).render(format: .png)
    #expect(words(of: missing).contains("Hatched: not measured"))
    #expect(!words(of: missing).contains("53.4"))
    #expect(!words(of: try table(53.4).render(format: .png)).contains("Hatched"))
  }

  @Test("the digest follows the numbers, not their texts")
  func digestIsOfNumbers() {
    #expect(table(53.35).tileDigest == table(53.35, text: "53").tileDigest)
    #expect(table(53.35).tileDigest != table(53.36).tileDigest)
    #expect(table(nil).tileDigest != table(0).tileDigest)
  }

  @Test("nothing leaves the paper and no text covers another", arguments: ["x", FigureSamples.longText])
  func layoutHolds(text: String) throws {
    var table = table(1, text: text, note: text)
    table.columns[1].group = text
    table.columns[2].group = text
    expectSoundLayout(table.layout(try TextMeter()))
  }
}
