import Testing

@testable import LabBase
@testable import LabDrawing

@Suite("Text in figures")
struct TextMeterTests {
  @Test("wrapped lines fit and lose nothing", arguments: [30.0, 60, 200])
  func linesFit(width: Double) throws {
    let meter = try TextMeter()
    let lines = meter.wrap(FigureSamples.longText, FigureStyle.small, width: width)
    #expect(lines.allSatisfy { meter.width($0, FigureStyle.small) <= width })
    #expect(lines.joined().filter { $0 != " " } == FigureSamples.longText.filter { $0 != " " })
  }

  @Test("lines break at spaces, hyphens between letters, slashes and soft hyphens, not at a minus sign")
  func linesBreakWhereTheyMay() throws {
    let meter = try TextMeter()
    func wrap(_ text: String) -> [String] { meter.wrap(text, FigureStyle.small, width: 50) }
    #expect(wrap("uniform-noise") == ["uniform-", "noise"])
    #expect(wrap("checker\u{AD}board") == ["checker-", "board"])
    #expect(wrap("lr -1e-5") == ["lr -1e-5"])
    #expect(wrap("a\nb") == ["a", "b"])
    #expect(wrap("a\tb\u{7}") == ["a b"])
  }

  @Test("wider text measures wider, and bold is wider than regular")
  func widthsAreMeasured() throws {
    let meter = try TextMeter()
    #expect(meter.width("mm", FigureStyle.label) > meter.width("m", FigureStyle.label) * 1.9)
    #expect(meter.width("depth", FigureStyle.strongLabel) > meter.width("depth", FigureStyle.label))
    #expect(meter.width("", FigureStyle.label) == 0)
  }

  @Test(
    "numbers are short, with true minus signs and raised powers",
    arguments: [
      (0.28, "0.28"), (-0.5, "−0.5"), (0, "0"), (1e-5, "10⁻⁵"), (1.25e-7, "1.25×10⁻⁷"), (-1e9, "−10⁹"),
      (123.4, "123"), (.infinity, "∞"), (.nan, "undefined"),
    ] as [(Double, String)])
  func numbersAreShort(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test("a number that rounds to 0 has no sign")
  func zeroHasNoSign() {
    #expect(NumberText.fixed(-0.001, decimals: 2) == "0.00")
    #expect(NumberText.fixed(-0.01, decimals: 2) == "−0.01")
  }
}
