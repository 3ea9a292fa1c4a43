import TestSupport
import Testing

@testable import LabBase
@testable import LabFigures

@Suite struct FigureIndexTests {
  @Test("every figure has a card with its claims, pictures and command")
  func cards() throws {
    let html = try FigureIndex(reports: [ReportSamples.report(), ReportSamples.report("b", claims: [])])
      .html()
    for text in [
      "2 figures", "<section class=\"card\" id=\"own-standard\">", "<span class=\"verdict same\">same</span>",
      "<a href=\"own-standard.png\"><img src=\"own-standard.png\" alt=\"predictions of A title\"",
      "<a href=\"own-standard.pdf\">own-standard.pdf</a>",
      "<code>identity-lab figure own --preset standard</code>",
      "6 runs, 1 of which not fitted, 3 seeds, 3.4 min of training",
      "<a href=\"#b-standard\">b-standard</a> <span class=\"soft\">no claims</span>",
    ] {
      #expect(html.contains(text), "\(text) is missing in\n\(html)")
    }
    #expect(!html.contains("<script") && !html.contains("http"))
    #expect(!html.contains("{{") && html.hasSuffix("</html>\n"))
  }

  @Test("what a recipe says cannot become a part of the page")
  func escaping() throws {
    let evil = "<script>alert(\"1\")</script> & 'more' {{name}}"
    let claim = ClaimResult(
      says: evil, measure: evil, axis: evil, levels: [], sample: ReportSamples.sample, test: nil,
      verdict: .undecided, sentence: evil)
    let html = try FigureIndex(
      reports: [ReportSamples.report("a\"?#b", title: evil, claims: [claim], notes: evil)]
    ).html()
    #expect(!html.contains("<script") && !html.contains("\"1\""))
    #expect(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;"))
    #expect(html.contains("{{name}}"), "a text is not a template")
    #expect(html.contains("src=\"a%22%3F%23b-standard.png\""))
    #expect(!html.contains("a\"?#b"))
  }

  @Test("a later figure adds its card to those that are there")
  func extending() throws {
    let folder = try TemporaryFolder()
    try ReportSamples.report("b").write(to: folder.path)
    try FigureIndex.write(in: folder.path, order: ["a", "b"])
    try ReportSamples.report("a").write(to: folder.path)
    let path = try FigureIndex.write(in: folder.path, order: ["a", "b"])
    let html = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    let cards = html.ranges(of: "<section class=\"card\" id=\"").map { html[$0.upperBound] }
    #expect(cards == ["a", "b"])
  }
}
